import MusterModel
import MusterSQLite
import MusterStore

/// Writes by hand what Muster writes: the same lead rows, memberships and activities, with their
/// indexes, in transactions of 10,000 rows. It keeps no progress and checks nothing.
struct PlainProgram {
    let path: String
    private static let batch = 10_000

    func run(_ people: Population) async throws -> Timings {
        try await makeSchema()
        let database = try PlainDatabase(path: path)
        let now = Population.start.milliseconds
        let activity = try database.prepare(
            """
            INSERT INTO activity (id, lead_id, type_id, at, campaign_id, primary_id, primary_value, attributes) \
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """)
        var nextActivity: Int64 = 1
        func log(_ lead: Int64, _ type: Int64, _ primary: PlainValue, _ name: PlainValue, _ attributes: String) throws {
            try activity.run(
                .int(nextActivity), .int(lead), .int(type), .int(now), .null, primary, name, .text(attributes))
            nextActivity += 1
        }

        let load = try await seconds {
            let insert = try database.prepare(
                """
                INSERT INTO lead (id, email, email_key, first_name, last_name, mkto_name, company, title, country, \
                city, lead_score, unsubscribed, industry, created_at, updated_at) \
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
            try database.inBatches(of: Self.batch, people.leads) { index in
                let id = Int64(index + 1)
                let values = people.values(of: index)
                func text(_ field: LeadField) -> PlainValue { .text(values[field]?.recordedText ?? "") }
                let email = values[.email]?.recordedText ?? ""
                let first = values[.firstName]?.recordedText ?? ""
                let last = values[.lastName]?.recordedText ?? ""
                try insert.run(
                    .int(id), .text(email), .text(email), .text(first), .text(last), .text("\(first) \(last)"),
                    text(.company), text(.title), text(.country), text(.city), .int(Int64(index % 100)),
                    .int(index % 20 == 0 ? 1 : 0), text(.industry), .int(now), .int(now))
                try log(
                    id, 12, .int(id), .text("\(first) \(last)"),
                    #"{"Created Date":"2026-01-01","Source Type":"List import"}"#)
            }
        }
        try database.inBatches(of: Self.batch, people.activities) { index in
            let visit = people.visit(index)
            try activity.run(
                .int(nextActivity), .int(visit.leadID.rawValue), .int(visit.typeID.rawValue),
                .int(visit.at.milliseconds), .null, .int(visit.primaryID ?? 0), .text(visit.primaryValue ?? ""),
                .text(JSONValue.object(visit.attributes).jsonText))
            nextActivity += 1
        }
        let flow = try await seconds { try runFlow(database, people, log) }
        return Timings(load: load, flow: flow)
    }

    private func runFlow(
        _ database: PlainDatabase, _ people: Population,
        _ log: (Int64, Int64, PlainValue, PlainValue, String) throws -> Void
    ) throws {
        let now = Population.start.milliseconds
        let status = try database.prepare("UPDATE lead SET lead_status = ?, updated_at = ? WHERE id = ?")
        let member = try database.prepare(
            "INSERT INTO static_list_member (list_id, lead_id, added_at) VALUES (1001, ?, ?)")
        let score = try database.prepare("UPDATE lead SET lead_score = ?, updated_at = ? WHERE id = ?")
        try database.inBatches(of: Self.batch, people.leads) { index in
            let id = Int64(index + 1)
            try status.run(.text("Engaged"), .int(now), .int(id))
            try log(
                id, 13, .int(145), .text("Lead Status"),
                #"{"New Value":"Engaged","Old Value":"","Reason":"Changed by Smart Campaign Bench action Change Data Value","Source":"Marketo Flow Action"}"#
            )
        }
        try database.inBatches(of: Self.batch, people.leads) { index in
            let id = Int64(index + 1)
            try member.run(.int(id), .int(now))
            try log(id, 24, .int(1001), .text("Bench list"), #"{"Source":"Marketo Flow Action"}"#)
        }
        try database.inBatches(of: Self.batch, people.leads) { index in
            let id = Int64(index + 1)
            let old = index % 100
            try score.run(.int(Int64(old + 5)), .int(now), .int(id))
            try log(
                id, 22, .int(146), .text("Lead Score"),
                #"{"Change Value":"+5","New Value":\#(old + 5),"Old Value":\#(old),"Reason":"Changed by Smart Campaign Bench action Change Score"}"#
            )
        }
    }

    /// Muster's own migrations, so that both programs pay for the same indexes.
    private func makeSchema() async throws {
        let database = try SQLiteDatabase(path: path)
        _ = try await Store(database: database, clock: SimulatedClock(now: Population.start))
        try await database.close()
    }
}
