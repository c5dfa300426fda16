import MusterModel
import MusterTesting
import Testing

@testable import MusterStore

@Suite struct LeadSearchTests {
    @Test(
        arguments: [
            ("texts in any case", LeadField.email, ["JANE@x.com", "nobody"], [1, 3]),
            ("accents count", .lastName, ["muller"], []),
            ("folded beyond ASCII", .lastName, ["M\u{DC}LLER"], [2]),
            ("ids", .leadID, ["3", " 1 ", "x"], [1, 3]),
            ("numbers", .leadScore, ["10"], [2]),
            ("booleans", .doNotCall, ["true"], [3]),
            ("values of no sense", .leadScore, ["ten"], []),
            ("nothing asked for", .email, [], []),
        ] as [(String, LeadField, [String], [LeadID])])
    func finds(why: String, field: LeadField, values: [String], expected: [LeadID]) async throws {
        try await withStore { store in
            try await store.write { writer in
                _ = try writer.createLeads(
                    [
                        [.email: .text("jane@x.com")], [.lastName: .text("M\u{FC}ller"), .leadScore: .integer(10)],
                        [.email: .text("Jane@X.com"), .doNotCall: .boolean(true)],
                    ], origin: .api)
            }
            #expect(try store.read { try $0.leadIDs(where: field, isOneOf: values, limit: 10) } == expected)
            #expect(
                try store.read { try $0.leadIDs(where: field, isOneOf: values, limit: 1) } == Array(expected.prefix(1)))
        }
    }

    @Test func leadsComeByAscendingIDWithoutTheMissing() async throws {
        try await withStore { store in
            _ = try await store.write { try $0.createLeads([[:], [:], [:]], origin: .api) }
            #expect(try store.read { try $0.leads([3, 77, 1], fields: []).map(\.id) } == [1, 3])
            #expect(try store.read { try $0.lead(77, fields: [.email]) == nil })
        }
    }
}
