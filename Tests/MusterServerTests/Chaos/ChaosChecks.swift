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
        var reads = 0
        while (ContinuousClock.now - asked).inSeconds < patience {
            reads += 1
            let person = try await client.get("/rest/v1/lead/\(canary).json", ["fields": "canaryEcho"]).records.first
            guard person?["canaryEcho"]?.text == value else { continue }
            let seconds = (ContinuousClock.now - asked).inSeconds
            journal.took("canary", seconds)
            if seconds > ChaosLimits.canary, reads > ChaosLimits.canaryReads {
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

    /// No lane stands still: nothing that a client does is a reason to. While nobody does anything,
    /// nothing is left that anybody waits for.
    /// - Parameter rests: whether the engine has come to rest.
    func lanesGoOn(rests: Bool) async throws {
        let asked = ContinuousClock.now
        var (report, lanes) = try await engine()
        // A lane says so a moment after its last work is done.
        while rests, lanes.contains(where: { $0["state"]?.text == "working" }),
            (ContinuousClock.now - asked).inSeconds < ChaosLimits.patience
        {
            (report, lanes) = try await engine()
        }
        if lanes.isEmpty { journal.found("lane", "there are none", signature: "none") }
        for lane in lanes {
            let (name, state) = (lane["name"]?.text ?? "?", lane["state"]?.text ?? "no state")
            guard state != "idle", rests || state != "working" else { continue }
            let reason = lane["reason"]?.text ?? "no reason given"
            journal.found("lane", "\(name) is \(state): \(reason)", signature: "\(name) \(state)")
        }
        guard rests else { return }
        let backlog = report["backlog"]?.object ?? [:]
        for waiting in ["events", "ready", "moving", "dueRuns"] where backlog[waiting]?.integer != 0 {
            journal.found("backlog", "at rest: \(JSONValue.object(backlog).jsonText)", signature: waiting)
        }
    }

    private func engine() async throws -> (report: JSONObject, lanes: [JSONObject]) {
        let report = try await client.get("/muster/v1/engine.json").records.first ?? [:]
        return (report, (report["lanes"]?.array ?? []).compactMap(\.object))
    }

    /// What can be asked about the people of a run, with the counter that says how many they are.
    static let outcomes = ["inFlow", "failed", "skipped", "cut"]

    /// Whoever is counted in a run can be asked for, and a run that is over is empty, while nobody does
    /// anything.
    func peopleAreNamed() async throws {
        for campaign in world.now.campaigns.map(\.id) + ownCampaigns {
            for run in try await client.get("/muster/v1/smartCampaign/\(campaign)/runs.json").records.prefix(3) {
                let state = run["state"]?.text ?? "no state"
                if state != "running", run["inFlow"]?.integer != 0 {
                    journal.found("over", "campaign \(campaign): \(JSONValue.object(run).jsonText)", signature: state)
                }
                for outcome in Self.outcomes where run[outcome]?.integer ?? 0 != 0 {
                    let named = try await people(campaign, run["id"]?.integer ?? 0, outcome)
                    if named != run[outcome]?.integer {
                        journal.found(
                            "people", "campaign \(campaign): \(named) \(outcome) of \(JSONValue.object(run).jsonText)",
                            signature: outcome)
                    }
                }
            }
        }
    }

    private func people(_ campaign: Int64, _ run: Int64, _ outcome: String) async throws -> Int64 {
        var (count, token) = (Int64(0), String?.none)
        repeat {
            let page = try await client.get(
                "/muster/v1/smartCampaign/\(campaign)/run/\(run)/people.json",
                token.map { ["outcome": outcome, "nextPageToken": $0] } ?? ["outcome": outcome])
            count += Int64(page.records.count)
            token = page.json["nextPageToken"]?.text
        } while token != nil
        return count
    }

    /// Everybody whom a run took in is somewhere. Returns the sums of all runs, for people to see what
    /// was tried.
    func runsBalance() async throws -> String {
        var (runs, sums) = (0, [String: Int64]())
        for campaign in world.now.campaigns.map(\.id) + ownCampaigns + [canaryCampaign] {
            for run in try await client.get("/muster/v1/smartCampaign/\(campaign)/runs.json").records {
                func count(_ name: String) -> Int64 { run[name]?.integer ?? 0 }
                let accounted = count("inFlow") + count("completed") + count("removed")
                // Who failed at a step and went on is among the completed.
                if run["removed"] == nil || count("qualified") != accounted {
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
