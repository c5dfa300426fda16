/// The steps of a smart campaign as their author wrote them.
public struct Flow: Sendable, Hashable {
    public var steps: [FlowStep]

    public init(steps: [FlowStep] = []) { self.steps = steps }
    public static let empty = Flow()

    /// Where a person who last passed `stepID` goes next: the step after it, or `nil` at the end.
    public func index(ofStep id: Int64) -> Int? { steps.firstIndex { $0.id == id } }
}

/// One step: its kind and its choices, of which the last is the default.
public struct FlowStep: Sendable, Hashable {
    /// Unique over the instance, stable across edits; 0 until stored. People wait at it.
    public var id: Int64
    /// The catalogue's spelling, such as `Change Score`.
    public var name: String
    public var typeID: Int
    public var choices: [FlowChoice]

    public init(id: Int64 = 0, name: String, typeID: Int, choices: [FlowChoice]) {
        self.id = id
        self.name = name
        self.typeID = typeID
        self.choices = choices
    }
}

/// One way through a step: 'if this rule holds, with these parameters'.
public struct FlowChoice: Sendable, Hashable {
    public var id: Int64
    /// The default choice is last and always there.
    public let isDefault: Bool
    /// `nil` for the default choice, and for an unfinished one, whose condition is still to be chosen
    /// and which nobody takes.
    public var condition: Rule?
    /// Empty for *Do Nothing*.
    public var parameters: [FlowParameter]

    public init(id: Int64 = 0, condition: Rule? = nil, parameters: [FlowParameter] = []) {
        self.init(id: id, isDefault: condition == nil, condition: condition, parameters: parameters)
    }

    private init(id: Int64, isDefault: Bool, condition: Rule?, parameters: [FlowParameter]) {
        self.id = id
        self.isDefault = isDefault
        self.condition = condition
        self.parameters = parameters
    }

    /// A choice that has no condition yet.
    public static func unfinished(id: Int64 = 0, parameters: [FlowParameter] = []) -> FlowChoice {
        FlowChoice(id: id, isDefault: false, condition: nil, parameters: parameters)
    }

    public var isUnfinished: Bool { !isDefault && condition == nil }
    public var doesNothing: Bool { parameters.isEmpty }
}

/// One filled-in parameter of a choice, such as `Change` = `+10`.
public struct FlowParameter: Sendable, Hashable {
    public var name: String
    public var value: RuleValue

    public init(_ name: String, _ value: RuleValue) {
        self.name = name
        self.value = value
    }
}

/// The order of a flow's steps between two edits: what the places of people in it are counted in.
///
/// A place is a number of steps that lie behind somebody, of one version. Versions that people may
/// still stand in are kept, so that a place can be carried through every edit since.
public struct FlowVersion: Sendable, Hashable {
    /// Ascending with every edit that changes the order of steps or which there are.
    public let number: Int
    public let stepIDs: [Int64]

    public init(number: Int, stepIDs: [Int64]) {
        self.number = number
        self.stepIDs = stepIDs
    }

    /// Where somebody stands in a later version who has `position` steps of this one behind them.
    ///
    /// - Behind the step that was passed last, wherever the edit has put it; what it has put behind
    ///   that step is ahead, also if it was passed before.
    /// - If that step is gone: where the fewest steps change sides; of several such places the one before
    ///   the step that followed, else the last, so that what stands where the step was counts as passed.
    /// - Whoever has passed nothing has everything ahead.
    /// - Source: product docs on waits, "the position after the wait"; the rest is our choice.
    public func position(_ position: Int, in next: FlowVersion) -> Int {
        let behind = stepIDs.prefix(position)
        guard let passed = behind.last else { return 0 }
        if let index = next.stepIDs.firstIndex(of: passed) { return index + 1 }

        let ahead = stepIDs.dropFirst(position)
        let places = next.placesOfFewestChanges(behind: Set(behind), ahead: Set(ahead))
        let following = ahead.lazy.compactMap { next.stepIDs.firstIndex(of: $0) }.first
        if let following, places.contains(following) { return following }
        return places.last ?? 0
    }

    /// By ascending position.
    private func placesOfFewestChanges(behind: Set<Int64>, ahead: Set<Int64>) -> [Int] {
        var changes = stepIDs.count { behind.contains($0) }
        var fewest = changes
        var places = [0]
        for (index, id) in stepIDs.enumerated() {
            if behind.contains(id) { changes -= 1 }
            if ahead.contains(id) { changes += 1 }
            if changes < fewest { (fewest, places) = (changes, []) }
            if changes == fewest { places.append(index + 1) }
        }
        return places
    }
}

extension [FlowVersion] {
    /// Where somebody stands in the last of these versions who has `position` steps of version `number`
    /// behind them. The versions ascend without gaps; `nil` when `number` is not among them.
    public func lastPosition(of position: Int, in number: Int) -> Int? {
        guard let first = firstIndex(where: { $0.number == number }) else { return nil }
        return zip(self[first...], self[(first + 1)...]).reduce(position) { position, edit in
            edit.0.position(position, in: edit.1)
        }
    }
}
