import Synchronization

/// The seam under the stores: what an engine's driver must offer. Statements are written once for
/// all engines; the few differences are named in `Dialect`.
public protocol Database: Sendable {
    var dialect: any Dialect { get }

    /// Runs `body` on one of several read connections, blocking the caller; the reads inside see
    /// one snapshot. Point reads are short enough to call from a request handler; they end with
    /// `ReadEnd.current`, or after `ReadEnd.longest`. `body` must not
    /// read again through the database, or all connections may end up waiting for one another.
    func read<T>(_ body: (any SQLConnection) throws -> T) throws -> T

    /// Runs `body` as `read` does, on one of a few connections that are set aside for questions that
    /// may take long, so that they never keep point reads waiting. Blocks the caller, which should
    /// be a thread of its own.
    func ask<T>(until end: ReadEnd, _ body: (any SQLConnection) throws -> T) throws -> T

    /// Returns when such a question may begin: at once as a rule, but questions that follow one another
    /// must not keep the write-ahead log from beginning again for good. Those under way end within
    /// `ReadEnd.longest`. Never waited for by anybody who is reading, or writing.
    /// - Throws: `CancellationError`, or `StoreError.closed`.
    func roomForQuestion() async throws

    /// How many such questions can be answered at once.
    var questionsAtOnce: Int { get }

    /// Runs `body` on the one write connection.
    ///
    /// Prompt calls that arrive together share a transaction (group commit), each in a savepoint of its
    /// own: one that throws is rolled back alone, and only a fault of the storage takes the others with
    /// it. A background call has a transaction to itself. `body` runs once, on the writer's thread, and
    /// must not wait for other tasks.
    ///
    /// A prompt call returns when its commit and all before it are durable, also when `body` has changed
    /// nothing; a background call returns after the commit. When the disk fails, prompt calls throw and
    /// the database accepts no further writes.
    ///
    /// `ended` is told the outcome on the writer's thread, in the order of commits and before the
    /// next transaction begins; it must be quick.
    @discardableResult
    func write<T: Sendable>(
        _ urgency: WriteUrgency, _ body: @escaping @Sendable (any WriteConnection) throws -> T,
        ended: @escaping @Sendable (Result<T, any Error>) -> Void
    ) async throws -> T

    /// Whether nobody waits for the write connection, or has done so until a moment ago. As long as that is
    /// so, a background write may do more in its transaction than it would otherwise.
    var isCalm: Bool { get }

    /// Returns when all that readings may have seen before the call is durable, which readers do not wait
    /// for; at once, and for next to nothing, where that is so already. Never waits for a write that has
    /// not begun to commit.
    /// - Throws: what the disk has failed with, or `CancellationError`.
    func durable() async throws

    /// Whether `durable()` has nothing to wait for.
    var isDurable: Bool { get }

    /// Returns when no file of the database holds anything that had been deleted or replaced before the call.
    /// Everything is written anew, which keeps other writes waiting; and who reads what there was before is
    /// waited for.
    /// - Throws: why a file may still hold something, `CancellationError` among it.
    func purge() async throws

    /// Reads as `read` does, on a connection for nothing else, so that nobody's work keeps it waiting.
    /// - Throws: also what keeps the database from being written, where that is known.
    func probe(_ body: (any SQLConnection) throws -> Void) throws

    /// Waits for running work and closes the connections. Later calls throw `StoreError.closed`.
    func close() async throws
}

/// How soon a write has to be done.
public enum WriteUrgency: Sendable {
    /// Somebody waits for it, and it is small.
    case prompt
    /// A chunk of work that may be large: its transaction is its own, and prompt writes that have come
    /// meanwhile go before the next one.
    case background
}

extension Database {
    @discardableResult
    public func write<T: Sendable>(
        _ body: @escaping @Sendable (any WriteConnection) throws -> T,
        ended: @escaping @Sendable (Result<T, any Error>) -> Void
    ) async throws -> T {
        try await write(.prompt, body, ended: ended)
    }

    @discardableResult
    public func write<T: Sendable>(
        _ body: @escaping @Sendable (any WriteConnection) throws -> T
    ) async throws -> T {
        try await write(body, ended: { _ in })
    }
}

/// One connection, valid only inside the closure that received it.
public protocol SQLConnection {
    var dialect: any Dialect { get }

    /// Runs a query with a cached prepared statement and hands every row to `row`, which may
    /// return false to stop. A row is valid only during its call.
    func query(_ sql: String, _ arguments: [SQLValue], _ row: (any SQLRow) throws -> Bool) throws
}

public protocol WriteConnection: SQLConnection {
    /// Runs one statement; returns the number of rows it changed.
    @discardableResult
    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int

    /// Runs one prepared statement once for each of `count` argument lists, which `bind` writes.
    /// This is the bulk path: no argument array is allocated per row.
    func executeMany(_ sql: String, count: Int, bind: (inout any SQLBinder, Int) throws -> Void) throws
}

/// Takes the arguments of one statement in order.
public protocol SQLBinder {
    mutating func bind(_ value: Int64)
    mutating func bind(_ value: Double)
    mutating func bind(_ value: String)
    /// Text that is UTF-8 already, such as JSON fresh from its writer.
    mutating func bind(utf8 bytes: [UInt8])
    mutating func bindNull()
}

/// The current row of a query; columns count from 0.
public protocol SQLRow {
    func isNull(_ column: Int) -> Bool
    func int(_ column: Int) -> Int64
    func double(_ column: Int) -> Double
    func text(_ column: Int) -> String
}

public enum SQLValue: Sendable, Hashable {
    case null
    case int(Int64)
    case double(Double)
    case text(String)
}

/// How long a reading may take, and its end from outside.
///
/// The driver looks at it every few microseconds, also within one statement, and the reading then
/// throws `StoreError.timedOut` or `.cancelled`; its snapshot is given up at once.
public final class ReadEnd: Sendable {
    /// No reading may hold back the write-ahead log for longer.
    /// - Source: our choice.
    public static let longest = Duration.seconds(30)

    /// Of whoever waits for what the task reads, if it reads for one: the driver ends the task's readings with it.
    /// Unset where a reading that fails would be mistaken for a fault, as in the engine.
    @TaskLocal public static var current: ReadEnd?

    /// Of real time, from the moment at which the reading begins.
    public let limit: Duration
    private let isOver = Atomic<Bool>(false)

    public init(after limit: Duration = ReadEnd.longest) { self.limit = limit }

    /// Nobody waits for the answer any more.
    public func cancel() { isOver.store(true, ordering: .releasing) }

    public var isCancelled: Bool { isOver.load(ordering: .acquiring) }
}
