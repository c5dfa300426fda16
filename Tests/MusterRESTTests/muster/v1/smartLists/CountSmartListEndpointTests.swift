import HTTPTypes
import MusterModel
import MusterStore
import Testing

@Suite struct CountSmartListEndpointTests {
    @Test("how many, and as of when")
    func counted() async throws {
        try await APIFixture.run { api async throws in
            try await api.lead("a@example.com", [.country: .text("Germany")])
            try await api.lead("b@example.com", [.country: .text("France")])
            try await api.lead("c@example.com", [.country: .text("germany")])
            try await api.smartList("Germans", rules: #"{"filters":[{"Country":"Germany"}]}"#)
            let answer = try await api.get("/muster/v1/smartList/1001/count.json")
            #expect(answer.stable == assetAnswer(#"{"count":2,"asOf":"2024-03-05T12:00:00Z"}"#))
        }
    }

    @Test("a list without filters has nobody, a missing one is a warning")
    func empty() async throws {
        try await APIFixture.run { api async throws in
            try await api.lead("a@example.com")
            try await api.smartList("Empty")
            #expect(try await api.get("/muster/v1/smartList/1001/count.json").record?["count"] == 0)
            #expect(try await api.get("/muster/v1/smartList/7/count.json").stable == noAssetsAnswer)
        }
    }

    @Test("of a static list as well")
    func staticLists() async throws {
        try await APIFixture.run { api async throws in
            let lead = try await api.lead("a@example.com")
            try await api.lead("b@example.com")
            let list = try await api.staticList("VIPs")
            _ = try await api.store.write { try $0.addMembers([lead], to: list, listName: "VIPs", origin: .api) }
            let answer = try await api.get("/muster/v1/staticList/\(list)/count.json")
            #expect(answer.stable == assetAnswer(#"{"count":1,"asOf":"2024-03-05T12:00:00Z"}"#))
            #expect(try await api.get("/muster/v1/staticList/7/count.json").stable == noAssetsAnswer)
        }
    }

    @Test("a question takes from 1 to 30 seconds", arguments: ["count", "leads"])
    func timeouts(call: String) async throws {
        try await APIFixture.run { api async throws in
            try await api.smartList("A", rules: #"{"filters":[{"City":"Rome"}]}"#)
            let uri = "/muster/v1/smartList/1001/\(call).json?timeout="
            for refused in ["0", "31", "-5"] {
                try await api.expectRefusal("701", "timeout must be from 1 to 30", .get, uri + refused)
            }
            #expect(try await api.get(uri + "30").isSuccess)
        }
    }

    @Test("a list that has broken says where", arguments: ["count", "leads"])
    func broken(call: String) async throws {
        try await APIFixture.run { api async throws in
            let list = try await api.staticList("VIPs")
            try await api.smartList("A", rules: #"{"filters":[{"Member of List":"VIPs"}]}"#)
            _ = try await api.store.write { writer in
                try writer.rows.execute("DELETE FROM static_list WHERE id = ?", [.int(list.rawValue)])
            }
            let answer = try await api.get("/muster/v1/smartList/1001/\(call).json")
            #expect(answer.error?.code == "709")
            #expect(answer.error?.message.hasPrefix("filters[0].conditions[0].values[0]: ") == true, "\(answer.text)")
        }
    }
}
