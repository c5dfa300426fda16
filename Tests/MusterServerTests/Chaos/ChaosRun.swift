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

        var isRepeatable: Bool { clients == 1 }
    }

    let plan: Plan
    let path: String
    let journal = ChaosJournal()
    private let world = ChaosWorld()
    private let server: ChaosServer

    init(_ plan: Plan, path: String) {
        self.plan = plan
        self.path = path
        server = ChaosServer(database: path, journal: journal)
    }

    /// Returns the number of steps.
    func run() async throws -> Int {
        var random = SeededGenerator(seed: plan.seed)
        let (checks, players) = try await prepare(using: &random)
        let started = ContinuousClock.now
        var (step, moment) = (0, "")
        while plan.steps.map({ step < $0 }) ?? ((ContinuousClock.now - started).inSeconds < plan.seconds ?? 0) {
            step += 1
            journal.note("-- step \(step)")
            guard try await act(players, checks, using: &random) else {
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
        try await end(checks)
        try await inspect()
        return step
    }

    /// Everybody acts, and now and then the server ends in the middle of it. Returns whether it makes
    /// sense to go on.
    private func act(
        _ players: [ChaosPlayer], _ checks: ChaosChecks, using random: inout SeededGenerator
    ) async throws -> Bool {
        let (restarts, ending, calls) = (
            random.chance(12), random.pick(ChaosServer.Ending.allCases), random.below(15)
        )
        if plan.isRepeatable {
            if restarts { try await server.restart(.terminated) }
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
            if restarts {
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
        try await checks.lanesSayWhy()
        try await world.refresh(checks.client)
        try await checks.runsBalance()
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
        try await checks.runsBalance()
        try await ChaosBooks(client: client, journal: journal, world: world).close()
        await checkMemory()
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

    /// What the process holds may grow while it learns its work, but not for ever.
    private func checkMemory() async {
        let sizes = await server.residentSizes
        guard sizes.count >= 30 else { return }
        let third = sizes.count / 3
        let (before, after) = (sizes[third..<2 * third].max() ?? 0, sizes[(2 * third)...].max() ?? 0)
        journal.note("memory: \(before) KiB, then \(after) KiB")
        if after > before + before / 5 + 20_000 {
            journal.found("memory", "grew from \(before) to \(after) KiB in \(third) steps")
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
                    without: plan.without, stamped: (people[number], stamps[number]),
                    loopers: Array(people.suffix(2)), loopCampaigns: loops))
        }
        for player in players { for _ in 0..<(16 / plan.clients) { _ = try await player.createPeople() } }
        for player in players { for _ in 0..<(8 / plan.clients) { _ = try await player.createCampaign() } }
        let checks = ChaosChecks(
            client: observer, journal: journal, world: world, canary: people[plan.clients],
            ownCampaigns: loops + stamps + [try campaign(ChaosSetup.canary)])
        return (checks, players)
    }
}
