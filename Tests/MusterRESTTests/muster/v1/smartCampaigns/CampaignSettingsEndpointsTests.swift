import HTTPTypes
import MusterModel
import MusterStore
import Testing

/// `GET` and `PUT` of a campaign's settings.
@Suite struct CampaignSettingsEndpointsTests {
    private static let exclusion =
        "a campaign with triggers does not recur; take its recurrence or its triggers away first"
    private static let uri = "/muster/v1/smartCampaign/1001/settings.json"

    @Test("a new campaign's settings, and all of them changed")
    func changed() async throws {
        try await APIFixture.run { api async throws in
            try await api.campaign("A")
            #expect(
                try await api.get(Self.uri).stable
                    == assetAnswer(
                        """
                        {"qualificationRuleType":"once","qualificationRuleInterval":null,"qualificationRuleUnit":null,\
                        "maxMembers":null,"isCommunicationLimitEnabled":true,"recurrence":null}
                        """))
            let document = """
                {"qualificationRuleType":"interval","qualificationRuleInterval":2,"qualificationRuleUnit":"week",\
                "maxMembers":500,"isCommunicationLimitEnabled":false,\
                "recurrence":{"startAt":"2024-03-06T09:00:00Z+0000","intervalType":"Weekly","interval":1,\
                "weekdayOnly":false,"weekdayMask":["Monday","Friday"]}}
                """
            let answer = try await api.call(.put, Self.uri, .json(document))
            #expect(answer.stable == assetAnswer(document))
            #expect(try await api.get(Self.uri).stable == assetAnswer(document))
            // What was answered may be sent again, and changes nothing.
            #expect(try await api.call(.put, Self.uri, .json(try #require(answer.record).text)).stable == answer.stable)
            let record = try await api.get("/rest/asset/v1/smartCampaign/1001.json").record
            #expect(record?["qualificationRuleUnit"] == "week")
            #expect(record?["status"] == "Recurring Run")
        }
    }

    @Test(
        "only the members that are given change",
        arguments: [
            (#"{"maxMembers":null}"#, "maxMembers", "null"),
            (#"{"qualificationRuleInterval":5}"#, "qualificationRuleInterval", "5"),
            (#"{"qualificationRuleUnit":"Hour"}"#, "qualificationRuleUnit", #""hour""#),
            (#"{"isCommunicationLimitEnabled":"false"}"#, "isCommunicationLimitEnabled", "false"),
        ])
    func partly(document: String, member: String, value: String) async throws {
        try await APIFixture.run { api async throws in
            try await api.campaign("A") { campaign in
                campaign.qualification = .interval(3, .day)
                campaign.maxMembers = 7
            }
            var expected = try #require(try await api.get(Self.uri).record)
            expected[member] = try JSONParser.parse(value)
            #expect(try await api.call(.put, Self.uri, .json(document)).record == expected)
        }
    }

    @Test("a recurrence plans its next run at once and takes it back when it ends")
    func recurrence() async throws {
        try await APIFixture.run { api async throws in
            let id = try await api.campaign("A")
            let runs = { try api.store.read { try $0.runs(of: id).map(\.run) } }
            func put(_ recurrence: String) async throws {
                let answer = try await api.call(.put, Self.uri, .json(#"{"recurrence":\#(recurrence)}"#))
                #expect(answer.isSuccess, "\(answer.text)")
            }
            try await put(#"{"startAt":"2024-03-06T09:00:00Z","intervalType":"Daily"}"#)
            #expect(try runs().map(\.state) == [.scheduled])
            #expect(try runs().first?.scheduledAt.iso8601 == "2024-03-06T09:00:00Z")
            try await put(#"{"startAt":"2024-03-07T10:00:00Z","intervalType":"Daily"}"#)
            #expect(try runs().map(\.state) == [.scheduled, .cancelled])
            #expect(try runs().first?.scheduledAt.iso8601 == "2024-03-07T10:00:00Z")
            try await put("null")
            #expect(try runs().map(\.state) == [.cancelled, .cancelled])
            #expect(try await api.get("/rest/asset/v1/smartCampaign/1001.json").record?["status"] == "Never Run")
        }
    }

    @Test(
        "each problem is named",
        arguments: [
            (#"{"qualificationRuleType":"sometimes"}"#, ["qualificationRuleType: "]),
            (#"{"qualificationRuleType":"interval"}"#, ["qualificationRuleInterval: ", "qualificationRuleUnit: "]),
            (
                #"{"qualificationRuleType":"interval","qualificationRuleInterval":0,"qualificationRuleUnit":"year"}"#,
                ["qualificationRuleInterval: ", "qualificationRuleUnit: "]
            ),
            (#"{"qualificationRuleInterval":3}"#, ["qualificationRuleInterval: "]),
            (
                #"{"maxMembers":0,"isCommunicationLimitEnabled":"perhaps"}"#,
                ["maxMembers: ", "isCommunicationLimitEnabled: "]
            ),
            (#"{"maxMembers":"many"}"#, ["maxMembers: "]), (#"{"maxMember":3}"#, ["maxMember: "]),
            (#"{"recurrence":{"intervalType":"Hourly"}}"#, ["recurrence.startAt: ", "recurrence.intervalType: "]),
            (#"{"recurrence":"daily"}"#, ["recurrence: "]), ("{}", ["the document is empty"]),
        ])
    func refused(document: String, problems: [String]) async throws {
        try await APIFixture.run { api async throws in
            try await api.campaign("A")
            try await api.expectRefusal("709", nil, .put, Self.uri, .json(document))
            let answer = try await api.call(.put, Self.uri, .json(document))
            #expect(answer.errors.count == problems.count, "\(answer.text)")
            for problem in problems {
                #expect(answer.errors.contains { $0.message.hasPrefix(problem) }, "\(problem) in \(answer.text)")
            }
        }
    }

    @Test("a trigger campaign does not recur; a missing one is missing")
    func business() async throws {
        try await APIFixture.run { api async throws in
            let body = APIBody.json(#"{"recurrence":{"startAt":"2024-03-06T09:00:00Z","intervalType":"Daily"}}"#)
            try await api.expectRefusal("702", "Smart Campaign not found or it has been deleted", .put, Self.uri, body)
            #expect(try await api.get(Self.uri).stable == noAssetsAnswer)
            try await api.triggerCampaign("A")
            try await api.expectRefusal(
                "709", "recurrence: " + Self.exclusion, .put, Self.uri, body)
        }
    }

    @Test("a campaign that recurs is given no trigger, by no door")
    func triggersForARecurringOne() async throws {
        try await APIFixture.run { api async throws in
            _ = try await api.campaign("A", rules: #"{"filters":[{"Country":"Germany"}]}"#)
            let recurring = APIBody.json(
                #"{"recurrence":{"startAt":"2024-03-06T09:00:00Z","intervalType":"Daily"}}"#)
            #expect(try await api.call(.put, Self.uri, recurring).isSuccess)
            let triggers = #"{"triggers":[{"Person is Created":{}}],"filters":[]}"#
            try await api.expectRefusal(
                "709", "triggers: " + Self.exclusion, .put,
                "/muster/v1/smartCampaign/1001/rules.json", .json(triggers))
            let applied = try await api.call(
                .post, "/muster/v1/apply.json",
                .json(#"{"campaigns":[{"name":"A","triggers":[{"Person is Created":{}}]}]}"#))
            #expect(
                !applied.isSuccess && applied.text.contains("triggers: " + Self.exclusion),
                "\(applied.text)")
        }
    }
}
