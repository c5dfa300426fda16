import MusterEngine
import MusterModel
import MusterStore

/// A small instance with trigger campaigns: one scores people whose city becomes B, and any number of
/// neighbours wait for cities that nobody moves to.
enum TriggerScene {
    static let campaign = "Bench trigger"

    static func document(neighbours: Int) -> String {
        let others = (0..<neighbours).map {
            """
            {"name":"Neighbour \($0)","active":true,"qualification":"any",
             "triggers":[{"Data Value Changes":{"Attribute":"City","New Value":"Z\($0)"}}],
             "flow":[{"Change Score":{"Score Name":"Lead Score","Change":"+1"}}]}
            """
        }
        let one = """
            {"name":"\(campaign)","active":true,"qualification":"any",
             "triggers":[{"Data Value Changes":{"Attribute":"City","New Value":"B"}}],
             "flow":[{"Change Score":{"Score Name":"Lead Score","Change":"+1"}}]}
            """
        return #"{"campaigns":[\#((others + [one]).joined(separator: ","))]}"#
    }

    /// People with the ids from 1, all in the city A.
    static func addPeople(_ count: Int, to store: Store) async throws {
        for start in stride(from: 0, to: count, by: 10_000) {
            try await store.write { writer in
                let rows: [[LeadField: FieldValue]] = (start..<min(start + 10_000, count)).map {
                    [.email: .text("person\($0)@muster.example"), .city: .text("A"), .leadScore: .integer(0)]
                }
                _ = try writer.createLeads(rows, origin: .listImport, loggingActivities: false)
            }
        }
    }

    /// As the lead API does it, 300 people a write.
    static func move(_ leads: Range<Int>, to city: String, _ store: Store) async throws {
        for start in stride(from: leads.lowerBound, to: leads.upperBound, by: 300) {
            try await store.write { writer in
                let updates = (start..<min(start + 300, leads.upperBound)).map {
                    (lead: LeadID(Int64($0)), values: [LeadField.city: FieldValue.text(city)])
                }
                try writer.updateLeads(updates, origin: .api)
            }
        }
    }
}
