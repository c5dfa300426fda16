import MusterModel
import MusterRules
public import MusterStore

/// Creates and updates leads from rows whose columns are lead fields, by REST or display name.
///
/// - A row with `id` updates that lead. Any other is compared by e-mail address, ignoring case: of
///   several leads with the address the most recently updated one is changed; a row without one, or
///   with one nobody has, makes a new lead.
/// - An empty value leaves what a lead has; the word `NULL` clears it.
/// - Of two rows with one address the later one counts. Each is counted by what it does: the first makes the
///   lead, the second changes it or changes nothing.
/// - With a list, everybody of a good row comes into it.
/// - Source: product docs, "Import a List of People" (empty cells, duplicates by e-mail).
public struct LeadImport: Sendable {
    private let document: ImportDocument

    public init(_ document: ImportDocument) { self.document = document }

    /// - Throws: `RuleError` with each problem of each row; the transaction must then roll back.
    public func run(_ writer: StoreWriter) throws -> ImportReport {
        let checked = try check(writer.reader)
        try checked.admit(document)
        var report = ImportReport(skipped: checked.badRows, problems: checked.problems)
        let list = try list(writer.reader)
        let plan = try LeadImportPlan(checked.rows, reader: writer.reader)
        (report.created, report.updated, report.unchanged) = (plan.created.count, plan.updates, plan.repetitions)
        guard !document.isDryRun else { return report }
        let created = try writer.createLeads(plan.created, origin: .listImport)
        try writer.updateLeads(plan.updated, origin: .listImport)
        if let list {
            let people = created + plan.updated.map(\.lead)
            try writer.addMembers(people, to: list.id, listName: list.name, origin: .listImport)
        }
        return report
    }

    private func list(_ reader: StoreReader) throws -> StaticList? {
        guard let id = document.list else { return nil }
        guard let list = try reader.staticList(id) else { throw RuleError("list", "there is no static list \(id)") }
        return list
    }

    private func check(_ reader: StoreReader) throws -> CheckedRows<LeadRow> {
        var checked = CheckedRows<LeadRow>()
        let columns = LeadColumns(document.rows, catalog: reader.catalogs.leadFields)
        for (index, row) in document.rows.enumerated() {
            var problems: [ImportProblem] = []
            let lead = LeadRow(row, index: index, columns: columns, &problems)
            if problems.isEmpty { checked.rows.append(lead) }
            checked.problems += problems
        }
        try refuseUnknownIDs(&checked, reader)
        return checked
    }

    private func refuseUnknownIDs(_ checked: inout CheckedRows<LeadRow>, _ reader: StoreReader) throws {
        let ids = checked.rows.compactMap(\.id)
        let known = try reader.existing(ids)
        for row in checked.rows {
            guard let id = row.id, !known.contains(id) else { continue }
            checked.problems.append(ImportProblem(row: row.index, column: "id", "there is no lead \(id)"))
        }
        checked.rows.removeAll { $0.id.map { !known.contains($0) } ?? false }
    }
}

/// The field behind each column's name, looked up once for all rows.
struct LeadColumns {
    private var fields: [String: LeadField] = [:]
    private var unknown: [String: String] = [:]

    init(_ rows: [JSONObject], catalog: LeadFieldCatalog) {
        let names = catalog.fields.flatMap { [$0.displayName, $0.name] }
        for name in rows.flatMap(\.keys) where fields[name] == nil && unknown[name] == nil {
            if let field = catalog.field(named: name) {
                fields[name] = field
            } else {
                unknown[name] = "there is no lead field '\(name.quote)'" + Suggestion.phrase(for: name, among: names)
            }
        }
    }

    func field(_ name: String) -> LeadField? { fields[name] }
    func problem(_ name: String) -> String { unknown[name] ?? "there is no lead field '\(name.quote)'" }
}

struct LeadRow {
    let index: Int
    private(set) var id: LeadID?
    private(set) var values: [LeadField: FieldValue] = [:]

    init(_ row: JSONObject, index: Int, columns: LeadColumns, _ problems: inout [ImportProblem]) {
        self.index = index
        for (name, json) in row.members {
            guard let field = columns.field(name) else {
                problems.append(ImportProblem(row: index, column: name, columns.problem(name)))
                continue
            }
            if json.isNull || json.text?.trimmingBlanks.isEmpty == true { continue }
            do {
                let value = json.text == "NULL" ? .null : try field.value(from: json)
                if field == .leadID {
                    if case .integer(let number) = value { id = LeadID(number) }
                } else if field.isReadOnly {
                    problems.append(ImportProblem(row: index, column: name, "field '\(name.quote)' is read-only"))
                } else {
                    values[field] = value
                }
            } catch {
                problems.append(ImportProblem(row: index, column: name, error.message))
            }
        }
    }

    /// The e-mail address as leads are compared by it.
    var key: String? {
        guard id == nil, case .text(let address)? = values[.email] else { return nil }
        return address.caseFolded
    }
}

/// Which rows make new leads and which change one, decided before anything is written.
struct LeadImportPlan {
    private(set) var created: [[LeadField: FieldValue]] = []
    private(set) var updated: [(lead: LeadID, values: [LeadField: FieldValue])] = []
    /// Rows that change a lead, and rows that change nothing of one.
    private(set) var updates = 0
    private(set) var repetitions = 0

    init(_ rows: [LeadRow], reader: StoreReader) throws {
        let known = try Self.leads(byAddressOf: rows, reader)
        let targets = rows.map { row in row.id ?? row.key.flatMap { known[$0] } }
        var current = try Self.values(of: targets.compactMap(\.self), for: rows, reader)
        var createdByKey: [String: Int] = [:]
        var updatedByLead: [LeadID: Int] = [:]
        for (row, lead) in zip(rows, targets) {
            if let lead {
                count(row.values, over: current[lead] ?? [:])
                current[lead, default: [:]].merge(row.values) { $1 }
                if let index = updatedByLead[lead] {
                    updated[index].values.merge(row.values) { $1 }
                } else {
                    updatedByLead[lead] = updated.count
                    updated.append((lead, row.values))
                }
            } else if let key = row.key, let index = createdByKey[key] {
                count(row.values, over: created[index])
                created[index].merge(row.values) { $1 }
            } else {
                if let key = row.key { createdByKey[key] = created.count }
                created.append(row.values)
            }
        }
    }

    private mutating func count(_ values: [LeadField: FieldValue], over old: [LeadField: FieldValue]) {
        let isChange = values.contains { field, value in (old[field] ?? .null) != value }
        if isChange { updates += 1 } else { repetitions += 1 }
    }

    private static func values(
        of leads: [LeadID], for rows: [LeadRow], _ reader: StoreReader
    ) throws -> [LeadID: [LeadField: FieldValue]] {
        guard !leads.isEmpty else { return [:] }
        let fields = rows.reduce(into: Set<LeadField>()) { $0.formUnion($1.values.keys) }
        let found = try reader.leads(Array(Set(leads)), fields: fields.sorted { $0.id < $1.id })
        return Dictionary(found.map { ($0.id, $0.values) }, uniquingKeysWith: { first, _ in first })
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
