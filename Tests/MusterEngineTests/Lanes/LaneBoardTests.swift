import MusterModel
import Testing

@testable import MusterEngine

/// What a lane says about itself, on an instance that runs in real time.
@Suite struct LaneBoardTests {
    private struct RealClock: MusterClock {
        let now = EngineFixture.start
        let isSimulated = false
        func sleep(until deadline: Instant) async throws {}
    }
    private struct Full: Error, CustomStringConvertible { let description = "the disk is full" }

    @Test("a lane that has failed is tried again at a moment that it knows, later each time")
    func pauses() throws {
        let board = LaneBoard(clock: RealClock())
        board.add("run 7", purpose: "moves people")
        func lane() throws -> LaneState { try #require(board.states.first) }
        for (failures, pause) in [1, 2, 4, 8, 16, 32, 60, 60].enumerated() {
            board.begin("run 7")
            #expect(board.failed("run 7", because: Full()) == Int64(pause))
            #expect(try lane().until == EngineFixture.start.adding(seconds: Int64(pause)))
            #expect(try lane().failures == failures + 1 && lane().reason == "the disk is full")
            board.endPause(of: "run 7")
            #expect(try lane().until == nil && lane().pause == nil && lane().activity == .backingOff)
        }
        board.succeeded("run 7", worked: true)
        #expect(try lane().activity == .working && lane().reason == nil && lane().failures == 0)
        #expect(try lane().purpose == "moves people")
    }
}
