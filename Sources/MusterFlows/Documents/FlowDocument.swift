public import MusterModel
public import MusterRules

/// A campaign's flow as a JSON document: Adobe's shape (`steps`, `stepChoice`, `attributes`) and
/// the short grammar (`flow`), both read, both written.
///
/// Reading resolves names to the catalogue's spelling and assets to ids, puts the default choice
/// last and adds the one that is missing. All problems of a document are collected, each with its
/// place, such as `steps[1].stepChoice[0].attributes[0].value`. So are texts that can never work; in a flow that is
/// stored they stay what they are, because tokens come and go.
/// - Source: Adobe's newer asset swagger for the shape; the short grammar is our choice.
public struct FlowDocument {
    let rules: RuleDocument
    let catalog: RuleCatalog
    let assets: any AssetDirectory
    let leadFields: LeadFieldCatalog
    /// What the campaign can see; `nil` when nobody knows which campaign that is.
    let tokens: DeclaredTokens?

    /// - Source: our choice; Adobe documents no limits.
    static let maximumSteps = 200
    static let maximumChoices = 100
    /// The default choice that passes the step without effect, in the short grammar.
    static let doNothing = "do nothing"

    public init(
        catalog: RuleCatalog, assets: any AssetDirectory, leadFields: LeadFieldCatalog,
        tokens: DeclaredTokens? = nil
    ) {
        self.catalog = catalog
        self.assets = assets
        self.leadFields = leadFields
        self.tokens = tokens
        rules = RuleDocument(catalog: catalog, assets: assets)
    }

    /// Reads a document of either grammar; ids that are not given are 0.
    public func read(_ json: JSONValue) throws(RuleError) -> Flow {
        var problems: [Diagnostic] = []
        let flow = read(json, &problems)
        guard problems.isEmpty else { throw RuleError(problems) }
        return flow
    }

    private func read(_ json: JSONValue, _ problems: inout [Diagnostic]) -> Flow {
        guard let object = json.object else {
            problems.append(Diagnostic("", "a flow is a JSON object with the member 'steps' or 'flow'"))
            return .empty
        }
        for key in object.keys where key != "steps" && key != "flow" {
            problems.append(Diagnostic(key, "is not known" + Suggestion.phrase(for: key, among: ["steps", "flow"])))
        }
        let member: (name: String, value: JSONValue)
        switch (object["steps"], object["flow"]) {
        case (let steps?, nil): member = ("steps", steps)
        case (nil, let flow?):
            // The campaign record carries Adobe's shape inside `flow`.
            if flow.object != nil { return nested(flow, &problems) }
            member = ("flow", flow)
        case (.some, .some):
            problems.append(Diagnostic("", "give 'steps' or 'flow', not both"))
            return .empty
        case (nil, nil):
            problems.append(Diagnostic("", "the member 'steps' or 'flow' is missing"))
            return .empty
        }
        guard let elements = member.value.array else {
            problems.append(Diagnostic(member.name, "is not a list of steps"))
            return .empty
        }
        if elements.count > Self.maximumSteps {
            problems.append(Diagnostic(member.name, "has \(elements.count) steps; \(Self.maximumSteps) are allowed"))
            return .empty
        }
        let isShort = member.name == "flow"
        var steps: [FlowStep] = []
        for (index, element) in elements.enumerated() {
            let path = "\(member.name)[\(index)]"
            if let step = isShort ? shortStep(element, path, &problems) : fullStep(element, path, &problems) {
                steps.append(step)
            }
        }
        return Flow(steps: steps)
    }

    private func nested(_ flow: JSONValue, _ problems: inout [Diagnostic]) -> Flow {
        var inner: [Diagnostic] = []
        let result = read(flow, &inner)
        problems += inner.map { $0.inside("flow") }
        return result
    }
}
