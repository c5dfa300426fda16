extension String {
    /// Whether a mail can be addressed to this text at all: one `@` with something before it and a
    /// domain of at least two labels after it.
    ///
    /// Refused are control characters, white space and what has a meaning of its own beside an
    /// address: commas, semicolons, angle brackets, parentheses, double quotes and backslashes.
    /// They would end the header line or name a second recipient. Deliberately no stricter:
    /// whether a mailbox exists only its server knows. Letters beyond ASCII are allowed here;
    /// fields of leads refuse them in addition.
    /// - Source: our choice; Adobe documents no rule.
    public var isEmailAddress: Bool {
        let parts = split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !unicodeScalars.contains(where: Self.isForbiddenInAddress)
        else { return false }
        let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
        return labels.count >= 2 && labels.allSatisfy { !$0.isEmpty }
    }

    private static func isForbiddenInAddress(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
            || ",;<>()\"\\".unicodeScalars.contains(scalar)
    }
}
