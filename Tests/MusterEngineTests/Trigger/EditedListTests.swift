import MusterAudience
import MusterEngine
import MusterModel
import MusterRules
import MusterStore
import MusterTesting
import Testing

/// Lists that are edited while active campaigns ask for their members.
@Suite struct EditedListTests {
    private static func rules(_ city: String) -> String { #"{"filters":[{"City":"\#(city)"}]}"# }

    private static func smartList(_ name: String, _ story: EngineFixture) async throws -> SmartListID {
        let list = try await story.store.write { writer in
            try writer.createSmartList(name: name, description: nil, folder: .folder(SystemAssets.smartLists)).id
        }
        try await edit(list, rules("Bonn"), story)
        return list
    }

    private static func edit(_ list: SmartListID, _ rules: String, _ story: EngineFixture) async throws {
        _ = try await story.store.write { writer in
            let rules = try writer.reader.ruleDocument.read(try JSONParser.parse(rules), allowsTriggers: false)
            return try writer.setRules(rules, of: list)
        }
    }

    /// An edit and an event that share a group of writes: the campaign judges by what is committed, and
    /// nothing fails over a definition that has just ceased to be.
    @Test func editsThatShareATransactionWithEventsStopNothing() async throws {
        try await EngineFixture.run { story in
            let list = try await Self.smartList("L", story)
            let campaign = try await story.campaign(
                "A",
                rules: #"{"triggers":[{"Data Value Changes":{"Attribute":"Job Title"}}],"#
                    + #""filters":[{"Member of Smart List":"L"}]}"#,
                flow: #"{"flow":[{"Change Score":{"Score Name":"Lead Score","Change":"+1"}}]}"#
            ) { $0.qualification = .any }
            try await story.engine.commands.activate(campaign)
            let leads = try await story.leads(20) { _ in [.city: .text("Bonn")] }
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for round in 0..<60 {
                        try await Self.edit(list, Self.rules(round.isMultiple(of: 2) ? "Ulm" : "Bonn"), story)
                        // A list without filters has no members, and is what a client's loop leaves now and then.
                        try await Self.edit(list, #"{"filters":[]}"#, story)
                    }
                    try await Self.edit(list, Self.rules("Bonn"), story)
                }
                group.addTask {
                    for round in 0..<60 {
                        for lead in leads { try await story.change(lead, .title, to: .text("Title \(round)")) }
                    }
                }
                group.addTask { for _ in 0..<60 { try await story.engine.runUntilIdle() } }
                try await group.waitForAll()
            }
            try await story.engine.runUntilIdle()
            let lead = try #require(leads.first)
            let before = try story.value(lead, .leadScore)
            try await story.change(lead, .title, to: .text("after all edits"))
            try await story.engine.runUntilIdle()
            #expect(try story.value(lead, .leadScore) != before)
            #expect(try story.engine.isIdle())
        }
    }
}
