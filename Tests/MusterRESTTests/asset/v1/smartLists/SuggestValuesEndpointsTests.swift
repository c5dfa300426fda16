import HTTPTypes
import MusterModel
import MusterStore
import Testing

/// What the suggestion calls offer for a constraint.
@Suite struct SuggestValuesEndpointsTests {
    /// The list 1001 belongs to the campaign 1001; the lists 1002 and 1003 are their own.
    private static func run(_ body: @escaping @Sendable (APIFixture) async throws -> Void) async throws {
        try await APIFixture.run { api async throws in
            let program = try await api.program("Spring")
            try await api.program("Party", kind: .event, channel: "Live Event")
            try await api.campaign("Welcome", in: .program(program))
            try await api.smartList("hot", in: .program(program))
            try await api.smartList("All")
            try await api.staticList("VIPs")
            try await api.email("Invitation", in: .program(program))
            try await body(api)
        }
    }

    private static func uri(_ type: Int, _ option: Int, _ kind: String, _ more: String = "", of asset: String) -> String
    {
        #"/rest/asset/v1/\#(asset)/autoSuggest.json?ruleTypeId={"id":\#(type),"type":"\#(kind)"}"#
            + #"&optionTypeId={"id":\#(option),"type":"\#(kind)"}\#(more)"#
    }

    @Test("assets with the name that a rule says", arguments: ["smartList/1003", "smartCampaign/1001"])
    func assets(asset: String) async throws {
        try await Self.run { api async throws in
            let answer = try await api.get(Self.uri(11, 16, "activity", of: asset))
            #expect(
                answer.stable
                    == assetAnswer(
                        """
                        [{"id":1001,"displayName":"Spring.Invitation","name":"Invitation","workspace":"Default",\
                        "workspaceId":1}]
                        """))
        }
    }

    @Test(
        "values for a constraint, by name",
        arguments: [
            // Itself is not offered, nor the list of a campaign; the server's own lists are.
            (
                9502, 9502, "attribute", "",
                [
                    "All", "All People", "Blocklist", "Bounced Email Addresses", "Marketing Suspended",
                    "Unsubscribed People",
                ]
            ), (9501, 9501, "attribute", "", ["VIPs"]),
            (9503, 9503, "attribute", "", ["Party", "Spring"]),
            (9504, 9504, "attribute", "", ["Spring.Welcome"]),
            (9503, 9531, "attribute", "&primaryAttributeValue=Spring", ["Engaged", "Influenced", "Member"]),
            (104, 10402, "activity", "&primaryAttributeValue=Spring", ["Engaged", "Influenced", "Member"]),
            (
                104, 10403, "activity", "&primaryAttributeValue=Party",
                ["Attended", "Invited", "No Show", "Registered", "Waitlisted"]
            ),
            (9503, 9531, "attribute", "&primaryAttributeValue=Nowhere", []),
            (9503, 9533, "attribute", "", ["false", "true"]), (11, 1109, "activity", "", ["false", "true"]),
            (47, 4702, "activity", "", ["Marketo Flow Action", "Web Service API"]),
            (1, 1, "activity", "", []), (1, -101, "activity", "", []), (1, -102, "activity", "", []),
        ] as [(Int, Int, String, String, [String])])
    func values(type: Int, option: Int, kind: String, more: String, names: [String]) async throws {
        try await Self.run { api async throws in
            let answer = try await api.get(Self.uri(type, option, kind, more, of: "smartList/1002"))
            #expect(answer.shown == names, "\(answer.text)")
            if names.isEmpty { #expect(answer.stable == assetAnswer("[]")) }
        }
    }

    @Test("lead fields for the field that has changed, scores for the score")
    func fields() async throws {
        try await Self.run { api async throws in
            let fields = try await api.get(Self.uri(13, 1301, "activity", of: "smartCampaign/1001")).shown
            #expect(fields.count == api.store.catalogs.leadFields.fields.count)
            #expect(fields.contains("City") && fields.contains("Lead Score"))
            let scores = try await api.get(Self.uri(22, 2201, "activity", of: "smartCampaign/1001")).shown
            #expect(scores.contains("Lead Score") && !scores.contains("City"))
            let country = try api.fieldID("Country")
            #expect(try await api.get(Self.uri(country, country, "attribute", of: "smartList/1002")).shown == [])
        }
    }

    @Test("every status when no program is given, each once")
    func allStatuses() async throws {
        try await Self.run { api async throws in
            let shown = try await api.get(Self.uri(9503, 9531, "attribute", of: "smartList/1002")).shown
            #expect(Set(shown).count == shown.count)
            #expect(shown.contains("Attended") && shown.contains("Member") && !shown.contains("Not in Program"))
        }
    }

    @Test(
        "bad input",
        arguments: [
            ("", "701", "ruleTypeId cannot be blank"),
            (#"?ruleTypeId={"id":1,"type":"activity"}"#, "701", "optionTypeId cannot be blank"),
            (
                #"?ruleTypeId=1&optionTypeId={"id":1,"type":"activity"}"#, "1001",
                "Invalid value '1'. Required of type 'JSON'"
            ),
            (
                #"?ruleTypeId={"id":1,"type":"page"}&optionTypeId={"id":1,"type":"activity"}"#, "1003",
                "Invalid value for 'type': page"
            ),
            (
                #"?ruleTypeId={"id":-1,"type":"activity"}&optionTypeId={"id":1,"type":"activity"}"#, "709",
                "ruleTypeId: there is no activity rule -1"
            ),
            (
                #"?ruleTypeId={"id":1,"type":"activity"}&optionTypeId={"id":99,"type":"activity"}"#, "709",
                "optionTypeId: 'Visited Web Page' has no constraint 99"
            ),
            (
                #"?ruleTypeId={"id":1,"type":"activity"}&optionTypeId={"id":1,"type":"attribute"}"#, "709",
                "optionTypeId: 'Visited Web Page' has no constraint 1"
            ),
        ])
    func refused(query: String, code: String, message: String) async throws {
        try await Self.run { api async throws in
            for asset in ["smartList/1002", "smartCampaign/1001"] {
                try await api.expectRefusal(
                    code, message, .get, "/rest/asset/v1/\(asset)/autoSuggest.json\(query)")
            }
        }
    }

    @Test("for a list or campaign that is not there, the warning of every read")
    func missing() async throws {
        try await APIFixture.run { api async throws in
            try await api.campaign("Own", in: nil)
            for asset in [
                "smartList/4711", "smartCampaign/4711", "smartList/1001", "smartCampaign/1001", "smartList/1",
            ] {
                #expect(try await api.get(Self.uri(1, 1, "activity", of: asset)).stable == noAssetsAnswer)
            }
        }
    }
}

extension APIAnswer {
    /// The display names in the inner list.
    fileprivate var shown: [String] { (result?.first?.array ?? []).compactMap { $0.object?["displayName"]?.text } }
}
