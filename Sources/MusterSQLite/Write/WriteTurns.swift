import Dispatch

/// Decides when background writes take their turn beside prompt ones. All times count from any one moment.
///
/// Between two calls of a client who sends one large write after the other the writer has nothing prompt to
/// do. If it always took a background chunk then, each of his calls would meet one, and half of the
/// writer's time would go to work for which nobody waits. So as long as prompt writes keep the writer
/// busy, background ones get a small share of its time, and even wait for their turn; for some seconds
/// only, because what they do is wanted soon as well.
struct WriteTurns {
    /// Prompt writes keep the writer busy when they take more than one of so many parts of its time.
    private static let busyShare = 4
    /// One of so many parts of the time is left to background writes then.
    private static let backgroundShare = 24
    /// What prompt writes have taken beyond their part before it counts, and what is remembered of it.
    private static let burstLevel = Duration.milliseconds(10)
    private static let highestLevel = Duration.milliseconds(25)
    /// A client who sends one write after the other has sent the next one by then.
    private static let longestGap = Duration.milliseconds(15)
    /// How long background writes stay behind.
    private static let longestBurst = Duration.seconds(5)

    /// What prompt writes have taken beyond their part, as of `seenAt`.
    private var level = Duration.zero
    private var seenAt = Duration.zero
    private var burst: (start: Duration, background: Duration)?
    private var promptEndedAt = Duration.zero

    /// - Parameter now: when the writes had ended that took so long.
    mutating func promptTook(_ time: Duration, now: Duration) {
        settle(now - time)
        promptEndedAt = now
        level = min(level + time - time / Self.busyShare, Self.highestLevel)
        seenAt = now
        if burst == nil, level >= Self.burstLevel { burst = (now, .zero) }
    }

    mutating func backgroundTook(_ time: Duration, now: Duration) {
        settle(now)
        burst?.background += time
    }

    /// How long background writes have to be held back from now on if nothing else comes; `nil` when
    /// their turn may come.
    mutating func pause(now: Duration) -> Duration? {
        settle(now)
        guard let burst else { return nil }
        let end = min(
            burst.start + Self.longestBurst, burst.start + burst.background * Self.backgroundShare,
            promptEndedAt + Self.longestGap, now + level * Self.busyShare)
        return end > now ? end - now : nil
    }

    private mutating func settle(_ now: Duration) {
        if now > seenAt {
            level = max(.zero, level - (now - seenAt) / Self.busyShare)
            seenAt = now
        }
        if level == .zero { burst = nil }
    }
}

/// What the write queue asks of real time.
struct WriteTiming: Sendable {
    /// Since any fixed moment.
    var now: @Sendable () -> Duration
    /// Calls back after so long, on any thread.
    var after: @Sendable (Duration, @escaping @Sendable () -> Void) -> Void

    static let real: WriteTiming = {
        let start = ContinuousClock.now
        return WriteTiming(now: { ContinuousClock.now - start }) { pause, body in
            let (seconds, attoseconds) = pause.components
            let nanoseconds = Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000)
            DispatchQueue.global().asyncAfter(deadline: .now() + .nanoseconds(nanoseconds + 1), execute: body)
        }
    }()
}
