public import MusterModel
import MusterRules

/// Why a flow cannot be edited as it was asked.
public enum FlowEditError: Error, Sendable, Equatable {
    case unknownStep(Int64)
    case unknownChoice(Int64)
    /// The default choice is always there.
    case defaultRemoved
    /// The default choice is always the last.
    case defaultMoved
    /// The default choice is what is left when no condition holds.
    case defaultHasNoCondition
    /// Positions are counted from 0 to `maximum`.
    case positionOutOfRange(maximum: Int)
    case tooManySteps(limit: Int)
    case tooManyChoices(limit: Int)
}

/// Single edits. Everything that an edit does not touch keeps its id, because people wait at steps
/// by id; what is new has the id 0 until it is stored.
extension Flow {
    /// Puts a new step at a position, 0 for the first. Its only choice is the default one, without
    /// parameters: it does nothing until they are filled in.
    public mutating func insertStep(_ type: any FlowStepType.Type, at position: Int) throws(FlowEditError) {
        guard (0...steps.count).contains(position) else { throw .positionOutOfRange(maximum: steps.count) }
        guard steps.count < FlowDocument.maximumSteps else { throw .tooManySteps(limit: FlowDocument.maximumSteps) }
        steps.insert(FlowStep(name: type.name, typeID: type.typeID, choices: [FlowChoice()]), at: position)
    }

    public mutating func removeStep(_ id: Int64) throws(FlowEditError) {
        steps.remove(at: try position(ofStep: id))
    }

    /// Adds an unfinished choice behind the others, before the default one.
    public mutating func addChoice(toStep id: Int64) throws(FlowEditError) {
        let step = try position(ofStep: id)
        guard steps[step].choices.count < FlowDocument.maximumChoices else {
            throw .tooManyChoices(limit: FlowDocument.maximumChoices)
        }
        let end = steps[step].choices.lastIndex { $0.isDefault } ?? steps[step].choices.endIndex
        steps[step].choices.insert(.unfinished(), at: end)
    }

    /// Puts what `change` makes of a choice in its place. Its id stays.
    public mutating func changeChoice(
        _ id: Int64, ofStep stepID: Int64, _ change: (FlowChoice, FlowStep) throws -> FlowChoice
    ) throws {
        let step = try position(ofStep: stepID)
        let choice = try position(ofChoice: id, inStep: step)
        var changed = try change(steps[step].choices[choice], steps[step])
        changed.id = id
        steps[step].choices[choice] = changed
    }

    /// Moves a choice to a position among those with a condition, 0 for the first.
    public mutating func moveChoice(_ id: Int64, ofStep stepID: Int64, to position: Int) throws(FlowEditError) {
        let step = try self.position(ofStep: stepID)
        let old = try self.position(ofChoice: id, inStep: step)
        guard !steps[step].choices[old].isDefault else { throw .defaultMoved }
        let last = steps[step].choices.count { !$0.isDefault } - 1
        guard (0...last).contains(position) else { throw .positionOutOfRange(maximum: last) }
        steps[step].choices.insert(steps[step].choices.remove(at: old), at: position)
    }

    public mutating func removeChoice(_ id: Int64, ofStep stepID: Int64) throws(FlowEditError) {
        let step = try position(ofStep: stepID)
        let choice = try position(ofChoice: id, inStep: step)
        guard !steps[step].choices[choice].isDefault else { throw .defaultRemoved }
        steps[step].choices.remove(at: choice)
    }

    private func position(ofStep id: Int64) throws(FlowEditError) -> Int {
        guard let position = index(ofStep: id) else { throw .unknownStep(id) }
        return position
    }

    private func position(ofChoice id: Int64, inStep step: Int) throws(FlowEditError) -> Int {
        guard let position = steps[step].choices.firstIndex(where: { $0.id == id }) else { throw .unknownChoice(id) }
        return position
    }
}

extension Flow {
    /// This flow with the ids of the steps and choices of `old` that it carries on: the same content
    /// first, then the same kind at the same place. Ids that `old` does not have are not believed: a
    /// step's id names the place where people wait.
    public func keepingIDs(of old: Flow) -> Flow {
        let pairs = ElementPairing.pairs(
            ofOrdered: steps, old.steps, id: \.id, isSame: { $0.hasSameContent(as: $1) },
            isLike: { $0.isEdit(of: $1) })
        return Flow(steps: zip(steps, pairs).map { step, index in step.keepingIDs(of: index.map { old.steps[$0] }) })
    }
}

extension FlowStep {
    fileprivate func hasSameContent(as other: FlowStep) -> Bool {
        typeID == other.typeID && choices.count == other.choices.count
            && zip(choices, other.choices).allSatisfy { $0.hasSameContent(as: $1) }
    }

    /// Whether the step may be the other one with other parameters. One that sends another mail is
    /// another step: what its people got before is not this mail.
    fileprivate func isEdit(of other: FlowStep) -> Bool {
        guard typeID == other.typeID else { return false }
        let (mails, others) = (mails, other.mails)
        return mails.isEmpty || others.isEmpty || !mails.isDisjoint(with: others)
    }

    private var mails: Set<Int64> {
        let names = Set(
            StepCatalog.type(id: typeID)?.parameters.filter { $0.assetKind == .email }.map(\.name.caseFolded) ?? [])
        guard !names.isEmpty else { return [] }
        return Set(
            choices.flatMap(\.parameters).filter { names.contains($0.name.caseFolded) }.compactMap(\.value.assetID))
    }

    fileprivate func keepingIDs(of old: FlowStep?) -> FlowStep {
        var step = self
        step.id = old?.id ?? 0
        let known = old?.choices ?? []
        let pairs = ElementPairing.pairs(
            ofOrdered: choices, known, id: \.id, isSame: { $0.hasSameContent(as: $1) },
            isLike: { $0.isDefault == $1.isDefault })
        step.choices = zip(choices, pairs).map { choice, index in choice.keepingIDs(of: index.map { known[$0] }) }
        return step
    }
}

extension FlowChoice {
    fileprivate func hasSameContent(as other: FlowChoice) -> Bool {
        hasSameCondition(as: other) && parameters.count == other.parameters.count
            && zip(parameters, other.parameters).allSatisfy { $0.name == $1.name && $0.value.means($1.value) }
    }

    private func hasSameCondition(as other: FlowChoice) -> Bool {
        guard isDefault == other.isDefault else { return false }
        guard let condition, let theirs = other.condition else { return self.condition == other.condition }
        return condition.hasSameContent(as: theirs)
    }

    fileprivate func keepingIDs(of old: FlowChoice?) -> FlowChoice {
        var choice = self
        choice.id = old?.id ?? 0
        let isKnown = old.map { hasSameCondition(as: $0) } ?? false
        choice.condition = condition?.withID(isKnown ? old?.condition?.id ?? 0 : 0)
        return choice
    }
}
