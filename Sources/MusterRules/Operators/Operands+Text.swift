import MusterModel

extension Operands {
    /// The case-folded texts.
    func texts() throws(OperandError) -> [String] {
        try each({ Self.unquoted($0.text).caseFolded }, otherwise: { $0 })
    }

    /// The case-folded texts, none of them empty: every text contains the empty one, so a rule
    /// that asks for it is a slip.
    func textsToFind() throws(OperandError) -> [String] {
        try each(
            { value in
                let text = Self.unquoted(value.text)
                return text.isEmpty ? nil : text.caseFolded
            }, otherwise: { _ in "the value is empty" })
    }

    /// What a written value stands for.
    static func unquoted(_ text: String) -> String {
        let trimmed = text.trimmingBlanks
        guard trimmed.utf8.count >= 2, trimmed.utf8.first == UInt8(ascii: "\""),
            trimmed.utf8.last == UInt8(ascii: "\"")
        else { return trimmed }
        return String(trimmed.unicodeScalars.dropFirst().dropLast())
    }
}
