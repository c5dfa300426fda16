public import MusterModel

/// How a simulated clock is to be moved.
public enum ClockMove: Sendable, Hashable {
    case advance(RelativePeriod)
    case to(Instant)
    /// On and on, as long as something falls due by itself within the horizon.
    case untilIdle(within: RelativePeriod = usualHorizon)

    /// A campaign that recurs without an end would never be idle.
    /// - Source: our choice.
    public static let usualHorizon = RelativePeriod(1, .year)
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
