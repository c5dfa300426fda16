/// Where the time comes from. Nothing below the composition root asks the system.
public protocol MusterClock: Sendable {
    var now: Instant { get }
    /// True when the clock stands still until it is told to move.
    var isSimulated: Bool { get }
    /// Returns at `deadline`, when the clock has been moved, or by throwing `CancellationError`.
    func sleep(until deadline: Instant) async throws
}
