import HTTPTypes
import MusterEngine
import MusterModel
import MusterStore
import Testing

@Suite struct GetSmartCampaignByIdEndpointTests {
    private static let uri = "/rest/asset/v1/smartCampaign/1001.json"

    @Test("every member that can be there, in the contract's order")
    func everyMember() async throws {
        try await APIFixture.run { api async throws in
            let program = try await api.program("Spring")
            try await api.campaign(
                "Score", in: .program(program),
                rules:
                    #"{"triggers":[{"Campaign is Requested":{"Source":"Web Service API"}}],"filters":[{"Country":"Germany"}]}"#,
                flow: #"{"flow":[{"Change Score":{"Score Name":"Lead Score","Change":"+1"}}]}"#
            ) { campaign in
                campaign.description = "Everything"
                campaign.qualification = .interval(3, .day)
                campaign.maxMembers = 500
            }
            try await api.engine.commands.activate(1001)
            let answer = try await api.get(Self.uri)
            #expect(
                answer.stable
                    == assetAnswer(
                        """
                        {"id":1001,"name":"Score","description":"Everything","createdAt":"2024-03-05T12:00:00Z+0000",\
                        "updatedAt":"2024-03-05T12:00:00Z+0000","folder":{"id":1001,"type":"Program"},\
                        "status":"Requested","type":"trigger","isSystem":false,"isActive":true,"isRequestable":true,\
                        "isCommunicationLimitEnabled":true,"recurrence":{"weekdayOnly":false},\
                        "qualificationRuleType":"interval","qualificationRuleInterval":3,"qualificationRuleUnit":"day",\
                        "maxMembers":500,"workspace":"Default","smartListId":1001,"flowId":1001,\
                        "parentProgramId":1001,"computedUrl":"https://app.example.muster/#SC1001A1"}
                        """))
        }
    }

    @Test("the flow comes last, and only when it is asked for")
    func flow() async throws {
        try await APIFixture.run { api async throws in
            try await api.campaign("A", flow: #"{"flow":[{"Wait":"3 days"}]}"#)
            let without = try await api.get(Self.uri)
            #expect(without.record?["flow"] == nil)
            let with = try await api.get(Self.uri + "?includeFlowSteps=true")
            #expect(with.record?.keys == (without.record?.keys ?? []) + ["flow"])
            let step = with.record?["flow"]?.object?["steps"]?.array?.first?.object
            #expect(step?["activityTypeName"] == "Wait")
            #expect(try await api.get(Self.uri + "?includeFlowSteps=False").record?["flow"] == nil)
        }
    }

    @Test("an answer that was kept is not given after a change")
    func fresh() async throws {
        try await APIFixture.run { api async throws in
            let id = try await api.triggerCampaign("Old name")
            #expect(try await api.get(Self.uri).names == ["Old name"])
            #expect(try await api.get(Self.uri).names == ["Old name"])
            try await api.store.write { writer in
                var campaign = try #require(try writer.reader.smartCampaign(id))
                campaign.name = "New name"
                try writer.updateSmartCampaign(campaign)
            }
            #expect(try await api.get(Self.uri).names == ["New name"])
            #expect(try await api.get(Self.uri).record?["status"] == "Inactive")
            try await api.engine.commands.activate(id)
            #expect(try await api.get(Self.uri).record?["status"] == "Active")
            try await api.engine.commands.deactivate(id)
            #expect(try await api.get(Self.uri).record?["status"] == "Inactive")
        }
    }

    @Test("a recurrence that comes to its end is no longer a status, although nothing was written")
    func recurrenceEnds() async throws {
        try await APIFixture.run { api async throws in
            let now = api.clock.now
            try await api.campaign("Daily") { campaign in
                campaign.recurrence = Recurrence(
                    startAt: now.adding(seconds: 3600), endAt: now.adding(seconds: 3600), interval: .daily)
            }
            let before = try await api.get(Self.uri)
            #expect(before.record?["status"] == "Recurring Run")
            #expect(
                before.record?["recurrence"]?.jsonText
                    == #"{"startAt":"2024-03-05T13:00:00Z+0000","endAt":"2024-03-05T13:00:00Z+0000","intervalType":"Daily","interval":1,"weekdayOnly":false}"#
            )
            api.clock.move(to: now.adding(seconds: 3599))
            #expect(try await api.get(Self.uri).record?["status"] == "Recurring Run")
            // The access token of the fixture is good for an hour.
            api.clock.move(to: now.adding(seconds: 3600))
            let token = try await api.token(.all)
            #expect(try await api.call(.get, Self.uri, token: token).record?["status"] == "Never Run")
        }
    }

    @Test("a campaign whose list was deleted under it is invalid")
    func invalid() async throws {
        try await APIFixture.run { api async throws in
            let list = try await api.staticList("VIPs")
            try await api.campaign("A", rules: #"{"filters":[{"Member of List":"VIPs"}]}"#)
            #expect(try await api.get(Self.uri).record?["status"] == "Never Run")
            _ = try await api.store.write { writer in
                try writer.rows.execute("DELETE FROM static_list WHERE id = ?", [.int(list.rawValue)])
                // The row has gone unnoticed; this makes definitions be looked at again.
                var settings = writer.catalogs.settings
                settings.appURL += "/new"
                try writer.setSettings(settings)
            }
            #expect(try await api.get(Self.uri).record?["status"] == "Invalid")
        }
    }

    @Test("what is missing is a warning, what is no id an error")
    func missing() async throws {
        try await APIFixture.run { api async throws in
            #expect(try await api.get("/rest/asset/v1/smartCampaign/7.json").stable == noAssetsAnswer)
            try await api.expectRefusal(
                "1001", "Invalid value 'seven'. Required of type 'Integer'", .get,
                "/rest/asset/v1/smartCampaign/seven.json")
            try await api.expectRefusal("1001", nil, .get, "/rest/asset/v1/smartCampaign/0.json")
            try await api.expectRefusal("1001", nil, .get, "/rest/asset/v1/smartCampaign/9223372036854775808.json")
            try await api.expectRefusal(
                "1001", "Invalid value 'perhaps'. Required of type 'Boolean'", .get,
                Self.uri + "?includeFlowSteps=perhaps")
            try await api.expectRefusal("605", "Request method 'DELETE' not supported", .delete, Self.uri)
        }
    }
}
