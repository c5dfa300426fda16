public import MusterModel
public import MusterRules

extension RuleCatalog {
    /// The assets that the steps and choices of a flow name.
    public func assets(in flow: Flow) -> Set<AssetReference> {
        var found: Set<AssetReference> = []
        _ = mapAssets(in: flow) { asset, value in
            found.insert(asset)
            return value
        }
        return found
    }

    /// The flow with each value that names an asset put through `change`: in parameters of steps and
    /// in conditions of choices.
    public func mapAssets(in flow: Flow, _ change: (AssetReference, RuleValue) -> RuleValue) -> Flow {
        var flow = flow
        for step in flow.steps.indices {
            let parameters = StepCatalog.type(id: flow.steps[step].typeID)?.parameters ?? []
            flow.steps[step].choices = flow.steps[step].choices.map { choice in
                var choice = choice
                choice.condition = choice.condition.map { mapAssets(inFilter: $0, change) }
                choice.parameters = choice.parameters.map { given in
                    guard let id = given.value.assetID,
                        let kind = parameters.first(where: { $0.name == given.name })?.assetKind
                    else { return given }
                    return FlowParameter(given.name, change(AssetReference(kind, id), given.value))
                }
                return choice
            }
        }
        return flow
    }
}
