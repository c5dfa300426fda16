import MusterModel

/// What must be true after every step, whatever has been done.
struct ChaosChecks: Sendable {
    let client: ChaosClient
    let journal: ChaosJournal
    let world: ChaosWorld
    /// The person that only these checks change, and the campaign that reacts to it.
    let canary: Int64
    let canaryCampaign: Int64
    /// Further campaigns that are not in the world.
    let ownCampaigns: [Int64]

    /// Returns whether the canary campaign has reacted at all.
    func canaryReacts(_ step: Int, patience: Double = ChaosLimits.patience) async throws -> Bool {
        let value = "step \(step)"
        let written = try await client.post(
            "/rest/v1/leads.json",
            [
                "action": "updateOnly", "lookupField": "id",
                "input": [["id": .integer(canary), "canary": .string(value)]],
            ])
        guard written.succeeded else {
            journal.found("canary", "could not be written", signature: "could not be written")
            return false
        }
        let asked = ContinuousClock.now
        while (ContinuousClock.now - asked).inSeconds < patience {
            let person = try await client.get("/rest/v1/lead/\(canary).json", ["fields": "canaryEcho"]).records.first
            guard person?["canaryEcho"]?.text == value else { continue }
            let seconds = (ContinuousClock.now - asked).inSeconds
            journal.took("canary", seconds)
            if seconds > ChaosLimits.canary {
                journal.found("canary", "reacted after \(seconds) s in step \(step)", signature: "too late")
            }
            return true
        }
        journal.found("canary", "did not react in step \(step)", signature: "dead")
        return false
    }

    /// Returns whether the engine comes to rest while nobody does anything.
    func comesToRest() async throws -> Bool {
        let answer = try await client.get("/muster/v1/idle.json", ["timeout": String(Int(ChaosLimits.patience))])
        if answer.records.first?["idle"]?.boolean == true { return true }
        journal.found("idle", "work is left after \(ChaosLimits.patience) s", signature: "")
        return false
    }

    /// No lane stands still without saying why. Servers that do not tell are not asked.
    func lanesSayWhy() async throws {
        let answer = try await client.get("/muster/v1/engine.json")
        guard answer.succeeded else { return }
        for lane in (answer.records.first?["lanes"]?.array ?? []).compactMap(\.object) {
            let (name, state) = (lane["name"]?.text ?? "?", lane["state"]?.text ?? "")
            let why = lane["reason"]?.text ?? lane["error"]?.text ?? ""
            guard !["idle", "working"].contains(state) else { continue }
            journal.found("lane", "\(name) is \(state): \(why.isEmpty ? "no reason given" : why)", signature: name)
        }
    }

    /// Everybody whom a run took in is somewhere. Returns the sums of all runs, for people to see what
    /// was tried.
    func runsBalance() async throws -> String {
        var (runs, sums) = (0, [String: Int64]())
        for campaign in world.now.campaigns.map(\.id) + ownCampaigns + [canaryCampaign] {
            for run in try await client.get("/muster/v1/smartCampaign/\(campaign)/runs.json").records {
                func count(_ name: String) -> Int64 { run[name]?.integer ?? 0 }
                let accounted = count("inFlow") + count("completed") + count("removed")
                // Who failed at a step and went on is among the completed. Without the counter of
                // those who were removed, no more can be said than that nobody is there twice.
                let isRight = run["removed"] == nil ? count("qualified") >= accounted : count("qualified") == accounted
                if !isRight {
                    journal.found("balance", "campaign \(campaign): \(JSONValue.object(run).jsonText)", signature: "")
                }
                runs += 1
                for name in Self.counters { sums[name, default: 0] += count(name) }
            }
        }
        return (["\(runs)"] + Self.counters.map { "\(sums[$0] ?? 0) \($0)" }).joined(separator: ", ")
    }

    private static let counters = ["qualified", "inFlow", "completed", "removed", "skipped", "failed"]

    /// The clock never goes back, also not over a restart. Returns the present moment.
    func clockGoesOn(after last: String) async throws -> String {
        let now = try await client.get("/muster/v1/clock.json").records.first?["now"]?.text ?? last
        if now < last { journal.found("clock", "went from \(last) back to \(now)", signature: "") }
        return max(now, last)
    }
}
