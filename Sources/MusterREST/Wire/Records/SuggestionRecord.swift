import MusterAuthoring
import MusterModel

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
