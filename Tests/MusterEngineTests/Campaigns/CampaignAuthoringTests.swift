import MusterAudience
import MusterAuthoring
import MusterEngine
import MusterFlows
import MusterModel
import MusterRules
import MusterStore
import Testing

/// What editing does to people and triggers that are there already.
@Suite struct CampaignAuthoringTests {
    private static func replace(_ api: EngineFixture, _ campaign: SmartCampaignID, flow: String) async throws {
        try await api.store.write { writer in
            let flow = try writer.reader.flowDocument.read(JSONParser.parse(flow))
            try CampaignAuthoring(writer).setFlow(flow, of: campaign)
        }
    }

    private static func replace(_ api: EngineFixture, _ list: SmartListID, rules: String, triggers: Bool = false)
        async throws
    {
        try await api.store.write { writer in
            let rules = try writer.reader.ruleDocument.read(JSONParser.parse(rules), allowsTriggers: triggers)
            try CampaignAuthoring(writer).setRules(rules, of: list)
        }
    }

    @Test(
        "a person who waits goes on after the wait, wherever the new flow has it",
        arguments: [
            (
                #"[{"Change Score":{"Score Name":"Lead Score","Change":"+100"}},{"Wait":"2 days"},{"Change Score":{"Score Name":"Lead Score","Change":"+1"}}]"#,
                1
            ),
            (#"[{"Wait":"9 days"},{"Change Score":{"Score Name":"Lead Score","Change":"+7"}}]"#, 7),
            (#"[{"Wait":"2 days"}]"#, 0),
        ])
    func waiting(steps: String, score: Int64) async throws {
        try await EngineFixture.run { api async throws in
            let lead = try await api.lead([.email: .text("a@example.com")])
            let campaign = try await api.campaign(
                "A", rules: #"{"filters":[{"Email Address":"a@example.com"}]}"#,
                flow: #"{"flow":[{"Wait":"2 days"},{"Change Score":{"Score Name":"Lead Score","Change":"+1"}}]}"#)
            try await api.runNow(campaign)
            try await Self.replace(api, campaign, flow: #"{"flow":\#(steps)}"#)
            try await api.time.advance(by: RelativePeriod(2, .day))
            let value = try api.value(lead, .leadScore)
            #expect(value == .integer(score) || (score == 0 && value == .null), "\(value)")
        }
    }

    /// An active campaign in which one person waits for two days, before they get a point.
    private static func waitingPerson(_ api: EngineFixture) async throws -> (SmartCampaignID, LeadID) {
        let campaign = try await api.campaign(
            "A", rules: #"{"triggers":[{"Lead is Created":{}}],"filters":[]}"#,
            flow: #"{"flow":[{"Wait":"2 days"},{"Change Score":{"Score Name":"Lead Score","Change":"+1"}}]}"#)
        try await api.engine.commands.activate(campaign)
        let lead = try await api.lead([.country: .text("Germany")])
        try await api.engine.runUntilIdle()
        return (campaign, lead)
    }

    private static func edit(
        _ api: EngineFixture, _ campaign: SmartCampaignID, _ edit: @escaping @Sendable (inout Flow) throws -> Void
    ) async throws -> Flow {
        try await api.store.write { try CampaignAuthoring($0).editFlow(of: campaign, edit) }
    }

    private static func points(_ change: String) -> [FlowParameter] {
        [FlowParameter("Score Name", "Lead Score"), FlowParameter("Change", RuleValue(change))]
    }

    @Test("people in an edited active campaign go on with the steps as they are when they get there")
    func editedWhileActive() async throws {
        try await EngineFixture.run { api async throws in
            let (campaign, lead) = try await Self.waitingPerson(api)
            let before = try #require(try api.store.read { try $0.smartCampaign(campaign) }).flow
            let edited = try await Self.edit(api, campaign) { flow in
                try flow.insertStep(ChangeScoreStep.self, at: 1)
                flow.steps[1].choices[0].parameters = Self.points("+10")
                flow.steps[2].choices[0].parameters = Self.points("+100")
                try flow.insertStep(ChangeScoreStep.self, at: 0)
                flow.steps[0].choices[0].parameters = Self.points("+1000")
            }
            #expect([edited.steps[1].id, edited.steps[3].id] == before.steps.map(\.id))
            #expect(Set(edited.steps.map(\.id)).count == 4)
            let late = try await api.lead()
            try await api.time.advance(by: RelativePeriod(2, .day))
            #expect(try api.value(lead, .leadScore) == .integer(110))
            #expect(try api.value(late, .leadScore) == .integer(1110))
        }
    }

    @Test("a person whose wait is removed goes on with the step that followed it")
    func removedWait() async throws {
        try await EngineFixture.run { api async throws in
            let (campaign, lead) = try await Self.waitingPerson(api)
            _ = try await Self.edit(api, campaign) { flow in
                try flow.insertStep(ChangeScoreStep.self, at: 1)
                flow.steps[1].choices[0].parameters = Self.points("+10")
                try flow.removeStep(flow.steps[0].id)
            }
            try await api.time.advance(by: RelativePeriod(2, .day))
            #expect(try api.value(lead, .leadScore) == .integer(1))
        }
    }

    @Test("nobody takes an unfinished choice, and a new step does nothing")
    func unfinished() async throws {
        try await EngineFixture.run { api async throws in
            let (campaign, lead) = try await Self.waitingPerson(api)
            _ = try await Self.edit(api, campaign) { flow in
                try flow.addChoice(toStep: flow.steps[1].id)
                flow.steps[1].choices[0].parameters = Self.points("+10")
                try flow.insertStep(ChangeScoreStep.self, at: 1)
            }
            try await api.time.advance(by: RelativePeriod(2, .day))
            #expect(try api.value(lead, .leadScore) == .integer(1))
        }
    }

    @Test("an active campaign keeps a step, and may be emptied when it is off")
    func emptied() async throws {
        try await EngineFixture.run { api async throws in
            let (campaign, _) = try await Self.waitingPerson(api)
            await #expect(throws: CampaignError.hasNoFlowStep) {
                _ = try await Self.edit(api, campaign) { $0.steps = [] }
            }
            await #expect(throws: CampaignError.hasNoFlowStep) {
                try await Self.replace(api, campaign, flow: #"{"flow":[]}"#)
            }
            #expect(try api.store.read { try $0.smartCampaign(campaign)?.flow.steps.count } == 2)
            try await api.engine.commands.deactivate(campaign)
            #expect(try await Self.edit(api, campaign) { $0.steps = [] }.steps.isEmpty)
        }
    }

    @Test("an edit that throws leaves the flow alone, and so does one of nothing")
    func failedEdit() async throws {
        try await EngineFixture.run { api async throws in
            let (campaign, _) = try await Self.waitingPerson(api)
            let before = try api.store.read { try $0.smartCampaign(campaign)?.flow }
            await #expect(throws: FlowEditError.unknownStep(77)) {
                _ = try await Self.edit(api, campaign) { flow in
                    try flow.insertStep(WaitStep.self, at: 0)
                    try flow.removeStep(77)
                }
            }
            await #expect(throws: AssetNotFoundError.self) { _ = try await Self.edit(api, 7) { _ in } }
            #expect(try api.store.read { try $0.smartCampaign(campaign)?.flow } == before)
        }
    }

    @Test("an active campaign whose flow has broken listens to its new triggers all the same")
    func brokenFlow() async throws {
        try await EngineFixture.run { api async throws in
            let list = try await api.staticList("VIPs")
            let campaign = try await api.campaign(
                "A", rules: #"{"triggers":[{"Lead is Created":{}}],"filters":[]}"#,
                flow: #"{"flow":[{"Add to List":"VIPs"}]}"#)
            try await api.engine.commands.activate(campaign)
            _ = try await api.store.write { writer in
                try writer.rows.execute("DELETE FROM static_list WHERE id = ?", [.int(list.rawValue)])
            }
            let own = try #require(try api.store.read { try $0.smartCampaign(campaign) }).smartListID
            try await Self.replace(
                api, own, rules: #"{"triggers":[{"Data Value Changes":{"Attribute":"City"}}],"filters":[]}"#,
                triggers: true)
            try api.store.read { reader throws in
                #expect(try reader.listenedTypes(of: campaign) == [ActivityType.changeDataValue.id])
                #expect(try reader.smartCampaign(campaign)?.isActive == true)
            }
        }
    }

    @Test("a renamed list is the same list, so that the rule keeps its id")
    func renamedAsset() async throws {
        try await EngineFixture.run { api async throws in
            let vips = try await api.staticList("VIPs")
            let list = try await api.store.write { writer in
                try writer.createSmartList(name: "A", description: nil, folder: .folder(SystemAssets.smartLists)).id
            }
            try await Self.replace(api, list, rules: #"{"filters":[{"Member of List":"VIPs"}]}"#)
            let before = try api.store.read { try $0.smartList(list) }?.rules.filters.map(\.id)
            try await api.store.write { writer in
                var list = try #require(try writer.reader.staticList(vips))
                list.name = "Best customers"
                try writer.updateStaticList(list)
            }
            try await Self.replace(api, list, rules: #"{"filters":[{"Member of List":"Best customers"}]}"#)
            #expect(try api.store.read { try $0.smartList(list) }?.rules.filters.map(\.id) == before)
        }
    }

    @Test("what is not there cannot be edited")
    func missing() async throws {
        try await EngineFixture.run { api async throws in
            await #expect(throws: AssetNotFoundError.self) {
                try await Self.replace(api, 7 as SmartListID, rules: #"{"filters":[]}"#)
            }
            await #expect(throws: AssetNotFoundError.self) {
                try await Self.replace(api, 7 as SmartCampaignID, flow: #"{"flow":[]}"#)
            }
        }
    }

    @Test("an edit in place leaves the ids of the rules alone and gives a new one its own")
    func editedInPlace() async throws {
        try await EngineFixture.run { api async throws in
            let list = try await api.store.write { writer in
                try writer.createSmartList(name: "A", description: nil, folder: .folder(SystemAssets.smartLists)).id
            }
            try await Self.replace(api, list, rules: #"{"filters":[{"City":"Rome"},{"City":"Rome"}]}"#)
            let ids = try #require(try api.store.read { try $0.smartList(list) }).rules.filters.map(\.id)
            let edited = try await api.store.write { writer in
                try CampaignAuthoring(writer).editRules(of: list) { rules in
                    rules.filters[0].conditions[0].values = ["Milan"]
                    rules.filters.reverse()
                    rules.filters.insert(rules.filters[0].withID(0), at: 0)
                }
            }
            #expect(edited.filters.map(\.id) == [ids[1] + 1, ids[1], ids[0]])
            #expect(edited.filters.map { $0.conditions[0].values } == [["Rome"], ["Rome"], ["Milan"]])
            #expect(try api.store.read { try $0.smartList(list) }?.rules == edited)
        }
    }

    @Test("an edit is held to what a replacement is: no cycle, no trigger in a list of its own, no lost last trigger")
    func refusedEdits() async throws {
        try await EngineFixture.run { api async throws in
            let list = try await api.store.write { writer in
                try writer.createSmartList(name: "A", description: nil, folder: .folder(SystemAssets.smartLists)).id
            }
            let campaign = try await api.campaign(
                "B", rules: #"{"triggers":[{"Lead is Created":{}}],"filters":[]}"#,
                flow: #"{"flow":[{"Change Score":{"Score Name":"Lead Score","Change":"+1"}}]}"#)
            try await api.engine.commands.activate(campaign)
            let own = try #require(try api.store.read { try $0.smartCampaign(campaign) }).smartListID
            let trigger = try #require(try api.store.read { try $0.smartList(own) }).rules.triggers[0]
            func edit(_ id: SmartListID, _ edit: @escaping @Sendable (inout RuleSet) throws -> Void) async throws {
                _ = try await api.store.write { try CampaignAuthoring($0).editRules(of: id, edit) }
            }
            await #expect(throws: CampaignError.hasNoTrigger) { try await edit(own) { $0.triggers = [] } }
            await #expect(throws: RuleError.self) { try await edit(list) { $0.triggers = [trigger] } }
            await #expect(throws: RuleError.self) {
                try await edit(list) { rules in
                    let type = MemberOfSmartListFilter()
                    rules.filters = [
                        Rule(
                            name: type.name, typeID: type.id, kind: .attribute, operatorName: "in",
                            conditions: [
                                RuleCondition(
                                    attributeID: type.id, attributeName: type.name, operatorName: "in",
                                    values: [RuleValue("A", assetID: list.rawValue)], isPrimary: true)
                            ])
                    ]
                }
            }
            await #expect(throws: AssetNotFoundError.self) { try await edit(7) { $0 = .empty } }
            try api.store.read { reader throws in
                #expect(try reader.smartList(list)?.rules == .empty)
                #expect(try reader.smartList(own)?.rules.triggers == [trigger])
            }
        }
    }
}
