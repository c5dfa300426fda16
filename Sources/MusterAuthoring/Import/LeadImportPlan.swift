import MusterModel
import MusterStore

/// Which rows make new leads and which change one, decided before anything is written.
struct LeadImportPlan {
    private(set) var created: [[LeadField: FieldValue]] = []
    private(set) var updated: [(lead: LeadID, values: [LeadField: FieldValue])] = []

    init(_ rows: [LeadRow], reader: StoreReader) throws {
        let known = try Self.leads(byAddressOf: rows, reader)
        var createdByKey: [String: Int] = [:]
        var updatedByLead: [LeadID: Int] = [:]
        for row in rows {
            if let lead = row.id ?? row.key.flatMap({ known[$0] }) {
                if let index = updatedByLead[lead] {
                    updated[index].values.merge(row.values) { $1 }
                } else {
                    updatedByLead[lead] = updated.count
                    updated.append((lead, row.values))
                }
            } else if let key = row.key, let index = createdByKey[key] {
                created[index].merge(row.values) { $1 }
            } else {
                if let key = row.key { createdByKey[key] = created.count }
                created.append(row.values)
            }
        }
    }

    /// Of several leads with one address the most recently updated one, as Marketo's import takes it.
    private static func leads(byAddressOf rows: [LeadRow], _ reader: StoreReader) throws -> [String: LeadID] {
        let addresses = Set(rows.compactMap(\.key)).sorted()
        guard !addresses.isEmpty else { return [:] }
        let ids = try reader.leadIDs(where: .email, isOneOf: addresses, limit: .max)
        var best: [String: (lead: LeadID, at: Instant)] = [:]
        for lead in try reader.leads(ids, fields: [.email, .updatedAt]) {
            guard case .text(let address) = lead[.email] else { continue }
            let at = if case .instant(let instant) = lead[.updatedAt] { instant } else { Instant(seconds: 0) }
            if let other = best[address.caseFolded], other.at > at { continue }
            best[address.caseFolded] = (lead.id, at)
        }
        return best.mapValues(\.lead)
    }
}
