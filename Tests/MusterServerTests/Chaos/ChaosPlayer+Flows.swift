import MusterModel
import MusterTesting

/// Flows change while people wait in them, as documents and call by call.
extension ChaosPlayer {
    func replaceFlow() async throws -> Bool {
        guard let campaign = anyCampaign() else { return false }
        let flow = ChaosDocuments(world: world.now).flow(of: campaign, using: &random)
        return try await client.put("/muster/v1/smartCampaign/\(campaign.id)/flow.json", flow).succeeded
    }

    enum Edit { case reorder, shorten, lengthen }

    /// Reads the flow in one of its two forms, changes it and writes it back.
    func editFlow(_ edit: Edit) async throws -> Bool {
        guard let campaign = anyCampaign() else { return false }
        let path = "/muster/v1/smartCampaign/\(campaign.id)/flow.json"
        let isShort = edit == .lengthen || random.chance(50)
        let answer = try await client.get(path, isShort ? ["format": "short"] : [:])
        let member = isShort ? "flow" : "steps"
        guard var steps = answer.records.first?[member]?.array else { return false }
        switch edit {
        case .reorder:
            guard steps.count > 1 else { return false }
            if random.chance(50) {
                steps.swapAt(0, random.number(1...steps.count - 1))
            } else {
                steps.shuffle(using: &random)
            }
        case .shorten:
            guard steps.count > 1 else { return false }
            for _ in 0..<random.number(1...min(2, steps.count - 1)) { steps.remove(at: random.below(steps.count)) }
        case .lengthen:
            guard steps.count < 8 else { return false }
            let step = ChaosDocuments(world: world.now).step(of: campaign, using: &random)
            steps.insert(step, at: random.below(steps.count + 1))
        }
        return try await client.put(path, .object([member: .array(steps)])).succeeded
    }

    func addStep() async throws -> Bool {
        guard let campaign = anyCampaign() else { return false }
        let types = world.now.steps
        let flow = try await steps(of: campaign)
        guard flow.count < 8, !types.isEmpty else { return false }
        return try await client.form(
            "\(Self.path(campaign))/flows.json",
            [
                "activityType": #"{"id":\#(random.pick(types).id),"type":"activity"}"#,
                "index": String(random.below(flow.count + 1)),
            ]
        ).succeeded
    }

    func removeStep() async throws -> Bool {
        guard let campaign = anyCampaign() else { return false }
        let flow = try await steps(of: campaign)
        guard flow.count > 1 else { return false }
        return try await client.form("\(Self.path(campaign))/flow/\(random.pick(flow).id)/remove.json").succeeded
    }

    func addChoice() async throws -> Bool {
        guard let campaign = anyCampaign() else { return false }
        let flow = try await steps(of: campaign).filter { $0.choices.count < 4 }
        guard !flow.isEmpty else { return false }
        return try await client.form("\(Self.path(campaign))/flow/\(random.pick(flow).id)/addChoice.json").succeeded
    }

    func setChoice() async throws -> Bool {
        guard let campaign = anyCampaign(),
            let (step, choice) = try await anyChoice(of: campaign, default: random.chance(40)),
            let attributes = attributes(for: step.type, of: campaign)
        else { return false }
        let path = "\(Self.path(campaign))/flow/\(step.id)/choice/\(choice).json"
        if choice == step.choices.last { return try await client.form(path, ["attributes": attributes]).succeeded }
        return try await client.form(
            path,
            [
                "conditionTypeId": #"{"id":64,"type":"attribute"}"#, "operator": "is",
                "conditionValues": random.pick(ChaosDocuments.cities), "attributes": attributes,
            ]
        ).succeeded
    }

    func moveChoice() async throws -> Bool {
        guard let campaign = anyCampaign(), let (step, choice) = try await anyChoice(of: campaign, default: false)
        else { return false }
        return try await client.form(
            "\(Self.path(campaign))/flow/\(step.id)/choice/\(choice)/reorder.json",
            ["newSeqNumZeroBased": String(random.below(max(1, step.choices.count - 1)))]
        ).succeeded
    }

    func removeChoice() async throws -> Bool {
        guard let campaign = anyCampaign(), let (step, choice) = try await anyChoice(of: campaign, default: false)
        else { return false }
        return try await client.form("\(Self.path(campaign))/flow/\(step.id)/choice/\(choice)/remove.json").succeeded
    }

    private struct Step {
        let id: Int64
        let type: Int64
        /// The default one last.
        let choices: [Int64]
    }

    private func steps(of campaign: ChaosWorld.Campaign) async throws -> [Step] {
        let answer = try await client.get("/muster/v1/smartCampaign/\(campaign.id)/flow.json")
        return (answer.records.first?["steps"]?.array ?? []).compactMap(\.object).map { step in
            Step(
                id: step["id"]?.integer ?? 0, type: step["activityTypeId"]?.integer ?? 0,
                choices: (step["stepChoice"]?.array ?? []).compactMap { $0.object?["id"]?.integer })
        }
    }

    private func anyChoice(of campaign: ChaosWorld.Campaign, default isDefault: Bool) async throws -> (Step, Int64)? {
        let flow = try await steps(of: campaign).filter { $0.choices.count > (isDefault ? 0 : 1) }
        guard !flow.isEmpty else { return nil }
        let step = random.pick(flow)
        return (step, isDefault ? step.choices[step.choices.count - 1] : random.pick(step.choices.dropLast()))
    }

    /// Parameters by id, as the catalogue of steps numbers them.
    private func attributes(for type: Int64, of campaign: ChaosWorld.Campaign) -> String? {
        let lists = world.now.staticLists.filter { !$0.name.hasPrefix("Watched") }
        switch type {
        case 22: return #"{"121":"Chaos Score","122":"+\#(random.number(1...3))"}"#
        case 13: return #"{"111":"Inner A","112":"set by a call"}"#
        case 24 where !lists.isEmpty: return #"{"131":"\#(random.pick(lists).name)"}"#
        case 25 where !lists.isEmpty: return #"{"141":"\#(random.pick(lists).name)"}"#
        case 6: return #"{"161":"Letter \#(random.number(1...2))"}"#
        case 9601: return #"{"101":"\#(random.pick(ChaosDocuments.waits))"}"#
        case 9602: return #"{"171":"this campaign"}"#
        default: return nil
        }
    }

    private static func path(_ campaign: ChaosWorld.Campaign) -> String {
        "/rest/asset/v1/smartCampaign/\(campaign.id)"
    }
}
