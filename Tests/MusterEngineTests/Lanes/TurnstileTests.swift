import Synchronization
import Testing

@testable import MusterEngine

@Suite struct TurnstileTests {
    private struct Broken: Error {}

    private final class Counter: Sendable {
        let value = Mutex(0)
        func add(_ number: Int) -> Int {
            value.withLock { value in
                value += number
                return value
            }
        }
    }

    @Test("one at a time is let through, and everybody is")
    func oneAtATime() async throws {
        let turnstile = Turnstile()
        let inside = Counter()
        let passed = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<50 {
                group.addTask {
                    try await turnstile.hold {
                        #expect(inside.add(1) == 1)
                        await Task.yield()
                        _ = inside.add(-1)
                        return number
                    }
                }
            }
            return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
        }
        #expect(passed == Set(0..<50))
    }

    @Test("who throws leaves the way free")
    func throwing() async throws {
        let turnstile = Turnstile()
        await #expect(throws: Broken.self) { try await turnstile.hold { throw Broken() } }
        #expect(try await turnstile.hold { 1 } == 1)
    }
}
