public import MusterStore

/// The embedded engine: one SQLite file in WAL mode through GRDB, with one writer and several
/// readers.
public final class SQLiteDatabase: Database {
    public let dialect: any Dialect = SQLiteDialect()
    private let writer: WriteQueue
    private let readers: ReadLanes
    private let questions: ReadLanes
    private let probes: ReadLanes
    let checkpointer: Checkpointer
    private let disk: DiskSync

    /// Opens the file, or makes it.
    ///
    /// - Parameter questions: how many questions that may take long are answered at once.
    public convenience init(path: String, readers: Int = 4, questions: Int = 2) throws {
        try self.init(path: path, readers: readers, questions: questions, limits: Checkpointer.Limits())
    }

    /// - Parameter sync: puts the log on the disk.
    init(
        path: String, readers: Int = 4, questions: Int = 2, limits: Checkpointer.Limits = Checkpointer.Limits(),
        sync: @escaping @Sendable (LogFile) throws -> Void = { try $0.sync() }
    ) throws {
        precondition(readers > 0, "a database needs at least one read connection")
        let writeLane = try Lane(path: path, ConnectionSetup.writer())
        let log = try LogFile(of: writeLane)
        let disk = DiskSync { try sync(log) }
        self.disk = disk
        let checkpointer = try Checkpointer(path: path, limits: limits, disk: disk)
        self.checkpointer = checkpointer
        writer = WriteQueue(writeLane, disk: disk) { checkpointer.pace($0) }
        self.readers = try ReadLanes(path: path, name: "reader", count: readers)
        self.questions = try ReadLanes(path: path, name: "question", count: questions, openedInAdvance: 0)
        probes = try ReadLanes(path: path, name: "probe", count: 1)
    }

    public func read<T>(_ body: (any SQLConnection) throws -> T) throws -> T {
        try readers.read(until: ReadEnd.current, body)
    }

    public func probe(_ body: (any SQLConnection) throws -> Void) throws {
        if let failure = disk.failure { throw failure }
        try probes.read(body)
    }

    public var questionsAtOnce: Int { questions.count }

    public func ask<T>(until end: ReadEnd, _ body: (any SQLConnection) throws -> T) throws -> T {
        try questions.read(until: end, body)
    }

    public func roomForQuestion() async throws { try await checkpointer.roomForQuestion() }

    @discardableResult
    public func write<T: Sendable>(
        _ urgency: WriteUrgency, _ body: @escaping @Sendable (any WriteConnection) throws -> T,
        ended: @escaping @Sendable (Result<T, any Error>) -> Void
    ) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            writer.add(WriteCall(body, ended: ended, continuation: continuation), urgency: urgency)
        }
    }

    public var isCalm: Bool { writer.isCalm }
    public var isDurable: Bool { writer.isDurable }

    public func durable() async throws { try await writer.durable() }

    public func purge() async throws {
        let end = ReadEnd(after: .seconds(365 * 86_400))
        try await withTaskCancellationHandler {
            // A small file is written before anybody looks whether that is to end.
            try Task.checkCancellation()
            try await writer.between { try $0.rewriteFile(until: end, end) }
            try await emptyLog()
        } onCancel: {
            end.cancel()
        }
    }

    /// Tried again and again, as long as somebody reads what there was before. Questions, which take long, wait
    /// meanwhile, for as long as those under way may last.
    private func emptyLog() async throws {
        defer { checkpointer.holdQuestions(false) }
        checkpointer.holdQuestions(true)
        let checkpointer = checkpointer
        var pause = Duration.milliseconds(10)
        var waited = Duration.zero
        while try await !writer.between({ checkpointer.empty($0) }) {
            try Task.checkCancellation()
            await writer.pause(pause)
            waited += pause
            pause = min(pause * 2, .seconds(1))
            if waited > ReadEnd.longest { checkpointer.holdQuestions(false) }
        }
    }

    /// The writer ends its work first, because it uses the checkpointer, and closes last, so that it
    /// empties and removes the log. After a failure of the disk the log is left as it is: copied, it could
    /// end behind a hole.
    public func close() async throws {
        await writer.drain()
        var failure: (any Error)?
        let keep = disk.failure == nil ? [] : [checkpointer.keepLog, writer.keepLog]
        for close in keep + [questions.close, probes.close, readers.close, checkpointer.close, writer.close] {
            do { try close() } catch { failure = failure ?? error }
        }
        if let failure { throw failure }
    }
}
