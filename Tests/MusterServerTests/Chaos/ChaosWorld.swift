import MusterModel
import Synchronization

/// What the driver knows to be in the instance. Other clients change it meanwhile, so anything
/// may be gone when it is used: such a call is refused, which is fine.
final class ChaosWorld: Sendable {
    struct Asset: Sendable, Equatable {
        let id: Int64
        let name: String
    }
    struct Campaign: Sendable {
        let id: Int64
        let name: String
        let smartListID: Int64
        let isActive: Bool
        /// What it was made for; what its rules make of it may be something else.
        var isMeantForTriggers: Bool { name.hasPrefix("Trigger") }
    }
    struct Content: Sendable {
        var people: [Int64] = []
        /// Winners and losers of a merge: nobody takes part in two, so that the log can be folded.
        var merged: Set<Int64> = []
        var staticLists: [Asset] = []
        var smartLists: [Asset] = []
        var programs: [Asset] = []
        var campaigns: [Campaign] = []
        var activityType: Int64 = 0
        var steps: [Asset] = []
    }
    private let content = Mutex(Content())

    var now: Content { content.withLock { $0 } }
    func change<T: Sendable>(_ body: (inout sending Content) -> T) -> T { content.withLock { body(&$0) } }

    /// Takes in which assets there are; those of the checks stay out of it.
    func refresh(_ client: ChaosClient) async throws {
        let campaigns = try await all("smartCampaigns", client)
        let staticLists = try await all("staticLists", client).map(Self.asset)
        let smartLists = try await all("smartLists", client)
        let programs = try await all("programs", client).map(Self.asset)
        let own = Set(campaigns.compactMap { $0["smartListId"]?.integer })
        content.withLock { content in
            content.campaigns = campaigns.map(Self.campaign).filter { !$0.name.hasPrefix("Check") }
            content.staticLists = staticLists
            content.smartLists = smartLists.map(Self.asset).filter { !own.contains($0.id) }
            content.programs = programs
        }
    }

    private func all(_ kind: String, _ client: ChaosClient) async throws -> [JSONObject] {
        var found: [JSONObject] = []
        while true {
            let page = try await client.get(
                "/rest/asset/v1/\(kind).json", ["maxReturn": "200", "offset": "\(found.count)"]
            ).records
            found += page
            if page.count < 200 { return found.sorted { $0["id"]?.integer ?? 0 < $1["id"]?.integer ?? 0 } }
        }
    }

    private static func asset(_ record: JSONObject) -> Asset {
        Asset(id: record["id"]?.integer ?? 0, name: record["name"]?.text ?? "")
    }

    private static func campaign(_ record: JSONObject) -> Campaign {
        Campaign(
            id: record["id"]?.integer ?? 0, name: record["name"]?.text ?? "",
            smartListID: record["smartListId"]?.integer ?? 0, isActive: record["isActive"]?.boolean ?? false)
    }
}

/// What a run begins with, in the words of `muster apply`.
enum ChaosSetup {
    static let canary = "Check Canary"
    static let loops = ["Check Loop", "Check Branching Loop"]
    static func stamp(_ client: Int) -> String { "Check Stamp \(client)" }

    static func document(clients: Int) -> JSONValue {
        let stamps = (0..<clients).map { requestable(stamp($0), [setField("Stamp", "none")]) }
        let again: JSONValue = ["Change Score": ["Score Name": "Loop Score", "Change": "+1"]]
        return [
            "leadFields": [
                "Canary": "string", "Canary Echo": "string", "Stamp": "string", "Loop Score": "score",
                "Chaos Score": "score", "Inner A": "string", "Inner B": "string",
            ],
            "customActivityTypes": [
                [
                    "name": "Chaos Event", "filterName": "Had Chaos Event", "triggerName": "Has Chaos Event",
                    "primaryAttribute": "Name", "attributes": ["Size": "integer"],
                ]
            ],
            "tokens": ["Points": ["score": "+2"], "Word": "word"],
            "staticLists": ["Watched 1", "Watched 2", "Plain 1", "Plain 2"],
            "smartLists": [
                ["name": "Everybody", "filters": [["Email Address": ["is not empty": true]]]],
                ["name": "Nested", "filters": [["Member of Smart List": ["in": "Everybody"]]]],
            ],
            "programs": .array((1...2).map { program($0) }),
            "campaigns": .array(
                [
                    [
                        "name": .string(canary), "qualification": "any", "active": true,
                        "triggers": [["Data Value Changes": ["Attribute": "Canary"]]],
                        "flow": [setField("Canary Echo", "{{lead.Canary}}")],
                    ],
                    requestable(loops[0], [again, ["Request Campaign": .string(loops[0])]]),
                    [
                        "name": .string(loops[1]), "qualification": "any",
                        "triggers": [["Score is Changed": ["Score Name": "Loop Score"]]], "flow": [again, again],
                    ],
                ] + stamps),
        ]
    }

    static func setField(_ name: String, _ value: String) -> JSONValue {
        ["Change Data Value": ["Attribute": .string(name), "New Value": .string(value)]]
    }

    private static func requestable(_ name: String, _ flow: [JSONValue]) -> JSONValue {
        [
            "name": .string(name), "qualification": "any", "active": true,
            "triggers": [["Campaign is Requested": [:]]], "flow": .array(flow),
        ]
    }

    private static func program(_ number: Int) -> JSONValue {
        [
            "name": .string("Program \(number)"), "tokens": ["Points": ["score": "+1"]],
            "staticLists": [.string("Inside \(number)")],
            "emails": [
                [
                    "name": .string("Letter \(number)"), "subject": "Hello {{lead.First Name:default=you}}",
                    "fromName": "Chaos", "from": "chaos@muster.example", "text": "{{my.Word}}",
                ]
            ],
        ]
    }
}
