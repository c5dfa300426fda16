import MusterModel
import Testing

@testable import MusterEngine

@Suite struct DoorbellTests {
    private let clock = SimulatedClock(now: EngineFixture.start)

    @Test("a ring between looking and waiting is not lost")
    func early() async {
        let bell = Doorbell()
        let heard = bell.count
        bell.ring()
        await bell.wait(after: heard, orUntil: nil, clock: clock)
        #expect(bell.count == heard + 1)
    }

    @Test("a ring wakes who waits")
    func ring() async {
        let bell = Doorbell()
        let heard = bell.count
        async let waiting: Void = bell.wait(after: heard, orUntil: nil, clock: clock)
        bell.ring()
        await waiting
    }

    @Test("a deadline wakes who waits, when the clock gets there")
    func deadline() async {
        let bell = Doorbell()
        let heard = bell.count
        let deadline = clock.now.adding(seconds: 60)
        async let waiting: Void = bell.wait(after: heard, orUntil: deadline, clock: clock)
        clock.move(to: deadline)
        await waiting
    }

    @Test("who is cancelled does not go on waiting")
    func cancelled() async {
        let bell = Doorbell()
        let clock = clock
        let waiting = Task { await bell.wait(after: bell.count, orUntil: clock.now.adding(seconds: 60), clock: clock) }
        waiting.cancel()
        await waiting.value
        #expect(clock.now == EngineFixture.start)
    }
}
