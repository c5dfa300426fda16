import MusterModel
import MusterTesting

/// Campaigns come and go, are switched on and off, run and are requested.
extension ChaosPlayer {
    private static let most = 16

    func createCampaign() async throws -> Bool {
        let known = world.now
        guard known.campaigns.count < Self.most else { return false }
        let isTrigger = random.chance(60)
        let folder =
            random.chance(50) && !known.programs.isEmpty
            ? Self.folder(random.pick(known.programs).id, "Program") : Self.folder(Self.marketingActivities)
        let answer = try await client.form(
            "/rest/asset/v1/smartCampaigns.json",
            ["name": "\(isTrigger ? "Trigger" : "Batch") \(fresh())", "folder": folder])
        guard let record = answer.records.first, let id = record["id"]?.integer else { return false }
        let campaign = ChaosWorld.Campaign(
            id: id, name: record["name"]?.text ?? "", smartListID: record["smartListId"]?.integer ?? 0, isActive: false)
        world.change { $0.campaigns.append(campaign) }
        let documents = ChaosDocuments(world: world.now)
        let rules = documents.rules(triggers: isTrigger, using: &random)
        let flow = documents.flow(of: campaign, using: &random)
        _ = try await client.put("/muster/v1/smartCampaign/\(id)/rules.json", rules)
        _ = try await client.put("/muster/v1/smartCampaign/\(id)/flow.json", flow)
        _ = try await client.put(
            "/muster/v1/smartCampaign/\(id)/settings.json",
            ["qualificationRuleType": random.chance(70) ? "any" : "once"])
        if isTrigger { _ = try await client.form("/rest/asset/v1/smartCampaign/\(id)/activate.json") }
        return true
    }

    func deleteCampaign() async throws -> Bool {
        guard world.now.campaigns.count > Self.most / 2, let campaign = anyCampaign() else { return false }
        if campaign.isActive { _ = try await change(campaign, "deactivate") }
        return try await change(campaign, "delete")
    }

    func cloneCampaign() async throws -> Bool {
        guard world.now.campaigns.count < Self.most, let campaign = anyCampaign() else { return false }
        return try await client.form(
            "/rest/asset/v1/smartCampaign/\(campaign.id)/clone.json",
            [
                "name": "\(campaign.isMeantForTriggers ? "Trigger" : "Batch") \(fresh())",
                "folder": Self.folder(Self.marketingActivities),
            ]
        ).succeeded
    }

    func renameCampaign() async throws -> Bool {
        guard let campaign = anyCampaign() else { return false }
        return try await client.form(
            "/rest/asset/v1/smartCampaign/\(campaign.id).json",
            ["name": "\(campaign.isMeantForTriggers ? "Trigger" : "Batch") \(fresh())", "description": "renamed"]
        ).succeeded
    }

    func activate() async throws -> Bool {
        guard let campaign = anyCampaign({ $0.isMeantForTriggers && !$0.isActive }) else { return false }
        return try await change(campaign, "activate")
    }

    func deactivate() async throws -> Bool {
        guard let campaign = anyCampaign({ $0.isActive }) else { return false }
        return try await change(campaign, "deactivate")
    }

    func scheduleRun() async throws -> Bool {
        guard let campaign = anyCampaign({ !$0.isMeantForTriggers }) else { return false }
        return try await client.post("/rest/v1/campaigns/\(campaign.id)/schedule.json", ["input": ["tokens": tokens()]])
            .succeeded
    }

    func request() async throws -> Bool {
        guard let campaign = anyCampaign({ $0.isActive }) else { return false }
        let people = Array(Set(somePeople(1...10))).sorted()
        return try await client.post(
            "/rest/v1/campaigns/\(campaign.id)/trigger.json",
            ["input": ["leads": .array(people.map { ["id": .integer($0)] }), "tokens": tokens()]]
        ).succeeded
    }

    /// The flow that was put last is the one that runs, whatever other clients read or write
    /// meanwhile.
    func replaceAndRequest() async throws -> Bool {
        let wanted = "stamp \(fresh())"
        let flow = try await client.put(
            "/muster/v1/smartCampaign/\(stamped.campaign)/flow.json", ["flow": [ChaosSetup.setField("Stamp", wanted)]])
        let requested = try await client.post(
            "/rest/v1/campaigns/\(stamped.campaign)/trigger.json",
            ["input": ["leads": [["id": .integer(stamped.person)]]]])
        guard flow.succeeded, requested.succeeded else { return false }
        let asked = ContinuousClock.now
        var seen: String?
        while seen != wanted, (ContinuousClock.now - asked).inSeconds < ChaosLimits.patience {
            let was = seen
            seen = try await client.get("/rest/v1/lead/\(stamped.person).json", ["fields": "stamp"])
                .records.first?["stamp"]?.text
            // An older flow that ran now is not replaced by a later one.
            if seen != was, was != nil, seen != wanted { break }
        }
        journal.took("stamp", (ContinuousClock.now - asked).inSeconds)
        if seen != wanted {
            journal.found(
                "stale flow", "person \(stamped.person) was to get '\(wanted)' and has '\(seen ?? "nothing")'",
                signature: "")
        }
        return seen == wanted
    }

    /// A campaign that requests itself, and one that branches at every turn: whether they come to an
    /// end is seen when the engine is to come to rest.
    func loop() async throws -> Bool {
        let verb = random.chance(50) ? "activate" : "deactivate"
        _ = try await client.form("/rest/asset/v1/smartCampaign/\(loopCampaigns[1])/\(verb).json")
        return try await client.post(
            "/rest/v1/campaigns/\(loopCampaigns[0])/trigger.json",
            ["input": ["leads": [["id": .integer(random.pick(loopers))]]]]
        ).succeeded
    }

    private func change(_ campaign: ChaosWorld.Campaign, _ verb: String) async throws -> Bool {
        try await client.form("/rest/asset/v1/smartCampaign/\(campaign.id)/\(verb).json").succeeded
    }

    private func tokens() -> JSONValue {
        guard random.chance(40) else { return [] }
        return [["name": "{{my.Word}}", "value": "of this call"], ["name": "{{my.Points}}", "value": "+4"]]
    }
}
