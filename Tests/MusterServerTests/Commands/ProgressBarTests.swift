import Synchronization
import Testing

@testable import muster

@Suite struct ProgressBarTests {
    @Test func rateAndRestAreOfThisAttempt() {
        let begin = ContinuousClock.now
        let seconds = Mutex(0)
        let bar = ProgressBar(isShown: true) { begin + .seconds(seconds.withLock { $0 }) }
        #expect(
            bar.line("importing", of: 10_000, before: 5_000, done: 5_000)
                == "importing [###############...............] 50 %")
        seconds.withLock { $0 = 10 }
        // 1,000 in ten seconds: what was done before counts for the share and not for the speed.
        let line = bar.line("importing", of: 10_000, before: 5_000, done: 6_000)
        #expect(
            line == "importing [##################............] 60 %, 99 rows/s, 41 s left"
                || line == "importing [##################............] 60 %, 100 rows/s, 40 s left",
            "\(line ?? "nothing")")
        #expect(bar.line("importing", of: 10_000, before: 5_000, done: 6_001) == nil)
        seconds.withLock { $0 = 20 }
        #expect(bar.line("importing", of: 10_000, before: 5_000, done: 10_000)?.contains("100 %") == true)
        #expect(bar.line("importing", of: 10_000, before: 5_000, done: 10_000) == nil)
    }

    @Test func whatIsShownOfAFileMovesNoCursor() {
        let line = ProgressBar(isShown: true).line("importing a\u{1B}[2Jb.csv", of: 1, before: 0, done: 0)
        #expect(line?.hasPrefix("importing a\\u001B[2Jb.csv [") == true, "\(line ?? "nothing")")
    }
}
