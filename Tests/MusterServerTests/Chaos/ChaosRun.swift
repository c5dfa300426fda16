import Foundation
import MusterModel
import MusterTesting

/// A run of the random driver against one database, from an empty instance to the inspection of the
/// file that is left.
struct ChaosRun {
    struct Plan: Sendable {
        var seed: UInt64
        /// With one, every step is decided by the seed alone.
        var clients: Int
        /// Of each client.
        var actionsPerStep: Int
        var steps: Int?
        var seconds: Double?
        var without: Set<ChaosAction> = []
        /// Faults that the checks have to find.
        var sabotage: [ChaosSabotage] = []

        var isRepeatable: Bool { clients == 1 }
    }

    let plan: Plan
    let path: String
    let journal: ChaosJournal
    private let world = ChaosWorld()
    private let server: ChaosServer

    init(_ plan: Plan, path: String) {
        self.plan = plan
        self.path = path
        journal = ChaosJournal(isKept: plan.sabotage.isEmpty)
        server = ChaosServer(database: path, journal: journal)
    }

    /// Returns the number of steps.
    func run() async throws -> Int {
        var random = SeededGenerator(seed: plan.seed)
        let (checks, players) = try await prepare(using: &random)
        let started = ContinuousClock.now
        var (step, moment) = (0, "")
        while plan.steps.map({ step < $0 }) ?? ((ContinuousClock.now - started).inSeconds < plan.seconds ?? 0)
            || isMissingSomething(after: step)
        {
            step += 1
            journal.note("-- step \(step)")
            // The last third is the life of one process, whose memory has to settle.
            let mayRestart = plan.seconds.map { (ContinuousClock.now - started).inSeconds < $0 * 2 / 3 } ?? true
            let ending = ending(step, using: &random)
            guard try await act(players, checks, mayRestart || plan.isRepeatable ? ending : nil, using: &random) else {
                try await inspect()
                return step
            }
            let rests = plan.isRepeatable || random.chance(40)
            guard try await check(checks, step, rests: rests) else {
                try await inspect()
                return step
            }
            moment = try await checks.clockGoesOn(after: moment)
        }
        try await sabotage(checks, step, moment)
        try await end(checks)
        try await inspect()
        return step
    }

    /// Where every kind of action has to be done, a slow machine takes longer for it.
    private func isMissingSomething(after step: Int) -> Bool {
        plan.seconds != nil && !plan.isRepeatable && step < Self.stepsForAll
            && journal.barren.contains { !plan.without.contains($0) }
    }
    private static let stepsForAll = 60

    /// How the server ends in this step; each way comes early once.
    private func ending(_ step: Int, using random: inout SeededGenerator) -> ChaosServer.Ending? {
        let (ends, ending) = (random.chance(15), random.pick(ChaosServer.Ending.allCases))
        // What a kill cuts off has no order.
        if plan.isRepeatable { return ends ? .terminated : nil }
        return step == 3 ? .killed : step == 6 ? .terminated : ends ? ending : nil
    }

    /// Everybody acts, and now and then the server ends in the middle of it. Returns whether it makes
    /// sense to go on.
    private func act(
        _ players: [ChaosPlayer], _ checks: ChaosChecks, _ ending: ChaosServer.Ending?,
        using random: inout SeededGenerator
    ) async throws -> Bool {
        let calls = random.below(15)
        if plan.isRepeatable {
            if let ending { try await server.restart(ending) }
            for player in players {
                for _ in 0..<plan.actionsPerStep {
                    try await player.act()
                    // What two writers do at once has no order.
                    guard try await checks.comesToRest() else { return false }
                }
            }
            return true
        }
        let (count, server, observer) = (plan.actionsPerStep, server, checks.client)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for player in players { group.addTask { for _ in 0..<count { try await player.act() } } }
            if let ending {
                group.addTask {
                    for _ in 0..<calls { _ = try await observer.get("/muster/v1/clock.json") }
                    try await server.restart(ending)
                }
            }
            try await group.waitForAll()
        }
        return true
    }

    /// Returns whether it makes sense to go on.
    private func check(_ checks: ChaosChecks, _ step: Int, rests: Bool) async throws -> Bool {
        guard try await checks.canaryReacts(step) else { return false }
        if rests { guard try await checks.comesToRest() else { return false } }
        try await checks.lanesGoOn(rests: rests)
        try await world.refresh(checks.client)
        if rests { try await checks.peopleAreNamed() }
        _ = try await checks.runsBalance()
        try await server.sampleMemory()
        return true
    }

    /// Nobody new comes in, everybody who waits gets through, and then the books are closed.
    private func end(_ checks: ChaosChecks) async throws {
        let client = checks.client
        journal.note("-- the end")
        for campaign in world.now.campaigns {
            if campaign.isActive {
                _ = try await client.form("/rest/asset/v1/smartCampaign/\(campaign.id)/deactivate.json")
            }
            _ = try await client.put("/muster/v1/smartCampaign/\(campaign.id)/settings.json", ["recurrence": .null])
        }
        _ = try await client.post("/muster/v1/clock.json", ["advance": "2 years"])
        if try await checks.comesToRest() {
            for campaign in world.now.campaigns {
                for run in try await client.get("/muster/v1/smartCampaign/\(campaign.id)/runs.json").records
                where run["inFlow"]?.integer != 0 {
                    journal.found("stranded", JSONValue.object(run).jsonText, signature: "")
                }
            }
        }
        journal.remark("runs: \(try await checks.runsBalance())")
        try await ChaosBooks(client: client, journal: journal, world: world).close()
        let memory = ChaosMemory(samples: await server.residentSizes)
        let peaks = memory.peaks.map { "at most \($0.before), in the last third of its life \($0.after) KiB" }
        journal.remark("memory: \(peaks ?? "the last process did not live long enough")")
        if !memory.settles { journal.found("memory", "does not settle: \(peaks ?? "")") }
    }

    /// Does what nobody may do, and lets the checks of a step look at it.
    private func sabotage(_ checks: ChaosChecks, _ step: Int, _ moment: String) async throws {
        guard !plan.sabotage.isEmpty else { return }
        try await server.restart(.terminated) { [plan, path] in
            for fault in plan.sabotage { try await fault.tamper(with: path) }
        }
        if plan.sabotage.contains(.silentCanary) {
            _ = try await checks.client.form("/rest/asset/v1/smartCampaign/\(checks.canaryCampaign)/deactivate.json")
        }
        _ = try await checks.canaryReacts(step + 1, patience: 0.1)
        _ = try await checks.runsBalance()
        try await checks.peopleAreNamed()
        _ = try await checks.clockGoesOn(after: moment)
    }

    private func inspect() async throws {
        try await server.stop()
        for fault in try await ChaosInspection(path: path).faults() { journal.found("file", fault) }
        if let kept = ProcessInfo.processInfo.environment["MUSTER_CHAOS_DATABASE"] {
            // There may be none yet.
            try? FileManager.default.removeItem(atPath: kept)
            try FileManager.default.copyItem(atPath: path, toPath: kept)
        }
    }

    private func prepare(using random: inout SeededGenerator) async throws -> (ChaosChecks, [ChaosPlayer]) {
        let observer = ChaosClient("observer", server, journal)
        let applied = try await observer.post("/muster/v1/apply.json", ChaosSetup.document(clients: plan.clients))
        guard applied.succeeded else { throw ServerProcess.Failed(description: "setup refused: \(applied.json)") }
        let input = (0..<(plan.clients + 3)).map { number -> JSONValue in
            ["email": .string("check\(number)@chaos.example"), "city": "Check"]
        }
        let people = try await observer.post("/rest/v1/leads.json", ["input": .array(input)]).ids(status: "created")
        let created = try await observer.get("/rest/asset/v1/smartCampaigns.json", ["maxReturn": "200"]).records
        func campaign(_ name: String) throws -> Int64 {
            guard let id = created.first(where: { $0["name"]?.text == name })?["id"]?.integer else {
                throw ServerProcess.Failed(description: "setup made no '\(name)'")
            }
            return id
        }
        let types = try await observer.get("/rest/v1/activities/external/types.json").records
        let steps = try await observer.get("/rest/asset/v1/smartCampaign/flowSteps.json").records
            .flatMap { $0["flowSteps"]?.array ?? [] }.compactMap(\.object)
        world.change { content in
            content.activityType = types.first?["id"]?.integer ?? 0
            content.steps = steps.map { ChaosWorld.Asset(id: $0["id"]?.integer ?? 0, name: $0["name"]?.text ?? "") }
        }
        try await world.refresh(observer)
        let loops = try ChaosSetup.loops.map(campaign)
        var players: [ChaosPlayer] = []
        var stamps: [Int64] = []
        for number in 0..<plan.clients {
            stamps.append(try campaign(ChaosSetup.stamp(number)))
            players.append(
                ChaosPlayer(
                    number, ChaosClient("client \(number)", server, journal), world, journal, seed: random.next(),
                    without: plan.without, triesAll: !plan.isRepeatable, stamped: (people[number], stamps[number]),
                    loopers: Array(people.suffix(2)), loopCampaigns: loops))
        }
        for player in players { for _ in 0..<(16 / plan.clients) { _ = try await player.createPeople() } }
        for player in players { for _ in 0..<(8 / plan.clients) { _ = try await player.createCampaign() } }
        let checks = ChaosChecks(
            client: observer, journal: journal, world: world, canary: people[plan.clients],
            canaryCampaign: try campaign(ChaosSetup.canary), ownCampaigns: loops + stamps)
        return (checks, players)
    }
}
