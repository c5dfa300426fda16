import MusterModel
import MusterTesting

/// Makes rules and flows over what is in the world, in the short grammar.
///
/// Trigger campaigns change only what no trigger watches, and request only campaigns made after
/// them, so that what they cause ends; loops have campaigns of their own.
struct ChaosDocuments: Sendable {
    let world: ChaosWorld.Content

    static let cities = ["Berlin", "Paris", "Tokyo", "Nairobi", "Lima"]
    static let titles = ["VP Sales", "Engineer", "Analyst"]
    static let watchedFields = ["City", "Job Title", "Country"]
    static let waits = ["5 minutes", "1 hour", "9 hours", "1 day", "3 days", "2 weeks", "1 month"]

    func rules(triggers: Bool, using random: inout SeededGenerator) -> JSONValue {
        var document: JSONObject = [:]
        if triggers { document["triggers"] = .array(random.some(1...2) { trigger(using: &$0) }) }
        let filters = random.some(triggers ? 0...2 : 1...4) { filter(using: &$0) }
        document["filters"] = .array(filters)
        switch random.below(3) {
        case 0: document["match"] = .string("any")
        case 1 where filters.count > 2:
            document["logic"] = .string(filters.count > 3 ? "1 and (2 or 3) and 4" : "1 and (2 or 3)")
        default: document["match"] = .string("all")
        }
        return .object(document)
    }

    func trigger(using random: inout SeededGenerator) -> JSONValue {
        switch random.below(8) {
        case 0, 6: ["Campaign is Requested": [:]]
        case 1: ["Lead is Created": [:]]
        case 2: ["Added to List": ["List Name": .string(random.pick(["Watched 1", "Watched 2"]))]]
        case 3: ["Has Chaos Event": ["Name": .string(random.pick(["a", "b"]))]]
        case 4: ["Score is Changed": ["Score Name": "Lead Score"]]
        default:
            random.chance(50)
                ? ["Data Value Changes": ["Attribute": .string(random.pick(Self.watchedFields))]]
                : ["Data Value Changes": ["Attribute": "City", "New Value": .string(random.pick(Self.cities))]]
        }
    }

    func filter(using random: inout SeededGenerator) -> JSONValue {
        switch random.below(12) {
        case 0: ["City": .array(random.some(1...3) { .string($0.pick(Self.cities)) })]
        case 1: ["Job Title": ["contains": .string(random.pick(["VP", "an", "E"]))]]
        case 2: ["Lead Score": ["at least": .integer(random.below(5))]]
        case 3: ["Chaos Score": ["less than": .integer(random.number(1...9))]]
        case 4: ["Member of List": [random.pick(["in", "not in"]): name(world.staticLists, &random)]]
        case 5, 6: ["Member of Smart List": [random.pick(["in", "not in"]): name(world.smartLists, &random)]]
        case 7: ["Unsubscribed": .boolean(random.chance(20))]
        case 8: ["Created At": random.chance(50) ? ["in time frame": "Today"] : ["in past": "3 days"]]
        case 9: [random.chance(50) ? "Was Sent Email" : "Not Was Sent Email": [:]]
        case 10: ["Data Value Changed": ["Attribute": "City", "Date of Activity": ["in past": "30 days"]]]
        default: ["Email Address": ["is not empty": true]]
        }
    }

    func flow(of campaign: ChaosWorld.Campaign, using random: inout SeededGenerator) -> JSONValue {
        ["flow": .array(random.some(1...4) { step(of: campaign, using: &$0) })]
    }

    func step(of campaign: ChaosWorld.Campaign, using random: inout SeededGenerator) -> JSONValue {
        let isTrigger = campaign.isMeantForTriggers
        switch random.below(9) {
        case 0, 1: return wait(using: &random)
        case 2: return ["Send Email": .string("Letter \(random.number(1...2))")]
        case 3: return ["Add to List": list(isTrigger, &random)]
        case 4: return ["Remove from List": list(isTrigger, &random)]
        case 5: return ChaosSetup.setField(random.pick(["Inner A", "Inner B"]), "{{lead.City}} {{my.Word}}")
        case 6: return branch(score: isTrigger ? "Chaos Score" : "Lead Score", using: &random)
        case 7:
            let later = world.campaigns.filter { $0.id > campaign.id && $0.isMeantForTriggers }
            guard !later.isEmpty, random.chance(40) else { return wait(using: &random) }
            return ["Request Campaign": .string(random.pick(later).name)]
        default:
            guard random.chance(30) else { return score("Chaos Score", using: &random) }
            return [
                "Remove from Flow": .string(random.chance(50) ? "this campaign" : random.pick(world.campaigns).name)
            ]
        }
    }

    func wait(using random: inout SeededGenerator) -> JSONValue {
        switch random.below(5) {
        case 0: ["Wait": ["Duration": .string(random.pick(Self.waits)), "Ends On": "weekdays", "Time": "9:00"]]
        case 1: ["Wait": ["Date": "2026-05-01", "Time": "10:00"]]
        default: ["Wait": .string(random.pick(Self.waits))]
        }
    }

    private func score(_ name: String, using random: inout SeededGenerator) -> JSONValue {
        [
            "Change Score": [
                "Score Name": .string(name), "Change": .string(random.pick(["+1", "-2", "=5", "{{my.Points}}"])),
            ]
        ]
    }

    private func branch(score: String, using random: inout SeededGenerator) -> JSONValue {
        [
            "Change Score": [
                "choices": [
                    [
                        "if": filterForChoice(using: &random), "Score Name": .string(score),
                        "Change": .string(random.pick(["+1", "+3"])),
                    ]
                ],
                "default": random.chance(50) ? "do nothing" : ["Score Name": .string(score), "Change": "-1"],
            ]
        ]
    }

    private func filterForChoice(using random: inout SeededGenerator) -> JSONValue {
        random.chance(50)
            ? ["City": .string(random.pick(Self.cities))]
            : ["Member of Smart List": ["in": name(world.smartLists, &random)]]
    }

    private func name(_ assets: [ChaosWorld.Asset], _ random: inout SeededGenerator) -> JSONValue {
        .string(assets.isEmpty ? "none" : random.pick(assets).name)
    }

    /// Batch campaigns may use any list.
    private func list(_ isTrigger: Bool, _ random: inout SeededGenerator) -> JSONValue {
        name(world.staticLists.filter { !isTrigger || !$0.name.hasPrefix("Watched") }, &random)
    }
}
