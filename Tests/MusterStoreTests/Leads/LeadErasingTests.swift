import Foundation
import MusterModel
import MusterTesting
import Testing

@testable import MusterSQLite
@testable import MusterStore

/// Erasing leaves nothing of a person, in rows and in files.
@Suite struct LeadErasingTests {
    /// What is only his, in any letter case.
    private static let needles = [
        "zyx.erased@old.example", "zyx.erased@new.example", "Zyxfirst", "Zyxlast", "zyxphone", "zyxvalue", "zyxcookie",
        "zyxtoken", "zyxreason", "zyxerror", "zyxpayload", "zyxfault", "zyxloser@x.example", "zyxloserpayload",
        "zyxmember",
    ]

    private func found(in place: TemporaryDatabase) throws -> Set<String> {
        let files = try FileManager.default.contentsOfDirectory(at: place.directory, includingPropertiesForKeys: nil)
        let texts = try files.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self).lowercased() }
        return Set(Self.needles.filter { needle in texts.contains { $0.contains(needle.lowercased()) } })
    }

    private struct People {
        let he: LeadID
        let loser: LeadID
        let other: LeadID
    }

    /// One who has everything that can be kept of somebody, and another with his address.
    private func fill(_ store: Store) async throws -> People {
        let people = try await store.write { writer in
            let ids = try writer.createLeads(
                [
                    [
                        .email: .text("Zyx.Erased@old.example"), .firstName: .text("Zyxfirst"),
                        .lastName: .text("Zyxlast"), .phone: .text("zyxphone"), .unsubscribed: .boolean(true),
                    ],
                    [.email: .text("zyxloser@x.example"), .unsubscribed: .boolean(true)],
                    [.email: .text("ZYX.erased@new.example"), .city: .text("Leeds")],
                ], origin: .api)
            return People(he: ids[0], loser: ids[1], other: ids[2])
        }
        let (he, loser, other) = (people.he, people.loser, people.other)
        // Row by row, so that the same page is written again and again.
        for index in 0..<40 {
            try await store.write { writer in
                try writer.updateLead(he, [.city: .text("zyxvalue \(index)")], origin: .api)
                try writer.updateLead(other, [.city: .text("Leeds \(index)")], origin: .api)
            }
        }
        try await store.write { writer in
            try writer.updateLead(he, [.email: .text("zyx.erased@new.example")], origin: .api)
            try writer.enqueue([
                NewOutboxEntry(
                    idempotencyKey: "1", kind: "email", lead: loser, payload: ["to": .string("zyxloserpayload")])
            ])
            try writer.markDelivered(1)
        }
        try await store.write { writer in
            try writer.mergeLeads([loser], into: he, origin: .merge)
            try writer.associate(cookie: "zyxcookie", with: he)
            try writer.enqueue(
                (2...4).map { key in
                    NewOutboxEntry(
                        idempotencyKey: "\(key)", kind: "email", lead: key == 4 ? other : he,
                        payload: ["to": .string(key == 4 ? "others" : "zyxpayload")])
                })
            try writer.markUndelivered(2, error: "zyxerror", nextAttempt: nil)
            try writer.record([
                FlowOutcome(run: 7, lead: he, entry: 1, step: nil, kind: .failed, reason: "zyxreason"),
                FlowOutcome(run: 7, lead: other, entry: 2, step: nil, kind: .failed, reason: "his own"),
            ])
            _ = try writer.createTokenContext([(name: "zyx", value: "zyxtoken")])
            try writer.recordTriggerFault(of: 5, events: 1, reason: "cannot judge 'zyxfault'")
            _ = try writer.rows.execute(
                """
                INSERT INTO program_member_value (program_id, lead_id, field_id, value) VALUES (1, ?, 1, 'zyxmember')
                """, [.id(he)])
        }
        return people
    }

    private func erase(_ store: Store, _ people: LeadID...) async throws -> Erasure {
        try await store.write(.background) { try $0.erase(people, salt: "salt") }
    }

    @Test func nothingOfHimIsInAnyFileAndTheOtherKeepsEverything() async throws {
        try await withTemporaryDatabase { place in
            let store = try await place.open()
            let people = try await fill(store)
            try #require(try found(in: place) == Set(Self.needles), "all are found before")
            let own = try store.read { reader in
                (
                    try reader.lead(people.other, fields: [.city, .unsubscribed])?.values,
                    try activities(of: people.other, reader)
                )
            }
            let log = try store.read { try activities(of: people.he, $0) ?? 0 }
            let erasure = try await erase(store, people.he)
            #expect(
                JSONValue.object(erasure.counts).jsonText
                    == #"{"activities":\#(log),"cookies":1,"memberships":1,"messages":3,"outcomes":1,"people":1,"tokens":1}"#
            )
            #expect(try store.read { try $0.erasures() } == [erasure])
            #expect(try await store.cleanFiles())
            // The address is the other's as well.
            #expect(try found(in: place) == ["zyx.erased@new.example"])
            try store.read { reader throws in
                #expect(try reader.erasures().map(\.filesCleanAt) == [store.clock.now])
                #expect(try reader.lead(people.other, fields: [.city, .unsubscribed])?.values == own.0)
                #expect(try activities(of: people.other, reader) == own.1)
                #expect(try reader.outboxCounts() == ["pending": 1])
                #expect(try reader.outcomes(of: 7, .failed, limit: 9).map(\.outcome.lead) == [people.other])
                #expect(try reader.existing([people.he, people.loser]).isEmpty)
            }
            #expect(try await !store.cleanFiles(), "once is enough")
            _ = try await erase(store, people.other)
            try await store.cleanFiles()
            #expect(try found(in: place).isEmpty)
            try await store.database.close()
            #expect(try found(in: place).isEmpty)
        }
    }

    private func activities(of lead: LeadID, _ reader: StoreReader) throws -> Int64? {
        try reader.connection.first("SELECT count(*) FROM activity WHERE lead_id = ?", [.id(lead)]) { $0.int(0) }
    }

    @Test func somebodyWhoWasDeletedIsErasedByHisID() async throws {
        try await withTemporaryDatabase { place in
            let store = try await place.open()
            let people = try await fill(store)
            _ = try await store.write { try $0.deleteLeads([people.he, people.other], origin: .api) }
            _ = try await erase(store, people.he, people.other)
            try await store.cleanFiles()
            #expect(try found(in: place).isEmpty)
            #expect(
                try store.read {
                    try $0.activities(after: 0, since: nil, types: [ActivityType.deleteLead.id], limit: 9).rows
                }.isEmpty)
            try await store.database.close()
        }
    }

    @Test func whoIsPartOfAnotherIsErasedWithHim() async throws {
        try await withStore { store in
            let people = try await fill(store)
            #expect(
                try store.read { try $0.refusal(ofErasing: [people.he, people.loser]) }
                    == .merged(people.loser, into: people.he))
            #expect(try store.read { try $0.refusal(ofErasing: [people.he, 99, 98]) } == .unknown([99, 98]))
            await #expect(throws: ErasureRefusal.unknown([99])) { try await erase(store, people.he, 99) }
            #expect(try store.read { try $0.existing([people.he]) } == [people.he], "nobody was erased")
            _ = try await erase(store, people.he)
            #expect(try store.read { try $0.refusal(ofErasing: [people.loser]) } == .unknown([people.loser]))
        }
    }

    @Test func historyFromElsewhereErasesNobodyElse() async throws {
        try await withStore { store in
            let ids = try await store.write { try $0.createLeads([[:], [:], [:]], origin: .api) }
            try await store.write { writer in
                _ = try writer.deleteLeads([ids[2]], origin: .api)
                _ = try writer.append(
                    [
                        NewActivity(
                            lead: ids[0], type: ActivityType.mergeLeads.id, at: writer.now, campaign: nil,
                            primaryID: 1, primaryValue: nil,
                            attributes: ["Merge IDs": .string("\(ids[1]),\(ids[2])")])
                    ])
            }
            _ = try await erase(store, ids[0])
            #expect(try store.read { try $0.existing(ids) } == [ids[1]])
            #expect(try store.read { try $0.refusal(ofErasing: [ids[2]]) } == nil, "what he did is there")
        }
    }

    @Test func whoHadUnsubscribedStaysSoWhenHeComesBack() async throws {
        try await withStore { store in
            let people = try await fill(store)
            _ = try await erase(store, people.he, people.other)
            let marks = try store.read { reader in
                try reader.connection.all("SELECT email_key FROM unsubscribed_address") { $0.text(0) }
            }
            #expect(marks.count == 2 && marks.allSatisfy { $0.hasPrefix("sealed:") && $0.utf8.count == 71 }, "\(marks)")
            let back = try await store.write { writer in
                try writer.createLeads(
                    [[.email: .text("ZYXloser@x.example")], [.email: .text("somebody@x.example")]], origin: .api)
            }
            func statuses() throws -> [FieldValue] {
                try store.read { try $0.leads(back, fields: [.unsubscribed]).map { $0[.unsubscribed] } }
            }
            #expect(try statuses() == [.boolean(true), .null])
            // He says himself that he wants mail again.
            try await store.write { try $0.updateLead(back[0], [.unsubscribed: .boolean(false)], origin: .api) }
            _ = try await store.write { try $0.deleteLeads([back[0]], origin: .api) }
            let again = try await store.write { try $0.createLead([.email: .text("zyxloser@x.example")], origin: .api) }
            #expect(try store.read { try $0.lead(again, fields: [.unsubscribed])?[.unsubscribed] } == .null)
        }
    }

    @Test func everyTableThatSaysWhoseARowIsIsErased() async throws {
        try await withStore { store in
            let tables = try store.read { reader in
                try reader.connection.all(
                    """
                    SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c
                      WHERE m.type = 'table' AND c.name = 'lead_id'
                    """
                ) { $0.text(0) }
            }
            #expect(Set(tables) == Set((LeadRows.all + [.campaignMemberships]).map(\.table)))
        }
    }

    @Test func whoReadsWhatWasThereIsWaitedFor() async throws {
        try await withTemporaryDatabase { place in
            let store = try await place.open()
            let people = try await fill(store)
            let (mayEnd, events) = (DispatchSemaphore(value: 0), Recorder<String>())
            Thread {
                do {
                    try store.read { reader in
                        _ = try reader.lead(people.he, fields: [.email])
                        events.add("reads")
                        mayEnd.wait()
                        #expect(try reader.lead(people.he, fields: [.email]) != nil)
                        events.add("has read")
                    }
                } catch { Issue.record(error) }
            }.start()
            while events.values.isEmpty { await Task.yield() }
            _ = try await erase(store, people.he, people.other)
            let cleaning = Task {
                try await store.cleanFiles()
                events.add("clean")
            }
            // Writes go on meanwhile.
            for index in 0..<50 {
                _ = try await store.write { try $0.createLead([.city: .text("\(index)")], origin: .api) }
            }
            #expect(events.values == ["reads"])
            mayEnd.signal()
            try await cleaning.value
            #expect(events.values == ["reads", "has read", "clean"])
            #expect(try found(in: place).isEmpty)
            try await store.database.close()
        }
    }

    @Test func whoIsCutOffBeginsAgain() async throws {
        try await withTemporaryDatabase { place in
            let store = try await place.open()
            let people = try await fill(store)
            _ = try await erase(store, people.he, people.other)
            let cut = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return try await store.cleanFiles()
            }
            await #expect(throws: (any Error).self) { try await cut.value }
            #expect(try store.read { try $0.erasures().map(\.filesCleanAt) } == [nil])
            try await store.database.close()
            let next = try await place.open()
            #expect(try await next.cleanFiles())
            #expect(try next.read { try $0.erasures().allSatisfy { $0.filesCleanAt != nil } })
            #expect(try found(in: place).isEmpty)
            try await next.database.close()
        }
    }
}
