import MusterAudience
import MusterModel
import MusterRules
import MusterStore
import Testing

@Suite struct JudgeTests {
    private static let folder = FolderReference.folder(SystemAssets.groupLists)

    @Test func peopleAreJudgedAsTheTransactionHasLeftThem() async throws {
        try await EngineFixture.run { world async throws in
            let ulm = try await world.lead([.city: .text("Ulm")])
            let bonn = try await world.lead([.city: .text("Bonn")])
            let moment = world.store.moment
            let found = try await world.store.write { writer -> [Set<LeadID>] in
                let rules = try writer.reader.ruleDocument.read(
                    try JSONParser.parse(#"{"filters":[{"City":"Ulm"}]}"#), allowsTriggers: false)
                let before = try Audience.judge(writer.reader, at: moment).leads([ulm, bonn], whoMeet: rules)
                _ = try writer.updateLead(bonn, [.city: .text("Ulm")], origin: .api)
                _ = try writer.deleteLeads([ulm], origin: .api)
                let judge = Audience.judge(writer.reader, at: moment)
                return [
                    before, try judge.leads([ulm, bonn], whoMeet: rules),
                    try judge.leads([ulm, bonn], whoMeet: rules, and: .never), try judge.leads([], whoMeet: rules),
                    Set(try judge.everyone(whoMeets: rules).leads(after: 0)),
                ]
            }
            #expect(found == [[ulm], [bonn], [], [], [bonn]])
        }
    }

    @Test func aListThatCannotBeReadIsAFaultAndNoConditionThatHoldsForNobody() async throws {
        try await EngineFixture.run { world async throws in
            let lead = try await world.lead([.city: .text("Ulm")])
            let list = try await world.store.write { writer -> SmartListID in
                let list = try writer.createSmartList(name: "Nested", description: nil, folder: Self.folder)
                return list.id
            }
            let condition = try world.store.read {
                try $0.ruleDocument.readCondition(["Member of Smart List": .integer(list.rawValue)])
            }
            try await world.store.write { writer in
                _ = try writer.rows.execute("UPDATE smart_list SET rules = '{' WHERE id = ?", [.int(list.rawValue)])
            }
            let moment = world.store.moment
            let error = #expect(throws: (any Error).self) {
                try world.store.read { try Audience.judge($0, at: moment).leads([lead], whoMeet: condition) }
            }
            #expect(!(error is RuleError), "\(String(describing: error))")
            try await world.store.write { writer in
                _ = try writer.rows.execute("DELETE FROM smart_list WHERE id = ?", [.int(list.rawValue)])
            }
            #expect(throws: RuleError.self) {
                try world.store.read { try Audience.judge($0, at: moment).leads([lead], whoMeet: condition) }
            }
        }
    }
}
