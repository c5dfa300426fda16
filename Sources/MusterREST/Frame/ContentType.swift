import MusterModel

/// A media type with parameters, as in `Content-Type` and `Content-Disposition`.
struct ContentType: Sendable {
    let mediaType: String
    private let parameters: [(name: String, value: String)]

    /// `nil` for an empty text.
    init?(_ text: String) {
        var pieces = Self.pieces(of: text)
        mediaType = pieces.removeFirst().trimmingBlanks.lowercased()
        guard !mediaType.isEmpty else { return nil }
        parameters = pieces.compactMap { piece in
            guard let equals = piece.firstIndex(of: "=") else { return nil }
            var value = piece[piece.index(after: equals)...].trimmingBlanks
            if value.count >= 2, value.hasPrefix("\""), value.hasSuffix("\"") {
                value = String(value.dropFirst().dropLast()).replacing("\\\"", with: "\"")
            }
            return (piece[..<equals].trimmingBlanks.lowercased(), value)
        }
    }

    func parameter(_ name: String) -> String? { parameters.first { $0.name == name }?.value }

    var isJSON: Bool { mediaType == "application/json" || mediaType == "text/json" || mediaType.hasSuffix("+json") }
    var isForm: Bool { mediaType == "application/x-www-form-urlencoded" }
    var isMultipart: Bool { mediaType == "multipart/form-data" }

    /// Split at semicolons that are not inside quotes.
    private static func pieces(of text: String) -> [String] {
        var pieces = [""]
        var isQuoted = false
        for character in text {
            if character == "\"" { isQuoted.toggle() }
            if character == ";", !isQuoted { pieces.append("") } else { pieces[pieces.count - 1].append(character) }
        }
        return pieces
    }
}
