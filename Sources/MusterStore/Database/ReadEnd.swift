import Synchronization

/// How long a reading may take, and its end from outside.
///
/// The driver looks at it every few microseconds, also within one statement, and the reading then
/// throws `StoreError.timedOut` or `.cancelled`; its snapshot is given up at once.
public final class ReadEnd: Sendable {
    /// No reading may hold back the write-ahead log for longer.
    /// - Source: our choice.
    public static let longest = Duration.seconds(30)

    /// Of real time, from the moment at which the reading begins.
    public let limit: Duration
    private let isOver = Atomic<Bool>(false)

    public init(after limit: Duration = ReadEnd.longest) { self.limit = limit }

    /// Nobody waits for the answer any more.
    public func cancel() { isOver.store(true, ordering: .releasing) }

    public var isCancelled: Bool { isOver.load(ordering: .acquiring) }
}
