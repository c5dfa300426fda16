import MusterAuthoring
import MusterModel
import MusterRules
import MusterStore

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
