import Synchronization

/// The line of its log at which a server is killed.
///
/// The thread that reads the log kills, and reads no further before. A pipe holds so few lines that the server
/// cannot be far ahead of it, however slow the test or fast the server is: see `LineReader`.
final class KillPoint: Sendable {
    private let text: String
    private let end: String?
    private let left: Mutex<Int>

    /// - Parameters:
    ///   - lines: how many lines with the text there have to be.
    ///   - end: what is in a line that is enough by itself.
    init(after lines: Int, _ text: String, atTheLatest end: String? = nil) {
        (self.text, self.end) = (text, end)
        left = Mutex(lines)
    }

    func isReached(by line: String) -> Bool {
        if let end, line.contains(end) { return true }
        guard line.contains(text) else { return false }
        return left.withLock { left in
            left -= 1
            return left == 0
        }
    }
}
