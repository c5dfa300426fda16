import MusterModel

/// The two grammars of rules and flows.
enum DocumentFormat: String, Sendable {
    /// Adobe's shape, with ids.
    case full
    /// The grammar that people write by hand.
    case short
}

extension APIRequest {
    /// `?format=short`; Adobe's shape when absent.
    func documentFormat() throws(APIError) -> DocumentFormat {
        guard let text = try text("format") else { return .full }
        guard let format = DocumentFormat(rawValue: text.trimmingBlanks.lowercased()) else {
            throw .invalidChoice("format", text)
        }
        return format
    }

    /// The body, which is the document. An empty one is more likely a slip than the wish to take
    /// everything away.
    func document() throws(APIError) -> JSONObject {
        guard let json, !json.isEmpty else { throw .businessRule("the document is empty") }
        return json
    }
}
