import MusterModel
import MusterRules

extension Flow {
    /// This flow with the ids of the steps and choices of `old` that it carries on: the same content
    /// first, then the same kind at the same place. Ids that `old` does not have are not believed: a
    /// step's id names the place where people wait.
    func keepingIDs(of old: Flow) -> Flow {
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
