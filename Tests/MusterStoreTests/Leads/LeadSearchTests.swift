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
            ("fractions", .annualRevenue, ["0.1", "x"], [2]),
            ("days", .dateOfBirth, ["1980-02-29", "1980"], [2]),
            ("days not of a year", .dateOfBirth, ["29"], []),
        ] as [(String, LeadField, [String], [LeadID])])
    func finds(why: String, field: LeadField, values: [String], expected: [LeadID]) async throws {
        try await withStore { store in
            try await store.write { writer in
                _ = try writer.createLeads(
                    [
                        [.email: .text("jane@x.com")],
                        [
                            .lastName: .text("M\u{FC}ller"), .leadScore: .integer(10), .annualRevenue: .number(0.1),
                            .dateOfBirth: .date(CalendarDay(ordinal: 3711)),
                        ],
                        [.email: .text("Jane@X.com"), .doNotCall: .boolean(true)],
                    ], origin: .api)
            }
            #expect(try store.read { try $0.leadIDs(where: field, isOneOf: values, limit: 10) } == expected)
            #expect(
                try store.read { try $0.leadIDs(where: field, isOneOf: values, limit: 1) } == Array(expected.prefix(1)))
        }
    }

    @Test func findsWhateverTheNumberOfValues() async throws {
        try await withStore { store in
            _ = try await store.write {
                try $0.createLeads([[.lastName: .text("7")], [.leadScore: .integer(8)]], origin: .api)
            }
            let values = (0..<40_000).map(String.init)
            for (field, expected) in [(LeadField.lastName, [LeadID(1)]), (.leadScore, [2]), (.cookies, [])] {
                #expect(try store.read { try $0.leadIDs(where: field, isOneOf: values, limit: 9) } == expected)
            }
        }
    }

    @Test func leadsComeByAscendingIDWithoutTheMissing() async throws {
        try await withStore { store in
            _ = try await store.write { try $0.createLeads([[:], [:], [:]], origin: .api) }
            #expect(try store.read { try $0.leads([3, 77, 1], fields: []).map(\.id) } == [1, 3])
            #expect(try store.read { try $0.lead(77, fields: [.email]) == nil })
        }
    }

    /// Four people, of whom the second and the third are found by their last name.
    private func withFound(
        _ body: @Sendable (Store, FoundLeads) async throws -> Void
    ) async throws {
        try await withStore { store in
            _ = try await store.write { writer in
                try writer.createLeads(
                    ["Ash", "Birch", "birch", "Oak"].map { [.lastName: .text($0)] }, origin: .api)
            }
            try await body(store, try store.read { try $0.findLeads(where: .lastName, isOneOf: ["BIRCH", "elm"]) })
        }
    }

    @Test func whoWasFoundIsLookedAtAgainWithWhomLaterCommitsChanged() async throws {
        try await withFound { store, found in
            #expect(try store.read { try $0.leadIDs(of: found) } == [2, 3])
            try await store.write { writer in
                try writer.updateLead(1, [.lastName: .text("Elm")], origin: .api)
                try writer.updateLead(2, [.lastName: .text("Fir")], origin: .api)
                _ = try writer.createLead([.lastName: .text("Birch")], origin: .api)
            }
            #expect(try store.read { try $0.leadIDs(of: found) } == [1, 3, 5])
            // In the transaction of others, and after what the transaction itself has written.
            try await store.write { writer in
                #expect(try writer.reader.leadIDs(of: found) == [1, 3, 5])
                _ = try writer.deleteLeads([3], origin: .api)
                #expect(try writer.reader.leadIDs(of: found) == [1, 5])
            }
            try await store.write { _ = try $0.mergeLeads([1], into: 2, origin: .merge) }
            #expect(try store.read { try $0.leadIDs(of: found) } == [5])
        }
    }

    @Test func aWinnerThatTookTheValueIsFound() async throws {
        try await withFound { store, found in
            let empty = try await store.write { try $0.createLead([:], origin: .api) }
            try await store.write { _ = try $0.mergeLeads([2], into: empty, origin: .merge) }
            #expect(try store.read { try $0.leadIDs(of: found) } == [3, empty])
        }
    }

    @Test func theWriterLooksAtNobodyElse() async throws {
        try await withFound { store, found in
            let statements = try await store.statements { _ = try $0.reader.leadIDs(of: found) }
            let search = statements.filter { $0.contains("FROM lead ") }
            #expect(search.count == 1 && search.allSatisfy { $0.contains("id IN") })
        }
    }

    @Test func aSearchOfLongAgoBeginsAnew() async throws {
        try await withFound { store, found in
            try await store.write { try $0.updateLead(1, [.lastName: .text("Elm")], origin: .api) }
            try await store.write { try $0.rows.execute("DELETE FROM change_log", []) }
            #expect(try store.read { try $0.leadIDs(of: found) } == [1, 2, 3])
        }
    }
}
