import MusterModel

/// Settings change, clocks move, and others read meanwhile.
extension ChaosPlayer {
    func changeCampaignSettings() async throws -> Bool {
        guard let campaign = anyCampaign() else { return false }
        let settings: JSONValue =
            switch random.below(6) {
            case 0: ["qualificationRuleType": "once"]
            case 1:
                [
                    "qualificationRuleType": "interval", "qualificationRuleInterval": .integer(random.number(1...3)),
                    "qualificationRuleUnit": .string(random.pick(["hour", "day", "week"])),
                ]
            case 2: ["maxMembers": .integer(random.number(1...200))]
            case 3: ["maxMembers": .null]
            case 4: ["isCommunicationLimitEnabled": .boolean(random.chance(50))]
            default: ["qualificationRuleType": "any"]
            }
        return try await changeSettings(of: campaign, settings)
    }

    func changeRecurrence() async throws -> Bool {
        guard let campaign = anyCampaign({ !$0.isMeantForTriggers }) else { return false }
        guard random.chance(60) else { return try await changeSettings(of: campaign, ["recurrence": .null]) }
        let interval = random.pick(["Daily", "Weekly", "Monthly"])
        return try await changeSettings(
            of: campaign,
            [
                "recurrence": [
                    "startAt": "2026-03-02T10:30:00Z", "intervalType": .string(interval),
                    "interval": .integer(interval == "Daily" ? 5 : 1),
                ]
            ])
    }

    private func changeSettings(of campaign: ChaosWorld.Campaign, _ settings: JSONValue) async throws -> Bool {
        try await client.put("/muster/v1/smartCampaign/\(campaign.id)/settings.json", settings).succeeded
    }

    /// Two campaigns that several clients describe, each in its own way, as files do.
    func applyDocument() async throws -> Bool {
        let known = world.now
        let documents = ChaosDocuments(world: known)
        let described = ["Trigger Described", "Batch Described"].map { name -> JSONValue in
            let campaign =
                known.campaigns.first { $0.name == name }
                ?? ChaosWorld.Campaign(id: .max, name: name, smartListID: 0, isActive: false)
            var members: JSONObject = ["name": .string(name), "qualification": .string(random.pick(["any", "once"]))]
            for document in [
                documents.rules(triggers: campaign.isMeantForTriggers, using: &random),
                documents.flow(of: campaign, using: &random),
            ] {
                for (key, value) in document.object?.members ?? [] { members[key] = value }
            }
            if campaign.isMeantForTriggers { members["active"] = .boolean(random.chance(70)) }
            return .object(members)
        }
        return try await client.post(
            "/muster/v1/apply.json",
            [
                "campaigns": .array(described),
                "smartLists": [["name": "Described", "filters": .array([documents.filter(using: &random)])]],
            ]
        ).succeeded
    }

    func changeInstanceSettings() async throws -> Bool {
        let settings: JSONValue =
            random.chance(50)
            ? ["timeZone": .string(random.pick(["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu"]))]
            : [
                "communicationLimits": random.chance(50)
                    ? ["perDay": 2, "per7Days": 5] : ["perDay": .null, "per7Days": .null]
            ]
        return try await client.put("/muster/v1/settings.json", settings).succeeded
    }

    func moveClock(_ periods: [String]) async throws -> Bool {
        let period = JSONValue.string(random.pick(periods))
        let move: JSONValue = random.chance(80) ? ["advance": period] : ["untilIdle": true, "horizon": period]
        return try await client.post("/muster/v1/clock.json", move).succeeded
    }

    func readCampaigns() async throws -> Bool {
        let all = try await client.get("/rest/v1/campaigns.json", ["batchSize": "300"])
        guard let campaign = anyCampaign() else { return all.succeeded }
        let one = try await client.get("/rest/asset/v1/smartCampaign/\(campaign.id).json", ["includeFlowSteps": "true"])
        _ = try await client.get("/rest/asset/v1/smartCampaign/\(campaign.id)/usedBy.json")
        return all.succeeded && one.succeeded
    }

    func readActivities() async throws -> Bool {
        let token = try await client.get(
            "/rest/v1/activities/pagingtoken.json", ["sinceDatetime": "2026-03-01T00:00:00Z"])
        guard let page = token.json["nextPageToken"]?.text else { return false }
        return try await client.get(
            "/rest/v1/activities.json", ["activityTypeIds": "13,22,24,25", "nextPageToken": page]
        ).succeeded
    }

    func readLists() async throws -> Bool {
        let lists = world.now.smartLists
        guard !lists.isEmpty else { return false }
        let path = "/muster/v1/smartList/\(random.pick(lists).id)"
        let count = try await client.get("\(path)/count.json")
        let people = try await client.get("\(path)/leads.json", ["fields": "id,email,leadScore"])
        return count.succeeded && people.succeeded
    }
}
