import HTTPTypes
import MusterEngine
import MusterModel
import MusterStore
import Testing

/// Every status a campaign can be answered with, by the story that leads to it.
@Suite struct SmartCampaignStatusTests {
    private static let rules = #"{"filters":[{"Email Address":"a@example.com"}]}"#
    private static let flow = #"{"flow":[{"Wait":"1 day"}]}"#
    private static let requested = #"{"Campaign is Requested":{"Source":"Web Service API"}}"#

    enum Story: String, CaseIterable {
        case fresh = "Never Run"
        case scheduled, finished = "Single Run"
        case recurring = "Recurring Run"
        case recurrenceOver
        case trigger, deactivated = "Inactive"
        case activated, requestedAmongOthers = "Active"
        case requestedOnly = "Requested"
        case listDeleted, unfinishedRule = "Invalid"

        var status: String {
            switch self {
            case .scheduled: Self.finished.rawValue
            case .recurrenceOver: Self.finished.rawValue
            case .trigger: Self.deactivated.rawValue
            case .activated: Self.requestedAmongOthers.rawValue
            case .listDeleted: Self.unfinishedRule.rawValue
            default: rawValue
            }
        }
    }

    @Test("the status follows from rules, runs, recurrence and activation", arguments: Story.allCases)
    func status(story: Story) async throws {
        try await APIFixture.run { api async throws in
            let commands = api.engine.commands
            let id: SmartCampaignID
            switch story {
            case .fresh: id = try await api.campaign("A", rules: Self.rules, flow: Self.flow)
            case .scheduled:
                id = try await api.campaign("A", rules: Self.rules, flow: Self.flow)
                try await commands.schedule(id)
            case .finished:
                id = try await api.campaign("A", rules: Self.rules, flow: Self.flow)
                try await commands.schedule(id, floorSeconds: 0)
                try await api.engine.runUntilIdle()
            case .recurring, .recurrenceOver:
                id = try await api.campaign("A", rules: Self.rules, flow: Self.flow)
                let settings =
                    #"{"recurrence":{"intervalType":"Daily","startAt":"2024-03-05T12:05:00Z","endAt":"2024-03-05T12:06:00Z"}}"#
                _ = try await api.call(.put, "/muster/v1/smartCampaign/\(id)/settings.json", .json(settings))
                if story == .recurrenceOver {
                    api.clock.move(to: api.clock.now.adding(seconds: 600))
                    try await api.engine.runUntilIdle()
                }
            case .trigger: id = try await api.triggerCampaign("A")
            case .deactivated:
                id = try await api.triggerCampaign("A")
                try await commands.activate(id)
                try await commands.deactivate(id)
            case .activated:
                id = try await api.triggerCampaign("A")
                try await commands.activate(id)
            case .requestedAmongOthers:
                id = try await api.triggerCampaign("A", trigger: #"\#(Self.requested),{"Person is Created":{}}"#)
                try await commands.activate(id)
            case .requestedOnly:
                id = try await api.triggerCampaign("A", trigger: Self.requested)
                try await commands.activate(id)
            case .listDeleted:
                let list = try await api.staticList("VIPs")
                id = try await api.campaign("A", rules: Self.rules, flow: #"{"flow":[{"Add to List":"VIPs"}]}"#)
                try await api.store.write { try $0.deleteStaticList(list) }
            case .unfinishedRule:
                id = try await api.campaign("A", rules: Self.rules, flow: Self.flow)
                let field = try #require(api.store.catalogs.leadFields.field(named: "City")?.id)
                _ = try await api.post(
                    "/rest/asset/v1/smartList/1001/rules.json",
                    form: #"ruleId={"id":\#(field),"type":"attribute"}&index=1"#)
            }
            let record = try await api.get("/rest/asset/v1/smartCampaign/\(id).json").record
            #expect(record?["status"] == .string(story.status))
            #expect(record?["isActive"] == .boolean(["Active", "Requested"].contains(story.status)))
            let isRequestable = [Story.requestedOnly, .requestedAmongOthers].contains(story)
            #expect(record?["isRequestable"] == .boolean(isRequestable))
        }
    }
}
