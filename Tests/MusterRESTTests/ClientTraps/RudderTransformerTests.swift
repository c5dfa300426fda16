import HTTPTypes
import MusterModel
import MusterStore
import Testing

extension ClientTraps {
    @Suite struct RudderTransformerTests {
        @Test("rudder-transformer: syncs with createOrUpdate and lookupField id")
        func lookupByID() async throws {
            try await APIFixture.run { api async throws in
                let lead = try await api.lead("joe@example.com").rawValue
                let answer = try await api.post(
                    "/rest/v1/leads.json",
                    json:
                        #"{"action":"createOrUpdate","input":[{"city":"Tokyo","id":\#(lead)}],"lookupField":"id"}"#)
                #expect(answer.result == [["id": .integer(lead), "status": "updated"]])
            }
        }

        @Test("rudder-transformer: filters by a custom field that describe2 says is searchable")
        func customField() async throws {
            try await APIFixture.run { api async throws in
                let made = try await api.post(
                    "/muster/v1/apply.json",
                    json: #"{"leadFields":{"User Id":"string"}}"#)
                #expect(made.isSuccess, "\(made.text)")
                let described = try await api.get("/rest/v1/leads/describe2.json")
                let searchable = described.record?["searchableFields"]?.array ?? []
                #expect(searchable.contains(["userId"]))
                #expect(searchable.contains(["email"]))
                let synced = try await api.post(
                    "/rest/v1/leads.json",
                    json: #"""
                        {"action":"createOrUpdate","input":[{"userId":"lynnanderson@smith.net","email":"l@example.com"}],\#
                        "lookupField":"userId"}
                        """#)
                #expect(synced.result == [["id": 1, "status": "created"]])
                let found = try await api.get(
                    "/rest/v1/leads.json?filterType=userId&filterValues=lynnanderson@smith.net&fields=userId")
                #expect(found.result == [["id": 1, "userId": "lynnanderson@smith.net"]])
            }
        }

        @Test("rudder-transformer: looks for the text of an unknown lookup field")
        func unknownLookupField() async throws {
            try await APIFixture.run { api async throws in
                try await api.expectRefusal(
                    "1006", "Lookup field 'userId' not found", .post, "/rest/v1/leads.json",
                    .json(#"{"action":"createOrUpdate","input":[{"userId":"a"}],"lookupField":"userId"}"#))
            }
        }
    }
}
