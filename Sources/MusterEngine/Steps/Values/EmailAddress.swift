import MusterModel

/// The check that a mail can be addressed at all.
///
/// Deliberately shallow: whether a mailbox exists only its server knows. What must not pass is
/// anything that would end the header line or name two recipients.
enum EmailAddress {
    static func isWellFormed(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, let local = parts.first, let domain = parts.last, !local.isEmpty, !domain.isEmpty,
            text.unicodeScalars.count <= 255
        else { return false }
        let forbidden: Set<Unicode.Scalar> = [",", ";", "<", ">", "(", ")", "\"", "\\"]
        for scalar in text.unicodeScalars
        where scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
            || forbidden.contains(scalar)
        {
            return false
        }
        let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
        return labels.allSatisfy { !$0.isEmpty }
    }
}
