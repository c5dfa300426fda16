extension StringProtocol {
    /// The text as every case-insensitive comparison of rules sees it.
    ///
    /// Simple folding, scalar by scalar: a scalar whose lower-case form is one scalar becomes that
    /// scalar, and the final sigma becomes the ordinary one. Accents stay, nothing is normalised
    /// and the number of scalars does not change. The SQL side calls this very function, so both
    /// readers of a rule agree.
    public var caseFolded: String {
        // Nearly always, and for every address of an import.
        let isFolded = utf8.withContiguousStorageIfAvailable { text in
            !text.contains { $0 >= 0x80 || (0x41...0x5A).contains($0) }
        }
        if isFolded == true { return String(self) }
        var folded = String.UnicodeScalarView()
        for scalar in unicodeScalars { folded.append(scalar.caseFolded) }
        return String(folded)
    }

    /// Equal code point for code point. Swift's `==` also equates texts that differ in
    /// normalisation, which neither SQL nor Marketo's change detection does.
    public func isIdentical(to other: some StringProtocol) -> Bool {
        utf8.elementsEqual(other.utf8)
    }
}

extension Unicode.Scalar {
    var caseFolded: Unicode.Scalar {
        if value < 0x80 {
            return (0x41...0x5A).contains(value) ? Unicode.Scalar(UInt8(value) + 0x20) : self
        }
        if value == 0x3C2 { return "\u{3C3}" }
        let lower = properties.lowercaseMapping.unicodeScalars
        guard lower.count == 1, let single = lower.first else { return self }
        return single
    }
}

extension String {
    /// What a person or a log is shown of a text of any length: at most so many bytes of UTF-8, cut
    /// between characters of Unicode, with `…` for what is left out.
    ///
    /// - Parameter bytes: at least 3, which `…` itself takes.
    public func excerpt(bytes: Int) -> String {
        guard utf8.count > bytes else { return self }
        let mark = "…"
        var end = utf8.index(startIndex, offsetBy: max(0, bytes - mark.utf8.count))
        while UTF8.isContinuation(utf8[end]) { end = utf8.index(before: end) }
        return String(self[..<end]) + mark
    }
}

extension Sequence<UInt8> {
    /// Two lower-case digits a byte.
    public var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in self {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
