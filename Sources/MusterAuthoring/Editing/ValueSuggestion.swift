/// One value that a person may be offered for a constraint.
public struct ValueSuggestion: Sendable, Hashable {
    /// Of an asset or a lead field; other values have none.
    public let id: Int64?
    /// The asset's own name, the REST name of a field, else the value itself.
    public let name: String
    /// What a rule says for it, such as `Program.Asset`.
    public let displayName: String

    init(id: Int64? = nil, name: String, displayName: String? = nil) {
        self.id = id
        self.name = name
        self.displayName = displayName ?? name
    }
}
