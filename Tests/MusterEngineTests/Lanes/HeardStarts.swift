import Logging
import MusterModel
import MusterStore
import Synchronization
import Testing

@testable import MusterEngine

/// Says what becomes of the searches for the people of runs.
struct HeardStarts {
    let starts: RunStarts
    private let configuration: Engine.Configuration
    private let changes: AsyncStream<Void>

    init(_ configuration: Engine.Configuration, clock: any MusterClock) {
        let (changes, signal) = AsyncStream.makeStream(of: Void.self)
        self.changes = changes
        self.configuration = configuration
        starts = RunStarts(configuration, clock: clock) { signal.yield() }
    }

    /// What the lanes of an engine with these searches work with.
    func tools(_ story: EngineFixture) -> LaneTools {
        LaneTools(
            store: story.store, audience: story.engine.audience, library: story.engine.library, starts: starts,
            configuration: configuration, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    func rounds(_ story: EngineFixture) -> Rounds { Rounds(tools(story), board: LaneBoard(clock: story.clock)) }

    /// Looks for a run that could not begin for so long that it is looked for once more.
    func waitLong(
        _ run: CampaignRunID, _ clock: SimulatedClock, _ search: @escaping @Sendable () async throws -> PreparedStart
    ) async throws {
        for isLate in [false, true] {
            if isLate { clock.move(to: clock.now.adding(seconds: 61)) }
            #expect(try starts.prepared(run, goodFor: 60, search) == nil)
            await reached(.found, of: run)
        }
    }

    /// Returns when the search has got so far, or when cancelled.
    func reached(_ stage: RunStarts.Stage, of run: CampaignRunID) async {
        if starts.stage(of: run) == stage { return }
        for await _ in changes where starts.stage(of: run) == stage { return }
    }
}

/// Lets nobody pass until it is opened, not even who is cancelled.
final class Gate: Sendable {
    private let waiting = Mutex<[CheckedContinuation<Void, Never>]?>([])
    private let arrivals = AsyncStream.makeStream(of: Void.self)

    func pass() async {
        await withCheckedContinuation { continuation in
            let isOpen = waiting.withLock { waiting in
                waiting?.append(continuation)
                return waiting == nil
            }
            if isOpen { continuation.resume() }
            arrivals.continuation.yield()
        }
    }

    /// Returns when somebody waits.
    func reached() async { for await _ in arrivals.stream { return } }

    func open() {
        let waiting = waiting.withLock { waiting in
            defer { waiting = nil }
            return waiting ?? []
        }
        for continuation in waiting { continuation.resume() }
    }
}
