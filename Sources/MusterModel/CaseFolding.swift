extension StringProtocol {
    /// The text as every case-insensitive comparison of rules sees it.
    ///
    /// Simple folding, scalar by scalar: a scalar whose lower-case form is one scalar becomes that
    /// scalar, and the final sigma becomes the ordinary one. Accents stay, nothing is normalised
    /// and the number of scalars does not change. The SQL side calls this very function, so both
    /// readers of a rule agree.
    public var caseFolded: String {
        if utf8.allSatisfy({ $0 < 0x80 && !(0x41...0x5A).contains($0) }) { return String(self) }
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
