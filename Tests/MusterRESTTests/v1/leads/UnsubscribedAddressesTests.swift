import HTTPTypes
import MusterAuthoring
import MusterModel
import MusterStore
import Testing

/// Who has opted out stays opted out, whichever call makes or changes people.
@Suite struct UnsubscribedAddressesTests {
    private func sync(_ api: APIFixture, _ action: String, _ records: String, lookup: String = "email") async throws
        -> [LeadID]
    {
        let answer = try await api.post(
            "/rest/v1/leads.json",
            json: #"{"action":"\#(action)","lookupField":"\#(lookup)","input":[\#(records)]}"#)
        return (answer.result ?? []).compactMap { $0.object?["id"]?.integer.map { LeadID($0) } }
    }

    private func statuses(_ api: APIFixture, _ leads: [LeadID]) throws -> [FieldValue] {
        try api.store.read { try $0.leads(leads, fields: [.unsubscribed]).map { $0[.unsubscribed] } }
    }

    @Test("every action of a sync sees and sets the status of the address")
    func actions() async throws {
        try await APIFixture.run { api in
            let yes = FieldValue.boolean(true)
            let first = try await sync(api, "createOnly", #"{"email":"x@e.example","unsubscribed":true}"#)
            let second = try await sync(api, "createDuplicate", #"{"email":"X@e.example"}"#)
            #expect(try statuses(api, first + second) == [yes, yes])
            _ = try await api.post(
                "/rest/v1/leads/delete.json", json: #"{"input":[{"id":\#(first[0])},{"id":\#(second[0])}]}"#)
            let again = try await sync(api, "createOrUpdate", #"{"email":"x@E.example","unsubscribed":false}"#)
            #expect(try statuses(api, again) == [yes])

            let other = try await sync(api, "createOnly", #"{"email":"y@e.example"},{"email":"z@e.example"}"#)
            _ = try await sync(
                api, "updateOnly", #"{"id":\#(other[0]),"email":"X@e.example","unsubscribed":false}"#, lookup: "id")
            #expect(try statuses(api, [other[0]]) == [yes])
            _ = try await sync(api, "createOrUpdate", #"{"email":"z@e.example","unsubscribed":true}"#)
            let shared = try await sync(api, "createDuplicate", #"{"email":"Z@E.example","unsubscribed":false}"#)
            #expect(try statuses(api, [other[1]] + shared) == [yes, yes])
            _ = try await sync(api, "updateOnly", #"{"id":\#(shared[0]),"unsubscribed":false}"#, lookup: "id")
            #expect(try statuses(api, [other[1]] + shared) == [.boolean(false), .boolean(false)])
        }
    }

    @Test("an import takes the status of the address, and without the column changes nothing")
    func listImport() async throws {
        try await APIFixture.run { api in
            let people = try await sync(
                api, "createOnly", #"{"email":"x@e.example","unsubscribed":true},{"email":"y@e.example"}"#)
            let shared = try await sync(api, "createDuplicate", #"{"email":"y@e.example"}"#)
            let rows: [JSONObject] = [
                ["email": "X@e.example", "city": "Ulm"], ["email": "y@e.example", "unsubscribed": "true"],
            ]
            _ = try await api.store.write { try LeadImport(ImportDocument(rows: rows)).run($0) }
            let yes = FieldValue.boolean(true)
            #expect(try statuses(api, people + shared) == [yes, yes, yes])
        }
    }
}
