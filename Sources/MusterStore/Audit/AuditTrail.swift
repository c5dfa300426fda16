import MusterModel

/// What a transaction has found of the things that it is about to change.
///
/// The first write of each that names it (`Change`) has the row read before, and the end of the transaction
/// has it read again: nothing that is written through a `StoreWriter` can be left out.
struct AuditWitness {
    /// Assets in the order in which they were touched; no row for what was not there.
    fileprivate var assets: [(table: AuditedTable, id: Int64, row: AuditedRow?)] = []
    fileprivate var knownAssets: Set<ChangedAsset> = []
    /// Tables of which it is not known which row will change.
    fileprivate var tables: [(table: AuditedTable, rows: [(key: String, row: AuditedRow)])] = []
    fileprivate var knownTables: Set<AuditSort> = []
    /// What no table shows.
    fileprivate var deeds: [AuditDeed] = []
}

/// A line that has yet to be written.
private struct AuditDeed {
    let sort: AuditSort
    let subject: String
    var name: String?
    let action: AuditLine.Action
    let changes: JSONObject

    init(_ sort: AuditSort, _ subject: String, _ action: AuditLine.Action, _ changes: JSONObject) {
        (self.sort, self.subject, self.action, self.changes) = (sort, subject, action, changes)
    }

    /// `nil` when nothing is another than before.
    init?(_ table: AuditedTable, _ subject: String, from old: AuditedRow?, to new: AuditedRow?) {
        let changes = table.changes(from: old?.members, to: new?.members)
        guard !changes.isEmpty || (old == nil) != (new == nil) else { return nil }
        self.init(table.sort, subject, old == nil ? .created : new == nil ? .deleted : .changed, changes)
        name = new?.name ?? old?.name
    }
}

extension StoreWriter {
    /// How long a line is kept, by the clock of the instance.
    /// - Source: our choice; a year, and time to look back on it.
    static let auditKept: Int64 = 400 * 86_400
    /// A longer text, such as the HTML of a mail, is told by its beginning.
    static let longestAuditedText = 4_000

    /// Before a statement with this change.
    func witness(_ change: Change) throws {
        switch change {
        case .asset(let kind, let id):
            guard let table = AuditedTable.of(kind) else { return }
            if kind == .tagType { return try witness(table) }
            guard audit.knownAssets.insert(ChangedAsset(kind: kind, id: id)).inserted else { return }
            audit.assets.append((table, id, try rows.auditedRows(table, key: .int(id)).first?.row))
        case .catalog(let catalog): for table in AuditedTable.of(catalog) { try witness(table) }
        default: break
        }
    }

    private func witness(_ table: AuditedTable) throws {
        guard audit.knownTables.insert(table.sort).inserted else { return }
        audit.tables.append((table, try rows.auditedRows(table)))
    }

    /// Notes what no table shows, such as a clock that is moved.
    func noteInAudit(
        _ sort: AuditSort, _ subject: String = "", _ action: AuditLine.Action = .changed, changes: JSONObject
    ) {
        audit.deeds.append(AuditDeed(sort, subject, action, changes))
    }

    /// Writes a line for everything that is another than before; the last thing before the transaction has its
    /// number.
    func writeAudit() throws {
        guard let author else { return }
        var deeds = audit.deeds
        for (table, id, old) in audit.assets {
            let new = try rows.auditedRows(table, key: .int(id)).first?.row
            if let deed = AuditDeed(table, String(id), from: old, to: new) { deeds.append(deed) }
        }
        for (table, old) in audit.tables {
            let new = try rows.auditedRows(table)
            let remaining = Dictionary(new.map { ($0.key, $0.row) }, uniquingKeysWith: { first, _ in first })
            deeds += old.compactMap { AuditDeed(table, $0.key, from: $0.row, to: remaining[$0.key]) }
            let known = Set(old.map(\.key))
            deeds += new.filter { !known.contains($0.key) }.compactMap {
                AuditDeed(table, $0.key, from: nil, to: $0.row)
            }
        }
        try insert(deeds, by: author)
    }

    private func insert(_ lines: [AuditDeed], by author: AuditAuthor) throws {
        guard !lines.isEmpty else { return }
        let first = try nextIDs(.audit, count: lines.count)
        try write(
            .bookkeeping,
            """
            INSERT INTO audit (id, at, author, client, sort, subject, name, action, changes) \
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, count: lines.count
        ) { binder, index in
            let line = lines[index]
            binder.bind(first + Int64(index))
            binder.bind(now.milliseconds)
            binder.bind(author.name)
            binder.bind(optional: author.client)
            binder.bind(line.sort.rawValue)
            binder.bind(line.subject)
            binder.bind(optional: line.name)
            binder.bind(line.action.rawValue)
            binder.bind(JSONValue.object(line.changes).jsonText)
        }
        let end = now.adding(seconds: -Self.auditKept)
        try write(.bookkeeping, "DELETE FROM audit WHERE at < ?", [.instant(end)])
    }

    /// Takes texts out of all lines: addresses of people who are erased.
    func eraseFromAudit(_ texts: [String]) throws {
        let wanted = Set(texts.map(\.caseFolded)).filter { !$0.isEmpty }
        guard !wanted.isEmpty else { return }
        let lines = try connection.all("SELECT id, subject, name, changes FROM audit") { row in
            (id: row.int(0), texts: [row.text(1), row.textOrNil(2) ?? "", row.text(3)])
        }
        for line in lines where line.texts.contains(where: { text in wanted.contains { text.caseFolded.contains($0) } })
        {
            let texts = line.texts.map { text in wanted.reduce(text) { $0.replacing($1, with: "(erased)") } }
            try write(
                .bookkeeping,
                "UPDATE audit SET subject = ?, name = CASE WHEN name IS NULL THEN NULL ELSE ? END, changes = ? WHERE id = ?",
                texts.map(SQLValue.text) + [.int(line.id)])
        }
    }
}

extension String {
    /// Without a folded text, in whatever case it stands.
    fileprivate func replacing(_ folded: String, with other: String) -> String {
        // Folding keeps the number of scalars, so that what is found in the folded text is found in this one.
        let (scalars, wanted) = (Array(unicodeScalars), Array(folded.unicodeScalars))
        let lower = Array(caseFolded.unicodeScalars)
        var result = String.UnicodeScalarView()
        var index = 0
        while index < scalars.count {
            if index + wanted.count <= lower.count, lower[index..<index + wanted.count].elementsEqual(wanted) {
                result.append(contentsOf: other.unicodeScalars)
                index += wanted.count
            } else {
                result.append(scalars[index])
                index += 1
            }
        }
        return String(result)
    }
}

extension AuditedTable {
    /// The members that differ.
    fileprivate func changes(from old: JSONObject?, to new: JSONObject?) -> JSONObject {
        let secrets = Set(members.filter { $0.kind == .secret }.map(\.name))
        var changes = JSONObject()
        var names = (old ?? [:]).keys
        names += (new ?? [:]).keys.filter { !names.contains($0) }
        for name in names where old?[name] != new?[name] {
            var change = JSONObject()
            let isSecret = secrets.contains(name)
            if let value = old?[name] { change["from"] = isSecret ? "(secret)" : value.bounded }
            if let value = new?[name] {
                change["to"] = isSecret ? (old == nil ? "(secret)" : "(another secret)") : value.bounded
            }
            changes[name] = .object(change)
        }
        return changes
    }
}

extension JSONValue {
    fileprivate var bounded: JSONValue {
        let text = text ?? jsonText
        guard text.utf8.count > StoreWriter.longestAuditedText else { return self }
        return .string(text.excerpt(bytes: StoreWriter.longestAuditedText))
    }
}
