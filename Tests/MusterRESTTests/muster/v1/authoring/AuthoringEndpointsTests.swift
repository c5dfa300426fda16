import HTTPTypes
import MusterModel
import MusterStore
import Testing

/// What the command line sends: documents to apply and rows to import.
@Suite struct AuthoringEndpointsTests {
    @Test("a document is applied once and changes nothing the second time")
    func apply() async throws {
        try await APIFixture.run { api async throws in
            let document = """
                {"staticLists":[{"name":"VIPs"}],"smartLists":[{"name":"Germans","filters":[{"Country":"Germany"}]}],\
                "campaigns":[{"name":"Welcome","triggers":[{"Lead is Created":{}}],"flow":[{"Add to List":"VIPs"}],\
                "active":true}]}
                """
            let first = try await api.post("/muster/v1/apply.json", json: document)
            #expect(first.record?["created"]?.array?.count == 3, "\(first.text)")
            #expect(first.record?["unchanged"]?.array?.isEmpty == true)
            #expect(
                try await api.get("/rest/asset/v1/smartCampaign/byName.json?name=Welcome").record?["status"] == "Active"
            )
            let second = try await api.post("/muster/v1/apply.json", json: document)
            #expect(second.record?["unchanged"]?.array?.count == 3, "\(second.text)")
            #expect(second.record?["created"]?.array?.isEmpty == true)
        }
    }

    @Test("a dry run of a document changes nothing")
    func applyDryRun() async throws {
        try await APIFixture.run { api async throws in
            let before = try api.snapshot()
            let answer = try await api.post(
                "/muster/v1/apply.json?dryRun=true", json: #"{"staticLists":[{"name":"VIPs"}]}"#)
            #expect(answer.record?["created"]?.array == [["kind": "static list", "name": "VIPs"]], "\(answer.text)")
            #expect(try api.snapshot() == before)
            try await api.expectRefusal(
                "1001", nil, .post, "/muster/v1/apply.json?dryRun=perhaps", .json(#"{"staticLists":["VIPs"]}"#))
        }
    }

    @Test("a document with problems changes nothing and names them all")
    func applyProblems() async throws {
        try await APIFixture.run { api async throws in
            let document = """
                {"staticLists":[{"name":"VIPs"}],"smartLists":[{"name":"A","filters":[{"Favourite Colour":"red"}]}],\
                "campaigns":[{"name":"B","flow":[{"Dance":"all night"}]}]}
                """
            try await api.expectRefusal("709", nil, .post, "/muster/v1/apply.json", .json(document))
            let answer = try await api.post("/muster/v1/apply.json", json: document)
            #expect(answer.errors.count == 2, "\(answer.text)")
        }
    }

    @Test("leads are created and updated from rows")
    func importLeads() async throws {
        try await APIFixture.run { api async throws in
            let lead = try await api.lead("a@example.com")
            let answer = try await api.post(
                "/muster/v1/import/leads.json",
                json: #"{"rows":[{"email":"a@example.com","country":"Germany"},{"email":"b@example.com"}]}"#)
            #expect(answer.stable == assetAnswer(#"{"created":1,"updated":1,"unchanged":0,"skipped":0,"problems":[]}"#))
            #expect(try api.store.read { try $0.lead(lead, fields: [.country]) }?[.country] == .text("Germany"))
        }
    }

    @Test(
        "bad imports",
        arguments: [
            ("leads", #"{"rows":7}"#), ("leads", #"{"rows":[7]}"#), ("leads", "{}"),
            ("leads", #"{"rows":[{"email":"a@example.com","shoeSize":"44"}]}"#), ("activities", #"{"rows":7}"#),
            ("activities", #"{"rows":[{"email":"nobody@example.com","type":"Dance"}]}"#), ("activities", "{}"),
            ("leads", #"{"rows":[{"email":"a@example.com","country":["Germany"]}]}"#),
            ("activities", #"{"rows":[{"lead":1,"type":1,"date":"2024-01-01","Browser":["Firefox"]}]}"#),
        ])
    func refused(call: String, json: String) async throws {
        try await APIFixture.run { api async throws in
            try await api.expectRefusal("709", nil, .post, "/muster/v1/import/\(call).json", .json(json))
        }
    }
}
