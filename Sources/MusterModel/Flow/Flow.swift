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
