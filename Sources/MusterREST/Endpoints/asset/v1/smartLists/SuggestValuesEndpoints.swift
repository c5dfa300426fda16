import MusterAuthoring
import MusterModel
import MusterRules
import MusterStore

/// *Auto Suggest* for the rules of a smart list.
struct SuggestSmartListValuesEndpoint: Endpoint {
    static let route = Route(.get, "/rest/asset/v1/smartList/{id}/autoSuggest.json")
    static let permission = PermissionRequirement.readOnlyAssets

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        try ValueSuggesting(request).answer(context) { try $0.smartList(SmartListID(request.id)) }
    }
}

/// *Auto Suggest* for the rules of a smart campaign's list.
struct SuggestSmartCampaignValuesEndpoint: Endpoint {
    static let route = Route(.get, "/rest/asset/v1/smartCampaign/{id}/autoSuggest.json")
    static let permission = PermissionRequirement.readOnlyAssets

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        try ValueSuggesting(request).answer(context) { try $0.smartList(of: SmartCampaignID(request.id)) }
    }
}

/// What the suggestion calls take, and their answer.
struct ValueSuggesting {
    private let type: TypeReference
    private let constraint: TypeReference
    private let primaryValues: [String]

    init(_ request: APIRequest) throws(APIError) {
        type = try request.requiredTypeReference("ruleTypeId")
        constraint = try request.requiredTypeReference("optionTypeId")
        primaryValues = try request.quotedList("primaryAttributeValue") ?? []
    }

    /// One list of suggestions, which may be empty; the no-assets warning when there is no list.
    func answer(_ context: APIContext, _ find: (StoreReader) throws -> SmartList?) throws -> APIResult {
        try context.store.read { reader in
            guard let list = try find(reader), list.folder != nil, !list.isSystem else { return .noAssets }
            do {
                let found = try ValueSuggestions(reader).suggestions(
                    for: ConstraintReference(constraint), ofType: type.id, kind: type.kind,
                    primaryValues: primaryValues, in: list.id)
                return .records([found]) { writer, suggestions in
                    writer.array(suggestions) { SuggestionRecord(suggestion: $1).write(&$0) }
                }
            } catch let error as RuleEditError {
                throw APIFailure(error)
            }
        }
    }
}

/// One value that the authoring calls suggest.
struct SuggestionRecord: WireRecord {
    let suggestion: ValueSuggestion

    func write(_ writer: inout JSONWriter) {
        writer.object { writer in
            if let id = suggestion.id { writer.member("id", id) }
            writer.member("displayName", suggestion.displayName)
            writer.member("name", suggestion.name)
            writer.member("workspace", Workspace.name)
            writer.member("workspaceId", Workspace.id)
        }
    }
}
