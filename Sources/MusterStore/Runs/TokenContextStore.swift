import MusterModel

extension StoreReader {
    /// The token overrides of a run or request: bare name to value.
    public func tokenContext(_ id: Int64) throws -> [(name: String, value: String)] {
        var tokens: [(name: String, value: String)] = []
        try connection.query("SELECT tokens FROM token_context WHERE id = ?", [.int(id)]) { row in
            let members = (try? JSONParser.parse(row.text(0)))?.object?.members ?? []
            tokens = members.compactMap { member in member.value.text.map { (member.key, $0) } }
            return false
        }
        return tokens
    }
}

extension StoreWriter {
    /// Keeps overrides for the people they travel with; `nil` when there are none.
    public func createTokenContext(_ tokens: [(name: String, value: String)]) throws -> Int64? {
        guard !tokens.isEmpty else { return nil }
        let id = try nextIDs(.tokenContext, count: 1)
        let json = JSONValue.object(JSONObject(tokens.map { (key: $0.name, value: .string($0.value)) }))
        try write(.detail, "INSERT INTO token_context (id, tokens) VALUES (?, ?)", [.int(id), .text(json.jsonText)])
        return id
    }
}
