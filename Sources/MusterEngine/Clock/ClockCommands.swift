public import MusterModel
import MusterStore
import Synchronization

/// Moves a simulated clock, and everything that falls due on the way happens in its order.
///
/// One move at a time, whoever asks for it: the next one begins where the last one ended. A clock
/// never goes back, in memory or in the database.
public final class ClockCommands: Sendable {
    /// Why the clock could not be moved.
    public enum Refusal: Error, Sendable, Equatable {
        case clockIsReal
        case backwards(now: Instant)
        case tooFar(latest: Instant)
        /// The process is ending. What fell due until `now` has happened; moving on takes up the rest.
        case stopped(now: Instant)
    }

    /// How far the clock moves at once. Everything that falls due on the way happens, and a daily
    /// campaign on the way to the year 9999 would keep the instance at work for days.
    /// - Source: our choice.
    public static let longestMoveYears = 10

    private let engine: Engine
    private let clock: SimulatedClock?
    private let turn = Turnstile()
    private let isStopping = Atomic<Bool>(false)
    private let underWay = Mutex<Task<Void, any Error>?>(nil)

    /// `clock` is `nil` on an instance that runs in real time.
    public init(engine: Engine, clock: SimulatedClock?) {
        self.engine = engine
        self.clock = clock
    }

    /// Ends a move under way after the transaction that it is in, and refuses further ones. Messages on
    /// their way are given up, and handed over again later.
    public func stop() {
        isStopping.store(true, ordering: .sequentiallyConsistent)
        underWay.withLock { $0?.cancel() }
    }

    @discardableResult
    public func move(_ move: ClockMove) async throws -> ClockReport {
        guard let clock else { throw Refusal.clockIsReal }
        return try await turn.hold {
            let from = clock.now
            let zone = self.engine.store.catalogs.settings.timeZone
            let target: Instant
            var report = ClockReport(from: from, now: from)
            switch move {
            case .advance(let period): target = period.after(from, in: zone)
            case .to(let instant): target = instant
            case .untilIdle(let horizon):
                target = (horizon ?? ClockMove.longestUntilIdle).after(from, in: zone)
                report.horizon = target
            }
            guard target >= from else { throw Refusal.backwards(now: from) }
            let latest = RelativePeriod(Self.longestMoveYears, .year).after(from, in: zone)
            guard target <= latest else { throw Refusal.tooFar(latest: latest) }

            let before = try self.engine.store.read { try $0.workTally() }
            try await self.work()
            while let due = try self.engine.nextDue(), due <= target, due > clock.now {
                if case .untilIdle(nil) = move, try !self.engine.waitsBesideRecurrences(since: from) { break }
                try await self.set(clock, to: due, towards: report.stops == 0 ? target : nil)
                report.stops += 1
                try await self.work()
            }
            if report.horizon == nil {
                try await self.set(clock, to: target, towards: report.stops == 0 ? target : nil)
                try await self.work()
            }
            let after = try self.engine.store.read { try $0.workTally() }
            report.now = clock.now
            report.runs = after.runs - before.runs
            report.activities = after.activities - before.activities
            report.messages = after.messages - before.messages
            report.nextDue = try self.engine.nextDue()
            return report
        }
    }

    /// Does what is due at the present moment, unless the process or the caller ends.
    private func work() async throws {
        let work = AuditAuthor.$current.withValue(nil) {
            Task { try await engine.runUntilIdle { self.hasStopped || Task.isCancelled } }
        }
        underWay.withLock { $0 = work }
        defer { underWay.withLock { $0 = nil } }
        do {
            try await withTaskCancellationHandler {
                if hasStopped { work.cancel() }
                try await work.value
            } onCancel: {
                work.cancel()
            }
        } catch let error where error.isCancellation {}
        if hasStopped, let clock { throw Refusal.stopped(now: clock.now) }
        try Task.checkCancellation()
    }

    private var hasStopped: Bool { isStopping.load(ordering: .sequentiallyConsistent) }

    /// The new time is stored first, so that a restart never goes back before something that has
    /// already happened.
    /// - Parameter target: where the move is to end, with its first step.
    private func set(_ clock: SimulatedClock, to instant: Instant, towards target: Instant?) async throws {
        let from = clock.now
        try await engine.store.write { writer in
            if let target { writer.noteMove(of: from, towards: target) }
            try writer.setSimulatedNow(instant)
        }
        clock.move(to: instant)
    }
}

/// How a simulated clock is to be moved.
public enum ClockMove: Sendable, Hashable {
    case advance(RelativePeriod)
    case to(Instant)
    /// On and on, as long as something falls due by itself within the horizon. Without one recurrences, and the
    /// people of runs that they begin on the way, are not waited for: one without an end would never be idle.
    /// - Source: our choice.
    case untilIdle(within: RelativePeriod? = nil)

    /// People who ask for one another for ever are not waited for either.
    static let longestUntilIdle = RelativePeriod(1, .year)
}

/// What a clock ran through when it was moved.
public struct ClockReport: Sendable, Hashable {
    /// Where it stood, and where it stands.
    public var from: Instant
    public var now: Instant
    /// The moments on the way at which something fell due.
    public var stops = 0
    /// Batch runs that began, activities that were logged, messages that were handed to the outbox.
    public var runs = 0
    public var activities = 0
    public var messages = 0
    /// The end of the way for *until idle*; `nil` for other moves.
    public var horizon: Instant?
    /// What falls due next, after all that; `nil` when nothing does by itself.
    public var nextDue: Instant?

    public init(from: Instant, now: Instant) {
        self.from = from
        self.now = now
    }
}
