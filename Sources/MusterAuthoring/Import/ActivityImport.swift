import MusterModel
import MusterRules
public import MusterStore

/// Adds activities from rows: `lead` (e-mail address or id), `type` (name, API name or id), `date`,
/// `primary value`, and a column for each attribute, by its name or API name.
///
/// - A column that is empty counts as absent. Columns of attributes that the row's type does not
///   have must be empty, so one file may hold several types; a name that no type knows is refused.
/// - Time: a date without an offset is in the instance's time zone; in the future it is refused.
/// - The activities are like any others: active triggers that listen to their types hear them.
public struct ActivityImport: Sendable {
    private let document: ImportDocument

    public init(_ document: ImportDocument) { self.document = document }

    /// - Throws: `RuleError` with each problem of each row; the transaction must then roll back.
    public func run(_ writer: StoreWriter) throws -> ImportReport {
        var checked = CheckedRows<NewActivity>()
        var assets = ActivityAssets(reader: writer.reader)
        let leads = try ActivityLeads(document.rows, reader: writer.reader)
        let columns = ActivityColumns(document.rows, catalog: writer.catalogs.activityTypes)
        for (index, row) in document.rows.enumerated() {
            var reading = ActivityRow(row, index: index, columns: columns, writer: writer)
            if let activity = try reading.activity(leads: leads, assets: &assets) { checked.rows.append(activity) }
            checked.problems += reading.problems
        }
        try checked.admit(document)
        let report = ImportReport(
            created: checked.rows.count, skipped: checked.badRows, problems: checked.problems)
        guard !document.isDryRun, !checked.rows.isEmpty else { return report }
        for index in checked.rows.indices { try assets.intern(&checked.rows[index], writer) }
        try writer.append(checked.rows)
        return report
    }
}

/// The names of the columns that every row has, in the spellings that are accepted.
enum ActivityColumn: String, CaseIterable {
    case lead, type, date
    case primaryValue = "primary value"

    /// Without blanks, in lower case.
    private var spellings: [String] {
        switch self {
        case .lead: ["lead", "leadid", "email", "emailaddress"]
        case .type: ["type", "activitytype", "activitytypeid"]
        case .date: ["date", "activitydate"]
        case .primaryValue: ["primaryvalue", "primaryattributevalue"]
        }
    }

    init?(_ name: String) {
        let folded = name.caseFolded.filter { $0 != " " && $0 != "_" }
        guard let column = Self.allCases.first(where: { $0.spellings.contains(folded) }) else { return nil }
        self = column
    }
}

/// The columns that no type of activity has a use for, looked up once for all rows.
struct ActivityColumns {
    private var unknown: [String: String] = [:]

    init(_ rows: [JSONObject], catalog: ActivityTypeCatalog) {
        let names = catalog.types.flatMap(\.attributeNames)
        let known = Set(names.map(\.caseFolded))
        let wanted = Set(rows.flatMap(\.keys)).filter { ActivityColumn($0) == nil }
        for name in wanted where !known.contains(name.trimmingBlanks.caseFolded) {
            unknown[name] =
                "no activity type has an attribute '\(name.quote)'"
                + Suggestion.phrase(for: name, among: Set(names + ActivityColumn.allCases.map(\.rawValue)))
        }
    }

    /// `nil` for those that some type has a use for.
    func problem(_ name: String) -> String? { unknown[name] }
}

/// The leads that the rows mean, looked up once for all.
struct ActivityLeads {
    private var byAddress: [String: LeadID] = [:]
    private var ids: Set<LeadID> = []

    init(_ rows: [JSONObject], reader: StoreReader) throws {
        var addresses: Set<String> = []
        var numbers: Set<LeadID> = []
        for row in rows {
            for (key, value) in row.members where ActivityColumn(key) == .lead {
                guard let text = value.scalarText?.trimmingBlanks else { continue }
                if let id = Int64(text) { numbers.insert(LeadID(id)) } else { addresses.insert(text.caseFolded) }
            }
        }
        ids = try reader.existing(numbers.sorted())
        guard !addresses.isEmpty else { return }
        let found = try reader.leadIDs(where: .email, isOneOf: addresses.sorted(), limit: .max)
        // Ascending ids, so of several leads with one address the oldest stays.
        for lead in try reader.leads(found, fields: [.email]) {
            guard case .text(let address) = lead[.email], byAddress[address.caseFolded] == nil else { continue }
            byAddress[address.caseFolded] = lead.id
        }
    }

    func lead(_ text: String) -> LeadID? {
        if let number = Int64(text) { return ids.contains(LeadID(number)) ? LeadID(number) : nil }
        return byAddress[text.caseFolded]
    }
}

/// Finds what an imported activity is about: the asset or field behind its primary value.
struct ActivityAssets {
    private let reader: StoreReader
    private var known: [AssetKind: [String: Int64]] = [:]

    init(reader: StoreReader) { self.reader = reader }

    /// Sets the primary id where the type has one; returns what is wrong with the value.
    mutating func resolve(_ activity: inout NewActivity, of type: ActivityType) throws -> String? {
        guard let name = activity.primaryValue else { return nil }
        // As `intern` has it: what has such a name from before keeps it.
        if let kind = Self.namedOnly[type.id], let problem = Name.problem(of: name), try id(kind, name) == nil {
            return problem
        }
        switch type.constraints.first?.source {
        case .primaryField:
            guard let field = reader.catalogs.leadFields.field(named: name) else {
                let names = reader.catalogs.leadFields.fields.map(\.displayName)
                return "there is no lead field '\(name.quote)'" + Suggestion.phrase(for: name, among: names)
            }
            activity.primaryID = Int64(field.id)
            activity.primaryValue = field.displayName
        case .primaryAsset(let kind):
            activity.primaryID = try id(kind, name)
            if activity.primaryID == nil, !kind.isKept, let problem = Name.problem(of: name) { return problem }
            if activity.primaryID == nil, kind.isKept { return "there is no \(kind.rawValue) '\(name.quote)'" }
        case .primaryText, .attribute, .campaign, nil: break
        }
        return nil
    }

    /// Gives an id to pages and forms that are named for the first time.
    mutating func intern(_ activity: inout NewActivity, _ writer: StoreWriter) throws {
        guard let kind = Self.namedOnly[activity.typeID], let name = activity.primaryValue else { return }
        if let id = known[kind]?[name] {
            activity.primaryID = id
        } else {
            let id = try writer.internAsset(kind, name)
            known[kind, default: [:]][name] = id
            activity.primaryID = id
        }
    }

    private mutating func id(_ kind: AssetKind, _ name: String) throws -> Int64? {
        if let id = known[kind]?[name] { return id }
        guard let id = try reader.assetID(kind, named: name) else { return nil }
        known[kind, default: [:]][name] = id
        return id
    }

    private static let namedOnly: [ActivityTypeID: AssetKind] = [
        ActivityType.visitWebpage.id: .landingPage, ActivityType.fillOutForm.id: .form,
    ]
}
