import Foundation
import Synchronization

/// A line on standard error that shows how far something is, where there is a terminal to see it.
final class ProgressBar: Sendable {
    private let isShown: Bool
    private let lastPercent = Mutex(-1)
    private static let width = 30

    init() { isShown = isatty(STDERR_FILENO) == 1 }

    /// - Parameter share: from 0 to 1.
    func show(_ label: String, _ share: Double) {
        guard isShown else { return }
        let percent = Int(min(max(share, 0), 1) * 100)
        let isNew = lastPercent.withLock { last in
            defer { last = percent }
            return last != percent
        }
        guard isNew else { return }
        let filled = percent * Self.width / 100
        let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: Self.width - filled)
        write("\r\(label) [\(bar)] \(percent) %")
    }

    func clear() {
        guard isShown, lastPercent.withLock({ $0 }) >= 0 else { return }
        write("\r\u{1B}[K")
    }

    private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
