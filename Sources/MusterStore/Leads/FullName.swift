import MusterModel

/// *Full Name*: first, middle and last name with single blanks between their words.
/// - Source: our choice; Marketo only documents that the field is its own.
enum FullName {
    static let parts: [LeadField] = [.firstName, .middleName, .lastName]

    /// `nil` when all parts are empty.
    static func of(_ values: [LeadField: FieldValue]) -> String? {
        let words = parts.flatMap { part -> [Substring] in
            guard case .text(let text)? = values[part] else { return [] }
            // Nearly always one plain word, and this runs for every imported lead.
            if !text.isEmpty, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) { return [text[...]] }
            return text.split(whereSeparator: \.isWhitespace)
        }
        return words.isEmpty ? nil : words.joined(separator: " ")
    }
}
