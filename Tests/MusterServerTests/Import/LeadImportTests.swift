import MusterEngine
import MusterModel
import MusterRules
import MusterStore
import Testing

@testable import MusterServer

@Suite struct LeadImportTests {
    @Test func createsUpdatesAndLogs() async throws {
        try await InstanceFixture.run { fixture in
            let first = try await fixture.importFile(
                .leads,
                """
                Email Address,firstName,Lead Score,Unsubscribed,City
                ada@x.example,Ada,7,no,Leeds
                BOB@x.example,Bob,,yes,
                ada@X.example,Ada,8,,
                ,Nobody,,,
                """)
            #expect([first.created, first.updated, first.skipped] == [3, 0, 0])
            let second = try await fixture.importFile(
                .leads, "email,City,First Name\nADA@x.example,NULL,\nbob@x.example,Paris,Bobby\n")
            #expect([second.created, second.updated] == [0, 2])
            try fixture.store.read { reader in
                let ids = try reader.leadIDs(where: .email, isOneOf: ["ada@x.example", "bob@x.example"], limit: 10)
                let leads = try reader.leads(ids, fields: [.firstName, .leadScore, .city, .unsubscribed])
                #expect(leads.map { $0[.firstName] } == [.text("Ada"), .text("Bobby")])
                #expect(leads.map { $0[.leadScore] } == [.integer(8), .null])
                #expect(leads.map { $0[.city] } == [.null, .text("Paris")])
                #expect(leads.map { $0[.unsubscribed] } == [.boolean(false), .boolean(true)])
                let page = try reader.activities(
                    after: 0, since: nil, types: [ActivityType.newLead.id, ActivityType.changeDataValue.id], limit: 100)
                #expect(page.rows.prefix(3).allSatisfy { $0.content.typeID == ActivityType.newLead.id })
                // Addresses are written as the file has them, which differs in case here.
                #expect(
                    page.rows.dropFirst(3).map(\.content.primaryValue)
                        == ["Email Address", "City", "First Name", "Email Address", "City"])
            }
        }
    }

    @Test func ofSeveralWithOneAddressTheLastUpdatedOneCounts() async throws {
        try await InstanceFixture.run { fixture in
            let ids = try await fixture.store.write { writer in
                try writer.createLeads(
                    [
                        [.email: .text("a@x.example"), .updatedAt: .instant(Instant(seconds: 200))],
                        [.email: .text("a@x.example"), .updatedAt: .instant(Instant(seconds: 100))],
                    ], origin: .api)
            }
            _ = try await fixture.importFile(.leads, "email,city\na@x.example,Rome\n")
            let cities = try fixture.store.read { try $0.leads(ids, fields: [.city]).map { $0[.city] } }
            #expect(cities == [.text("Rome"), .null])
            let byID = try await fixture.importFile(.leads, "id,city\n\(ids[1]),Bonn\n")
            #expect(byID.updated == 1)
        }
    }

    @Test func aFileWithABadRowIsRefusedAsAWhole() async throws {
        try await InstanceFixture.run { fixture in
            let text = """
                Email Address,Lead Score,id
                good@x.example,1,
                robin,many,
                a@x.example,2
                b@x.example,3,99
                """
            let error = await #expect(throws: SourceError.self) { try await fixture.importFile(.leads, text) }
            #expect(
                error?.sentences == [
                    "rows.csv:3:1: Email Address: Invalid value for field 'email' and value 'robin'",
                    "rows.csv:3:7: Lead Score: Invalid value for field 'leadScore' and value 'many'",
                    "rows.csv:4: this row has 2 values, but the header has 3 columns",
                    "rows.csv:5:15: id: there is no lead 99",
                ])
            #expect(try fixture.store.read { try $0.leadIDs(limit: 1) }.isEmpty)
            let result = try await fixture.importFile(.leads, text, skipsBadRows: true)
            #expect([result.created, result.skipped] == [1, 3])
            #expect(result.problems.count == 4)
        }
    }

    @Test func unknownAndReadOnlyColumns() async throws {
        try await InstanceFixture.run { fixture in
            let error = await #expect(throws: SourceError.self) {
                try await fixture.importFile(.leads, "Email Adress,createdAt\nx,2020-01-01\n")
            }
            #expect(
                error?.sentences == [
                    "rows.csv:2:1: Email Adress: there is no lead field 'Email Adress'; did you mean 'Email Address'?",
                    "rows.csv:2:3: createdAt: field 'createdAt' is read-only",
                ])
        }
    }

    @Test func onlyTheFirstProblemsAreTold() async throws {
        try await InstanceFixture.run { fixture in
            let rows = (1...1_500).map { "bad \($0)" }.joined(separator: "\n")
            let error = await #expect(throws: SourceError.self) {
                try await fixture.importFile(.leads, "email\n" + rows)
            }
            #expect(error?.sentences.count == 21)
            #expect(error?.sentences.last == "rows.csv: and 1480 more problems")
        }
    }

    @Test func manyRowsComeInBatches() async throws {
        try await InstanceFixture.run { fixture in
            let rows = (1...2_500).map { "p\($0)@x.example" }.joined(separator: "\n")
            let result = try await fixture.importFile(.leads, "email\n" + rows + "\n")
            #expect(result.created == 2_500)
            #expect(try fixture.store.read { try $0.leadIDs(limit: 9_999).count } == 2_500)
        }
    }
}
