public import MusterModel
import MusterStore

/// Moves a simulated clock, and everything that falls due on the way happens in its order.
public struct ClockCommands: Sendable {
    /// Why the clock could not be moved.
    public enum Refusal: Error, Sendable, Equatable {
        case clockIsReal
        case backwards(now: Instant)
        case tooFar(latest: Instant)
    }

    /// How far the clock moves at once. Everything that falls due on the way happens, and a daily
    /// campaign on the way to the year 9999 would keep the instance at work for days.
    /// - Source: our choice.
    public static let longestMoveYears = 10

    private let engine: Engine
    private let clock: SimulatedClock?

    /// `clock` is `nil` on an instance that runs in real time.
    public init(engine: Engine, clock: SimulatedClock?) {
        self.engine = engine
        self.clock = clock
    }

    public func advance(by period: RelativePeriod) async throws {
        let zone = engine.store.catalogs.settings.timeZone
        try await move(to: period.after(engine.store.clock.now, in: zone))
    }

    public func move(to target: Instant) async throws {
        guard let clock else { throw Refusal.clockIsReal }
        let now = clock.now
        guard target >= now else { throw Refusal.backwards(now: now) }
        let latest = RelativePeriod(Self.longestMoveYears, .year).after(
            now, in: engine.store.catalogs.settings.timeZone)
        guard target <= latest else { throw Refusal.tooFar(latest: latest) }
        try await engine.runUntilIdle()
        while let due = try engine.nextDue(), due <= target, due > clock.now {
            try await set(clock, to: due)
            try await engine.runUntilIdle()
        }
        try await set(clock, to: target)
        try await engine.runUntilIdle()
    }

    /// Moves on until nothing is left that falls due by itself. A campaign that recurs without an
    /// end would never be idle, so nothing beyond two years is run.
    public func runUntilIdle() async throws {
        guard let clock else { throw Refusal.clockIsReal }
        let zone = engine.store.catalogs.settings.timeZone
        let horizon = RelativePeriod(CampaignCommands.schedulingHorizonYears, .year).after(clock.now, in: zone)
        try await engine.runUntilIdle()
        while let due = try engine.nextDue(), due <= horizon, due > clock.now {
            try await set(clock, to: due)
            try await engine.runUntilIdle()
        }
    }

    /// The new time is stored first, so that a restart never goes back before something that has
    /// already happened.
    private func set(_ clock: SimulatedClock, to instant: Instant) async throws {
        try await engine.store.write { try $0.setSimulatedNow(instant) }
        clock.move(to: instant)
    }
}
