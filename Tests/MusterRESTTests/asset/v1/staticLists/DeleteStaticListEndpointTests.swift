import HTTPTypes
import MusterModel
import MusterStore
import Testing

/// A static list goes unless something names it.
@Suite struct DeleteStaticListEndpointTests {
    @Test("its members stay in the database, and nothing is logged")
    func deleted() async throws {
        try await APIFixture.run { api async throws in
            let lead = try await api.lead("a@example.com")
            let list = try await api.staticList("VIPs")
            _ = try await api.call(.post, "/rest/v1/lists/\(list)/leads.json?id=\(lead)")
            let before = try api.snapshot()
            let answer = try await api.post("/rest/asset/v1/staticList/\(list)/delete.json", form: "")
            #expect(answer.stable == assetAnswer(#"{"id":1001}"#))
            var expected = before
            expected["static_list"] = []
            expected["static_list_member"] = []
            #expect(try api.snapshot() == expected)
            for (uri, code) in [
                ("/rest/asset/v1/staticList/\(list).json", "702"), ("/rest/v1/lists/\(list).json", "1013"),
            ] {
                #expect(try await api.get(uri).error?.code == code)
            }
        }
    }

    @Test(
        "whatever names it keeps it",
        arguments: [
            "the rules of a smart list", "the rules of a campaign", "a flow step", "the condition of a choice",
        ])
    func used(user: String) async throws {
        try await APIFixture.run { api async throws in
            let list = try await api.staticList("VIPs")
            let rules = #"{"filters":[{"Member of List":{"in":"VIPs"}}]}"#
            switch user {
            case "the rules of a smart list": try await api.smartList("A", rules: rules)
            case "the rules of a campaign": try await api.campaign("A", rules: rules)
            case "a flow step": try await api.campaign("A", flow: #"{"flow":[{"Remove from List":"VIPs"}]}"#)
            default:
                try await api.campaign(
                    "A",
                    flow: """
                        {"flow":[{"Change Score":{"choices":[{"if":{"Member of List":{"in":"VIPs"}},\
                        "Score Name":"Lead Score","Change":"+1"}],"default":"do nothing"}}]}
                        """)
            }
            try await api.expectRefusal(
                "709", "Cannot delete Static List. It is in use by another asset", .post,
                "/rest/asset/v1/staticList/\(list)/delete.json")
        }
    }

    @Test(
        "bad input",
        arguments: [
            ("75/delete.json", "702", "Static List not found or it has been deleted"),
            ("x/delete.json", "1001", "Invalid value 'x'. Required of type 'Integer'"),
        ])
    func refused(call: String, code: String, message: String) async throws {
        try await APIFixture.run { api async throws in
            try await api.staticList("VIPs")
            try await api.expectRefusal(code, message, .post, "/rest/asset/v1/staticList/" + call)
        }
    }
}
