import Logging
import MusterModel
import MusterStore

/// Starts one batch run and moves its people.
struct RunLane: Lane {
    let run: CampaignRunID
    let name: String
    let purpose: String
    let tools: LaneTools
    private let search: FaultSearch<FlowEntry>
    /// Chunks that may share a transaction, and so what its commit costs.
    private static let chunksAtOnce = 8

    init(_ run: CampaignRunID, of campaign: SmartCampaignID, _ tools: LaneTools) {
        self.run = run
        name = "run \(run)"
        purpose = "starts run \(run) of smart campaign \(campaign), and moves its people"
        self.tools = tools
        search = FaultSearch(chunk: tools.configuration.chunk * Self.chunksAtOnce)
    }

    var isBusy: Bool { tools.starts.stage(of: run) != nil }

    func work() async throws -> Bool {
        let found = try tools.store.read { try (record: $0.run(run), isStarting: $0.enteredThrough(run) != nil) }
        guard let record = found.record else { return false }
        if record.run.state == .scheduled { return try await begin(record) }
        guard record.isMoving else { return false }
        do {
            if found.isStarting { return try await !RunStarting(tools: tools).proceed(record).isEvaluating }
            _ = try await search.chunk(take: take) { fault in
                try await tools.write { [self] writer in
                    guard let record = try movingRecord(writer.reader) else { return }
                    try advance(writer, chunk: 1).blame(fault, record)
                }
                tools.log(fault)
            }
        } catch let error where error.isLasting {
            // Nobody in particular is at fault, so that it would fail again for everybody.
            try await tools.write { [run] writer in
                // One that has been stopped already cannot be helped by stopping it.
                guard try writer.reader.run(run)?.run.state == .running else { throw error }
                try writer.abortRun(run, because: error.inBrief)
            }
            tools.logger.error("run aborted", metadata: ["run.id": "\(run)", "reason": "\(error.inBrief)"])
        }
        return true
    }

    private func begin(_ record: RunRecord) async throws -> Bool {
        let starting = RunStarting(tools: tools)
        var (progress, level) = (RunStarting.Progress.evaluating, Logger.Level.notice)
        do { progress = try await starting.begin(record) } catch let error where error.isLasting {
            // Trying again would end the same way.
            (progress, level) = (try await starting.refuse(record, "\(error)"), .error)
        }
        let ids: Logger.Metadata = ["run.id": "\(run)", "campaign.id": "\(record.run.campaignID)"]
        switch progress {
        case .begun(let qualified):
            tools.logger.info("run started", metadata: ids.merging(["qualified": "\(qualified)"]) { $1 })
        case .failed(let reason):
            tools.logger.log(level: level, "run not started", metadata: ids.merging(["reason": "\(reason)"]) { $1 })
        case .evaluating, .entered: break
        }
        return !progress.isEvaluating
    }

    /// Takes up to so many people further in one transaction, a chunk at a time: fewer as soon as somebody
    /// else wants the writer, or a turn.
    private func take(_ people: Int) async throws -> Int {
        try await tools.write { [self] writer in
            var taken = 0
            repeat {
                guard let record = try movingRecord(writer.reader) else { break }
                let chunk = min(tools.configuration.chunk, people - taken)
                let count: Int
                do { count = try advance(writer, chunk: chunk).advance(record) } catch let fault as LoneFault<FlowEntry>
                {
                    // Those before him have to be taken again.
                    throw taken == 0 ? fault as any Error : fault.cause
                }
                if count == 0 { break }
                taken += count
            } while try taken < people && isUndisturbed && isAlone(writer)
            return taken
        }
    }

    /// Whether more chunks may share the transaction. Where the clock is simulated none do: the same input gives the
    /// same commits, however fast the machine is.
    private var isUndisturbed: Bool { !tools.store.clock.isSimulated && tools.store.database.isCalm }

    /// Whether no lane that acts on people has anything else to do: then they, their lists and their activities
    /// are the same however many chunks share a transaction.
    private func isAlone(_ writer: StoreWriter) throws -> Bool {
        let (reader, now) = (writer.reader, writer.now)
        if try reader.hasWorkBesideRuns(at: now) { return false }
        let open = try OpenRuns(reader, at: now)
        return open.due.isEmpty && open.moving.map(\.id) == [run]
    }

    /// `nil` when the run moves no more.
    private func movingRecord(_ reader: StoreReader) throws -> RunRecord? {
        try reader.run(run).flatMap { $0.isMoving ? $0 : nil }
    }

    private func advance(_ writer: StoreWriter, chunk: Int) -> BatchRunAdvance {
        BatchRunAdvance(
            writer: writer, library: tools.library, moment: writer.moment, chunk: chunk,
            fault: tools.configuration.stepFault)
    }
}

/// The batch runs that move people or are to start, and whose turn it is.
///
/// Runs start in the order in which they fall due, as long as no more than so many are in progress, whichever
/// of their lists is evaluated first. One that fails to start pauses by itself, and one whose list takes long
/// to evaluate lets the others pass. The runs of one campaign come one after the other.
struct OpenRuns {
    /// More runs whose time has come are not looked at.
    static let dueAtOnce = 64

    let moving: [CampaignRun]
    /// The first of each campaign, those due longest first.
    let due: [CampaignRun]
    let ids: Set<CampaignRunID>

    var runs: [CampaignRun] { moving + due }

    init(_ reader: StoreReader, at now: Instant) throws {
        moving = try reader.movingRuns().map(\.run)
        due = try reader.dueRuns(at: now, busy: Set(moving.map(\.campaignID)), limit: Self.dueAtOnce)
        ids = Set((moving + due).map(\.id))
    }

    /// Those of the runs that are due whose turn it is.
    ///
    /// - Parameters:
    ///   - room: runs that may be in progress at once,
    ///   - searches: lists that may be evaluated at once,
    ///   - isPausing: whether a run has failed and is not tried yet.
    func turns(
        room: Int, searches: Int, _ starts: RunStarts, isPausing: (CampaignRunID) -> Bool
    ) -> [CampaignRunID] {
        // People who only leave take nobody's place.
        var room = room - moving.count { $0.state == .running }
        let stages = due.map { (run: $0.id, stage: starts.stage(of: $0.id)) }
        var searches = searches - stages.count { $0.stage?.isSearching ?? false }
        var turns = Set<CampaignRunID>()
        /// Whoever was found has to wait for one that fell due before.
        var isHeld = false
        for (run, stage) in stages where room > 0 {
            switch stage {
            case .searching(takesLong: true, keepsPlace: false): continue
            case .searching(let takesLong, _): if !takesLong { isHeld = true }
            case .found, nil:
                if isPausing(run) { continue }
                if stage == .found {
                    if !isHeld { turns.insert(run) }
                } else if searches > 0 {
                    turns.insert(run)
                    searches -= 1
                    isHeld = true
                } else {
                    continue
                }
            }
            room -= 1
        }
        return due.map(\.id).filter(turns.contains)
    }
}
