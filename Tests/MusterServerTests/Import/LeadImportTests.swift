import MusterAuthoring
import MusterEngine
import MusterModel
import MusterRules
import MusterStore
import Testing

@testable import MusterServer

@Suite struct LeadImportTests {
    @Test func createsUpdatesAndLogs() async throws {
        try await InstanceFixture.run { fixture async throws in
            let first = try await fixture.importFile(
                .leads,
                """
                Email Address,firstName,Lead Score,Unsubscribed,City
                ada@x.example,Ada,7,no,Leeds
                BOB@x.example,Bob,,yes,
                ada@X.example,Ada,8,,
                ,Nobody,,,
                """)
            #expect([first.created, first.updated, first.unchanged, first.skipped] == [3, 1, 0, 0])
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
        try await InstanceFixture.run { fixture async throws in
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
        try await InstanceFixture.run { fixture async throws in
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

    @Test func unknownColumnsAreToldOnceAtTheHeader() async throws {
        try await InstanceFixture.run { fixture async throws in
            let text = "Email Adress,city,Nope\n" + String(repeating: "a@x.example,Bonn,x\n", count: 2_000)
            for skips in [false, true] {
                let error = await #expect(throws: SourceError.self) {
                    try await fixture.importFile(.leads, text, skipsBadRows: skips)
                }
                #expect(
                    error?.sentences == [
                        "rows.csv:1:1: there is no lead field 'Email Adress'; did you mean 'Email Address'?",
                        "rows.csv:1:19: there is no lead field 'Nope'",
                    ])
            }
            let many = (1...40).map { "column\($0)" }.joined(separator: ",") + "\n"
            let error = await #expect(throws: SourceError.self) { try await fixture.importFile(.leads, many) }
            #expect(error?.sentences.count == 21 && error?.sentences.last == "rows.csv: and 20 more problems")
        }
    }

    @Test func readOnlyColumnsAreRefusedWhereTheyHaveValues() async throws {
        try await InstanceFixture.run { fixture async throws in
            let error = await #expect(throws: SourceError.self) {
                try await fixture.importFile(.leads, "email,createdAt\na@x.example,\nb@x.example,2020-01-01\n")
            }
            #expect(error?.sentences == ["rows.csv:3:13: createdAt: field 'createdAt' is read-only"])
        }
    }

    @Test func aLongCellIsQuotedByItsBeginning() async throws {
        try await InstanceFixture.run { fixture async throws in
            let error = await #expect(throws: SourceError.self) {
                try await fixture.importFile(.leads, "leadScore\n" + String(repeating: "x", count: 1_000_000) + "\n")
            }
            #expect(error?.sentences.count == 1 && error?.sentences[0].utf8.count ?? 0 < 1_100)
        }
    }

    @Test func eachRowIsCountedByWhatItDoes() async throws {
        try await InstanceFixture.run { fixture async throws in
            let text = "email,city\na@x.example,Bonn\nA@x.example,Bonn\na@x.example,Ulm\n"
            let first = try await fixture.importFile(.leads, text)
            // The address in another case is another value.
            #expect([first.created, first.updated, first.unchanged] == [1, 2, 0])
            let again = try await fixture.importFile(
                .leads, "email,city\na@x.example,Ulm\na@x.example,\na@x.example,Rom\n")
            #expect([again.created, again.updated, again.unchanged] == [0, 1, 2])
        }
    }

    @Test func theWordNullClearsUnlessItIsQuoted() async throws {
        try await InstanceFixture.run { fixture async throws in
            let text = "email,city,lastName\na@x.example,Bonn,A\nb@x.example,Bonn,B\n"
            _ = try await fixture.importFile(.leads, text)
            _ = try await fixture.importFile(
                .leads, "email,city,lastName\na@x.example,null,\"Null\"\nb@x.example,NULL,Nullo\n")
            let ids = try fixture.store.read { try $0.leadIDs(limit: 9) }
            let leads = try fixture.store.read { try $0.leads(ids, fields: [.city, .lastName]) }
            #expect(leads.map { $0[.city] } == [.null, .null])
            #expect(leads.map { $0[.lastName] } == [.text("Null"), .text("Nullo")])
        }
    }

    @Test func peopleComeIntoTheList() async throws {
        try await InstanceFixture.run { fixture async throws in
            try await fixture.apply("staticLists: [Met]")
            let list = try #require(
                try fixture.store.read { try $0.assetID(.staticList, named: "Met") }.map { StaticListID($0) })
            _ = try await fixture.importFile(.leads, "email\na@x.example\nb@x.example\n", list: list)
            _ = try await fixture.importFile(.leads, "email\nb@x.example\nc@x.example\n", list: list)
            #expect(try fixture.store.read { try $0.memberCount(of: list) } == 3)
            let error = await #expect(throws: RuleError.self) {
                try await fixture.importFile(.leads, "email\nd@x.example\n", list: 7)
            }
            #expect(error?.diagnostics.map(\.description) == ["list: there is no static list 7"])
            #expect(try fixture.store.read { try $0.leadIDs(limit: 9) }.count == 3)
        }
    }

    @Test func onlyTheFirstProblemsAreTold() async throws {
        try await InstanceFixture.run { fixture async throws in
            let rows = (1...1_500).map { "bad \($0)" }.joined(separator: "\n")
            let error = await #expect(throws: SourceError.self) {
                try await fixture.importFile(.leads, "email\n" + rows)
            }
            #expect(error?.sentences.count == 21)
            #expect(error?.sentences.last == "rows.csv: and 1480 more problems")
        }
    }

    @Test func manyRowsComeInBatches() async throws {
        try await InstanceFixture.run { fixture async throws in
            let rows = (1...2_500).map { "p\($0)@x.example" }.joined(separator: "\n")
            let result = try await fixture.importFile(.leads, "email\n" + rows + "\n")
            #expect(result.created == 2_500)
            #expect(try fixture.store.read { try $0.leadIDs(limit: 9_999).count } == 2_500)
        }
    }
}
