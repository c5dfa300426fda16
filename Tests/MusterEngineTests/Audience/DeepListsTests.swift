import MusterAudience
import MusterEngine
import MusterModel
import MusterRules
import MusterStore
import Testing

/// Rules of the largest depth that documents may have, where the engine evaluates them.
@Suite struct DeepListsTests {
    /// Thirty filters with logic nested 29 deep: everybody in Ulm or with one of the scores.
    private static let deepLogic: JSONValue = {
        let logic = (1..<30).reversed().reduce("30") { "\($1) or (\($0 == "30" ? "30 or 30" : $0))" }
        let filters = (1..<30).map { JSONValue.object(["Lead Score": .integer($0)]) }
        return ["logic": .string(logic), "filters": .array([["City": "Ulm"]] + filters)]
    }()

    /// As many lists as there are levels, each in the one after it; returns the last.
    private static func nest(_ levels: Int, in world: EngineFixture) async throws -> SmartListID {
        try await world.store.write { writer in
            var below: SmartListID?
            for level in 0..<levels {
                let rules =
                    below.map { below -> JSONValue in
                        [
                            "match": "any",
                            "filters": [
                                ["Member of Smart List": .integer(below.rawValue)],
                                ["Lead Score": .integer(Int64(1000 + level))],
                            ],
                        ]
                    } ?? deepLogic
                below = try writer.createSmartList(
                    name: "Level \(level)", description: nil, folder: .folder(SystemAssets.groupLists),
                    rules: try writer.reader.ruleDocument.read(rules, allowsTriggers: false)
                ).id
            }
            return try #require(below)
        }
    }

    @Test func triggersChoicesAndBatchesJudgeByThem() async throws {
        try await EngineFixture.run { world async throws in
            let list = try await Self.nest(60, in: world)
            let flow = """
                {"flow":[{"Change Data Value":{"choices":[
                {"if":{"Member of Smart List":\(list)},"Attribute":"Lead Status","New Value":"in"}],
                "default":{"Attribute":"Lead Status","New Value":"out"}}}]}
                """
            let trigger = try await world.campaign(
                "Trigger",
                rules: #"{"triggers":[{"Lead is Created":{}}],"filters":[{"Member of Smart List":\#(list)}]}"#,
                flow: #"{"flow":[{"Change Score":{"Score Name":"Lead Score","Change":"+1"}}]}"#)
            try await world.engine.commands.activate(trigger)
            let batch = try await world.campaign(
                "Batch", rules: #"{"filters":[{"Member of Smart List":\#(list)}]}"#, flow: flow)
            let everyone = try await world.campaign(
                "Everyone", rules: #"{"filters":[{"Lead Status":"is empty"}]}"#, flow: flow)
            let people = try await world.leads(6) {
                [.city: .text($0 % 2 == 0 ? "Ulm" : "Bonn"), .leadScore: .integer(Int64(-5 - $0))]
            }
            try await world.engine.runUntilIdle()
            try await world.runNow(batch)
            #expect(try world.newestRun(of: batch).counters.qualified == 3)
            try await world.runNow(everyone)
            for (index, person) in people.enumerated() {
                #expect(try world.value(person, .leadStatus) == .text(index % 2 == 0 ? "in" : "out"))
            }
            #expect(try world.store.read { try $0.runningRun(of: trigger)?.counters.qualified } == 3)
        }
    }
}
