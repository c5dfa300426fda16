extension String {
    /// With control characters, ends of lines, what turns the direction of writing and what cannot be seen as JSON
    /// spells them, such as `\u001B`.
    public var spelledOut: String { spelledOut(keepingC0: false) }

    /// - Parameter keepingC0: for who writes JSON of it, which spells those itself.
    public func spelledOut(keepingC0: Bool) -> String {
        let isPlain = utf8.allSatisfy { (0x20..<0x7F).contains($0) }
        if isPlain { return self }
        return unicodeScalars.reduce(into: "") { text, scalar in
            switch scalar {
            case "\0"..."\u{1F}" where keepingC0: text.unicodeScalars.append(scalar)
            case "\n": text += "\\n"
            case "\t": text += "\\t"
            case _ where scalar.isSeen: text.unicodeScalars.append(scalar)
            default:
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16, uppercase: true)
                    text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }
            }
        }
    }
}

extension Unicode.Scalar {
    /// Variation selectors are: they say how the character before them looks.
    var isSeen: Bool {
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: false
        default: !properties.isDefaultIgnorableCodePoint || properties.isVariationSelector
        }
    }
}
