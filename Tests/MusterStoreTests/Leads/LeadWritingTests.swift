import MusterModel
import MusterTesting
import Testing

@testable import MusterStore

@Suite struct LeadWritingTests {
    private func activities(_ reader: StoreReader, after: ActivityID = 0) throws -> [NewActivity] {
        let types = ActivityType.standard.map(\.id)
        return try reader.activities(after: after, since: nil, types: types, limit: 300).rows.map(\.content)
    }

    @Test func aNewLeadHasItsValuesAndOneActivity() async throws {
        try await withStore { store in
            let id = try await store.write { writer in
                try writer.createLead(
                    [
                        .email: .text("Jane@Example.com"), .firstName: .text("Jane"), .lastName: .text(" Van  Doe "),
                        .leadScore: .integer(7), .unsubscribed: .boolean(false), .leadSource: .text("Web"),
                        .dateOfBirth: CalendarDay("1990-02-28").map { .date($0) } ?? .null,
                    ], origin: .api)
            }
            try store.read { reader in
                let fields: [LeadField] = [
                    .email, .fullName, .leadScore, .unsubscribed, .dateOfBirth, .createdAt, .updatedAt, .phone,
                ]
                let lead = try #require(try reader.lead(id, fields: fields))
                #expect(lead[.email] == .text("Jane@Example.com"))
                #expect(lead[.fullName] == .text("Jane Van Doe"))
                #expect(lead[.leadScore] == .integer(7))
                #expect(lead[.unsubscribed] == .boolean(false))
                #expect(lead[.dateOfBirth].recordedText == "1990-02-28")
                #expect(lead[.createdAt] == .instant(TestClock.usualNow))
                #expect(lead[.updatedAt] == .instant(TestClock.usualNow))
                #expect(lead.values[.phone] == .null)
                let log = try activities(reader)
                #expect(log.map(\.typeID) == [ActivityType.newLead.id])
                #expect(log[0].primaryID == id.rawValue)
                #expect(log[0].primaryValue == "Jane Van Doe")
                #expect(
                    JSONValue.object(log[0].attributes).jsonText
                        == #"{"Created Date":"2024-03-05","Source Type":"Web service API","Lead Source":"Web"}"#)
            }
        }
    }

    @Test func anUpdateLogsEveryChangedFieldInFieldOrder() async throws {
        let clock = TestClock()
        try await withStore(clock: clock) { store in
            let id = try await store.write {
                try $0.createLead([.email: .text("a@x.com"), .city: .text("Ulm")], origin: .api)
            }
            clock.advance(by: RelativePeriod(1, .hour))
            let changed = try await store.write { writer in
                try writer.updateLead(
                    id,
                    [
                        .leadScore: .integer(5), .email: .text("A@x.com"), .city: .text("Ulm"), .company: .text("Acme"),
                        .firstName: .text("Jo"),
                    ], origin: .api)
            }
            #expect(changed)
            try store.read { reader in
                let log = try activities(reader, after: 1)
                #expect(log.map(\.primaryValue) == ["Company Name", "First Name", "Email Address", "Lead Score"])
                #expect(log.map(\.primaryID) == [4, 53, 56, 146])
                #expect(
                    JSONValue.object(log[2].attributes).jsonText
                        == #"{"New Value":"A@x.com","Old Value":"a@x.com","Reason":"Web service API","Source":"Web service API"}"#
                )
                #expect(log[3].attributes["Old Value"] == "")
                let lead = try #require(try reader.lead(id, fields: [.fullName, .createdAt, .updatedAt]))
                #expect(lead[.fullName] == .text("Jo"))
                #expect(lead[.createdAt] == .instant(TestClock.usualNow))
                #expect(lead[.updatedAt] == .instant(TestClock.usualNow.adding(seconds: 3600)))
                #expect(try reader.leadIDs(where: .email, isOneOf: ["a@X.COM"], limit: 9) == [id])
            }
        }
    }

    @Test(arguments: [
        ("the same", FieldValue.text("Ulm"), 0), ("another case", .text("ULM"), 1), ("no value", .null, 1),
        ("the empty text", .text(""), 1), ("another normalisation", .text("Ulm\u{301}"), 1),
    ])
    func changesAreExact(why: String, value: FieldValue, logged: Int) async throws {
        try await withStore { store in
            let id = try await store.write { try $0.createLead([.city: .text("Ulm")], origin: .api) }
            let changed = try await store.write { try $0.updateLead(id, [.city: value], origin: .api) }
            #expect(changed == (logged > 0))
            #expect(try store.read { try activities($0, after: 1).count } == logged)
            #expect(try store.read { try $0.lead(id, fields: [.city])?[.city] } == value)
        }
    }

    @Test func nobodyIsUpdatedWhoIsNotThere() async throws {
        try await withStore { store in
            let changed = try await store.write { try $0.updateLead(99, [.city: .text("Ulm")], origin: .api) }
            #expect(!changed)
            #expect(try store.read { try $0.lastActivityID() } == 0)
        }
    }

    @Test func settingAFieldOfManyKeepsWhatFollowsFromIt() async throws {
        let clock = TestClock()
        try await withStore(clock: clock) { store in
            let ids = try await store.write { writer in
                try writer.createLeads(
                    [[.lastName: .text("Doe")], [.lastName: .text("Roe"), .firstName: .text("Al")]], origin: .api,
                    loggingActivities: false)
            }
            clock.advance(by: RelativePeriod(1, .day))
            try await store.write { writer in
                try writer.setField(
                    .firstName, [(ids[0], .null, .text("Jo")), (ids[1], .text("Al"), .null)], origin: .api)
                try writer.setField(.email, [(ids[0], .null, .text("Jo@X.com"))], origin: .api)
            }
            try store.read { reader in
                let leads = try reader.leads(ids, fields: [.fullName, .updatedAt])
                #expect(leads.map { $0[.fullName] } == [.text("Jo Doe"), .text("Roe")])
                #expect(leads.allSatisfy { $0[.updatedAt] == .instant(clock.now) })
                #expect(try reader.leadIDs(where: .email, isOneOf: ["jo@x.com"], limit: 9) == [ids[0]])
                #expect(try reader.lastActivityID() == 0, "the executor logs")
            }
        }
    }

    @Test func deletedLeadsLeaveEverythingButTheirActivities() async throws {
        try await withStore { store in
            let (gone, stays) = try await store.write { writer in
                let ids = try writer.createLeads([[.firstName: .text("Jo")], [:]], origin: .api)
                try writer.addMembers(ids, to: 7, listName: "L", origin: .api)
                return (ids[0], ids[1])
            }
            let deleted = try await store.write { try $0.deleteLeads([gone, 99, gone], origin: .api) }
            #expect(deleted == [gone])
            try store.read { reader in
                #expect(try reader.existing([gone, stays]) == [stays])
                #expect(try reader.members(of: 7, after: nil, limit: 9) == [stays])
                let last = try #require(try activities(reader).last)
                #expect(last.typeID == ActivityType.deleteLead.id)
                #expect(last.leadID == gone)
                #expect(last.primaryID == gone.rawValue)
                #expect(last.primaryValue == "Jo")
                #expect(try activities(reader).count { $0.leadID == gone } == 3)
            }
            let next = try await store.write { try $0.createLead([:], origin: .api) }
            #expect(next > stays, "ids are not used again")
        }
    }
}
