import MusterModel
import MusterStore
import MusterTesting
import Testing

@Suite struct SmartCampaignStoreTests {
    @Test("a new campaign is what Marketo makes: once, limits on, nothing else")
    func new() async throws {
        try await withStore { store in
            let id = try await store.write {
                try $0.createSmartCampaign(name: "C", description: "d", folder: .folder(4)).id
            }
            let campaign = try #require(try store.read { try $0.smartCampaign(id) })
            #expect(campaign.description == "d")
            #expect(campaign.folder == .folder(4))
            #expect(campaign.parentProgramID == nil)
            #expect(campaign.qualification == .once)
            #expect(campaign.isCommunicationLimitEnabled)
            #expect(!campaign.isActive && !campaign.isSystem && !campaign.isExecutable)
            #expect(campaign.recurrence == nil && campaign.maxMembers == nil)
            #expect(campaign.flow == .empty)
            #expect(campaign.createdAt == campaign.updatedAt)
        }
    }

    @Test(
        "every way to qualify and every recurrence survives storing",
        arguments: [
            (QualificationRule.any, Recurrence?.none, Int?.none),
            (
                .interval(3, .week),
                Recurrence(startAt: Instant(milliseconds: 1234), interval: .daily, weekdayOnly: true), 10
            ),
            (
                .interval(1, .hour),
                Recurrence(
                    startAt: Instant(seconds: 1), endAt: Instant(seconds: 9), interval: .weekly, every: 2,
                    weekdays: [.monday, .friday]), nil
            ),
            (.once, Recurrence(startAt: Instant(seconds: 1), interval: .monthly, monthDay: .day(31)), 1),
            (
                .once,
                Recurrence(startAt: Instant(seconds: 1), interval: .monthly, monthDay: .weekday(.tuesday, week: 4)), nil
            ),
        ])
    func settings(qualification: QualificationRule, recurrence: Recurrence?, maxMembers: Int?) async throws {
        try await withStore { store in
            let id = try await store.write { writer in
                var campaign = try writer.createSmartCampaign(name: "C", folder: .folder(4))
                campaign.qualification = qualification
                campaign.recurrence = recurrence
                campaign.maxMembers = maxMembers
                campaign.isCommunicationLimitEnabled = false
                try writer.updateSmartCampaign(campaign)
                return campaign.id
            }
            let campaign = try #require(try store.read { try $0.smartCampaign(id) })
            #expect(campaign.qualification == qualification)
            #expect(campaign.recurrence == recurrence)
            #expect(campaign.maxMembers == maxMembers)
            #expect(!campaign.isCommunicationLimitEnabled)
            #expect(try store.read { try $0.recurringCampaigns().count } == (recurrence == nil ? 0 : 1))
        }
    }

    @Test("steps, choices and their rules get ids; those that are there stay")
    func flow() async throws {
        try await withStore { store in
            let condition = Rule(name: "City", typeID: 5, kind: .attribute, operatorName: "is", conditions: [])
            let step = FlowStep(
                name: "Add to List", typeID: 24,
                choices: [
                    FlowChoice(
                        condition: condition, parameters: [FlowParameter("List Name", RuleValue("P.L", assetID: 1001))]),
                    FlowChoice(),
                ])
            let id = try await store.write { try $0.createSmartCampaign(name: "C", folder: .folder(4)).id }
            let stored = try await store.write { try $0.setFlow(Flow(steps: [step, step]), of: id) }
            let read = try #require(try store.read { try $0.smartCampaign(id)?.flow })
            #expect(read == stored)
            #expect(Set(read.steps.map(\.id)).count == 2)
            let choices = read.steps.flatMap(\.choices)
            #expect(Set(choices.map(\.id)).count == 4)
            let rules = choices.compactMap { $0.condition?.id }
            #expect(Set(rules).count == 2)
            let ids = [read.steps.map(\.id), choices.map(\.id), rules].flatMap { $0 }
            #expect(!ids.contains(0))
            #expect(choices[0].parameters[0].value.assetID == 1001)

            let edited = try await store.write {
                try $0.setFlow(Flow(steps: [read.steps[1], step, read.steps[0]]), of: id)
            }
            #expect(edited.steps[0] == read.steps[1])
            #expect(edited.steps[2] == read.steps[0])
            #expect(!read.steps.map(\.id).contains(edited.steps[1].id))
        }
    }

    @Test("a choice whose condition is still to be chosen is not the default one when it is read again")
    func unfinishedChoice() async throws {
        try await withStore { store in
            let step = FlowStep(name: "Wait", typeID: 9601, choices: [.unfinished(), FlowChoice()])
            let id = try await store.write { try $0.createSmartCampaign(name: "C", folder: .folder(4)).id }
            let stored = try await store.write { try $0.setFlow(Flow(steps: [step]), of: id) }
            let read = try #require(try store.read { try $0.smartCampaign(id)?.flow })
            #expect(read == stored)
            #expect(read.steps[0].choices.map(\.isUnfinished) == [true, false])
            #expect(read.steps[0].choices.map(\.isDefault) == [false, true])
        }
    }

    @Test("a default choice as earlier versions stored it")
    func storedEarlier() async throws {
        try await withStore { store in
            let id = try await store.write { try $0.createSmartCampaign(name: "C", folder: .folder(4)).id }
            let text = #"{"steps":[{"id":1,"name":"Wait","type":9601,"choices":[{"id":2,"parameters":[]}]}]}"#
            _ = try await store.write {
                try $0.rows.execute(
                    "UPDATE smart_campaign SET flow = ? WHERE id = ?", [.text(text), .int(id.rawValue)])
            }
            let choices = try store.read { try $0.smartCampaign(id)?.flow.steps[0].choices }
            #expect(choices == [FlowChoice(id: 2)])
        }
    }

    @Test("activation makes the instance listen; deactivation ends it for types nobody else listens to")
    func activation() async throws {
        try await withStore { store in
            let (first, second) = try await store.write { writer in
                (
                    try writer.createSmartCampaign(name: "A", folder: .folder(4)).id,
                    try writer.createSmartCampaign(name: "B", folder: .folder(4)).id
                )
            }
            try await store.write { try $0.setActive(first, true, listening: [13, 47, 13]) }
            try await store.write { try $0.setActive(second, true, listening: [13]) }
            #expect(store.catalogs.listenedTypes == [13, 47])
            #expect(try store.read { try $0.activeTriggerCampaignIDs() } == [first, second])
            #expect(try store.read { try $0.smartCampaigns(AssetQuery(isActive: true, limit: 1)).map(\.id) } == [first])
            #expect(try store.read { try $0.listenedTypes(of: first) } == [13, 47])

            try await store.write { try $0.setActive(first, false, listening: []) }
            #expect(store.catalogs.listenedTypes == [13])
            #expect(try store.read { try $0.smartCampaign(first)?.isActive } == false)
        }
    }

    @Test("names are unique in the container; by name the lowest id answers, also as Program.Campaign")
    func names() async throws {
        try await withStore { store in
            let (global, local) = try await store.write { writer in
                let global = try writer.createSmartCampaign(name: "Go", folder: .folder(4)).id
                let program = try writer.createProgram(
                    name: "A.B", kind: .standard, channel: "Blog", folder: .folder(4))
                let inner = try writer.createFolder(name: "In", description: nil, parent: .program(program.id))
                return (global, try writer.createSmartCampaign(name: "Go", folder: .folder(inner.id)).id)
            }
            try store.read { reader throws in
                #expect(try reader.smartCampaign(named: "Go")?.id == global)
                #expect(try reader.smartCampaign(named: "A.B.Go")?.id == local)
                #expect(try reader.smartCampaign(named: "go") == nil)
                #expect(try reader.smartCampaign(local)?.parentProgramID == 1001)
                #expect(try reader.smartCampaign(local)?.folder == .folder(1001))
                #expect(try reader.nameIsTaken("Go", kind: .smartCampaign, in: .folder(4)))
                #expect(try !reader.nameIsTaken("Go", kind: .smartCampaign, in: .program(1001)))
            }
            await #expect(throws: StoreError.self) {
                try await store.write { _ = try $0.createSmartCampaign(name: "Go", folder: .folder(4)) }
            }
        }
    }

    @Test("Marketo's own campaigns are in no folder")
    func withoutFolder() async throws {
        try await withStore { store in
            let id = try await store.write {
                try $0.createSmartCampaign(name: "Process Bounced Emails", folder: nil).id
            }
            #expect(try store.read { try $0.smartCampaign(id)?.folder } == nil)
        }
    }
}
