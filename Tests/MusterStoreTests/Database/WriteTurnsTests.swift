import MusterStore
import MusterTesting
import Synchronization
import Testing

@testable import MusterSQLite

/// What background writes get beside prompt ones, at moments that the test names.
@Suite struct WriteTurnsTests {
    /// A client who sends one write after the other, and chunks that take their turn whenever they may.
    /// - Returns: the share of the time that each of the two has taken.
    private func share(
        promptTakes: Duration, pause: Duration, chunk: Duration, from start: Duration = .zero, to end: Duration,
        _ turns: inout WriteTurns
    ) -> (prompt: Double, background: Double) {
        var now = start
        var (prompt, background) = (Duration.zero, Duration.zero)
        while now < end {
            now += promptTakes
            turns.promptTook(promptTakes, now: now)
            prompt += promptTakes
            // The next one comes while the chunk is under way, or not.
            let next = now + pause
            while now < next {
                if let wait = turns.pause(now: now) {
                    now = min(next, now + wait)
                } else {
                    now += chunk
                    turns.backgroundTook(chunk, now: now)
                    background += chunk
                }
            }
        }
        return (prompt / (now - start), background / (now - start))
    }

    @Test func aBurstOfLargeWritesLeavesALittleToBackgroundWork() {
        var turns = WriteTurns()
        let share = share(
            promptTakes: .milliseconds(30), pause: .milliseconds(5), chunk: .milliseconds(13), to: .seconds(4), &turns)
        #expect((0.03...0.06).contains(share.background), "\(share)")
        #expect(share.prompt > 0.78, "\(share)")
    }

    @Test func aClientWhoPausesKeepsNobodyWaiting() throws {
        var turns = WriteTurns()
        turns.promptTook(.seconds(1), now: .seconds(1))
        turns.backgroundTook(.milliseconds(5), now: .milliseconds(1_005))
        let (soon, later) = (turns.pause(now: .milliseconds(1_005)), turns.pause(now: .milliseconds(1_020)))
        #expect(try #require(soon) <= .milliseconds(15))
        #expect(later == nil)
    }

    @Test func afterSomeSecondsTurnsAreFairAgain() {
        var turns = WriteTurns()
        _ = share(
            promptTakes: .milliseconds(30), pause: .milliseconds(5), chunk: .milliseconds(13), to: .seconds(6), &turns)
        let later = share(
            promptTakes: .milliseconds(30), pause: .milliseconds(5), chunk: .milliseconds(13), from: .seconds(6),
            to: .seconds(60), &turns)
        #expect(later.background > 0.25, "\(later)")
    }

    @Test func aPauseOfTheClientEndsTheBurstAndTheNextOneCountsAnew() {
        var turns = WriteTurns()
        for start in [Duration.zero, .seconds(20)] {
            let share = share(
                promptTakes: .milliseconds(30), pause: .milliseconds(5), chunk: .milliseconds(13), from: start,
                to: start + .seconds(6), &turns)
            #expect((0.05...0.2).contains(share.background), "\(share)")
            #expect(turns.pause(now: start + .seconds(10)) == nil)
        }
    }

    @Test func smallWritesHoldNothingBack() {
        var turns = WriteTurns()
        let share = share(
            promptTakes: .milliseconds(1), pause: .milliseconds(9), chunk: .milliseconds(13), to: .seconds(10), &turns)
        #expect(share.background > 0.9, "\(share)")
    }

    @Test func nothingIsHeldBackForLongerThanTheBurst() {
        var turns = WriteTurns()
        turns.promptTook(.seconds(3), now: .seconds(3))
        turns.backgroundTook(.milliseconds(50), now: .seconds(3))
        let pause = turns.pause(now: .seconds(3))
        #expect(pause.map { $0 > .zero && $0 <= .milliseconds(100) } == true, "\(String(describing: pause))")
        #expect(turns.pause(now: .seconds(3) + (pause ?? .zero)) == nil)
    }
}
