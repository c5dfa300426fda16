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
