import MusterStore
import Synchronization
import Testing

@testable import MusterEngine

@Suite struct FaultSearchTests {
    private struct Broken: Error {}

    /// Works through `count` numbers, of which some are broken; returns the broken ones that were
    /// found, and how many numbers were tried in all.
    private func work(
        _ count: Int, chunk: Int, broken: Set<Int>
    ) async throws -> (passed: [Int], found: [Int], tried: Int, attempts: Int) {
        let search = FaultSearch<Int>(chunk: chunk)
        var rest = Array(0..<count)
        var (passed, found): ([Int], [Int]) = ([], [])
        var (tried, attempts) = (0, 0)
        while !rest.isEmpty {
            _ = try await search.chunk { size in
                let taken = Array(rest.prefix(size))
                tried += taken.count
                attempts += 1
                if taken.contains(where: broken.contains) {
                    if taken.count == 1 { throw LoneFault(subject: taken[0], cause: Broken()) }
                    throw Broken()
                }
                passed += taken
                rest.removeFirst(taken.count)
                return taken.count
            } blame: { fault in
                found.append(fault.subject)
                rest.removeFirst()
            }
        }
        return (passed, found, tried, attempts)
    }

    @Test("the one at fault is found with little more than twice the work", arguments: [0, 1, 511, 700, 1023])
    func one(_ broken: Int) async throws {
        let result = try await work(1024, chunk: 1024, broken: [broken])
        #expect(result.found == [broken])
        #expect(result.passed == (0..<1024).filter { $0 != broken })
        #expect(result.tried <= 4 * 1024)
        #expect(result.attempts <= 24)
    }

    @Test("when everybody is at fault, each costs one small attempt")
    func everybody() async throws {
        let result = try await work(1000, chunk: 256, broken: Set(0..<1000))
        #expect(result.found == Array(0..<1000))
        #expect(result.attempts <= 1000 + 9)
    }

    @Test("a storage that is full or busy is nobody's fault", arguments: [StoreError.Code.full, .busy, .inputOutput])
    func storage(_ code: StoreError.Code) async throws {
        let search = FaultSearch<Int>(chunk: 8)
        await #expect(throws: StoreError.self) {
            _ = try await search.chunk(take: { _ in throw StoreError(code, "no") }) { _ in Issue.record("blamed") }
        }
        #expect(throws: StoreError.self) { try LoneFault.telling([1]) { throw StoreError(code, "no") } }
        #expect(search.size == 8)
    }

    @Test("what is too large stays so; a disk that is full and memory that is short may pass")
    func lastingFaults() {
        for code in [StoreError.Code.constraint, .statement, .tooLarge, .other] {
            #expect(StoreError(code, "").isLasting, "\(code.rawValue)")
        }
        for code in [StoreError.Code.full, .inputOutput, .busy, .outOfMemory, .rolledBack, .closed, .cancelled] {
            #expect(!StoreError(code, "").isLasting, "\(code.rawValue)")
        }
    }
}
