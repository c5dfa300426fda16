import MusterModel
import MusterStore
import MusterTesting

extension TestClock {
    func advance(seconds: Int64) { move(to: now.adding(seconds: seconds)) }
}

/// For tests that look at times: a store and the clock it runs on.
func withStoreAndClock(
    startingAt start: Instant = TestClock.usualNow, _ body: (Store, TestClock) async throws -> Void
) async throws {
    let clock = TestClock(now: start)
    try await withStore(clock: clock) { try await body($0, clock) }
}
