public import MusterModel

/// Which assets a browse call wants, answered by ascending id.
public struct AssetQuery: Sendable {
    /// Of a folder its direct children; of a program everything inside, however deep.
    /// - Source: our reading of 'browse under' in Adobe's asset API.
    public var folder: FolderReference?
    /// Both ends count.
    public var updatedFrom: Instant?
    public var updatedTo: Instant?
    /// Of campaigns: only activated ones.
    public var isActive: Bool
    public var ids: [Int64]?
    /// Exact names. With `acceptsQualifiedNames` also `Program.Asset`.
    public var names: [String]?
    public var acceptsQualifiedNames: Bool
    /// Assets inside one of these programs.
    public var programNames: [String]?
    /// Of programs: only those with this tag, type and value exactly.
    public var tag: ProgramTag?
    /// Only ids above this one: paging that does not slow down with the page's number.
    public var after: Int64?
    public var offset: Int
    public var limit: Int

    public init(
        folder: FolderReference? = nil, updatedFrom: Instant? = nil, updatedTo: Instant? = nil,
        isActive: Bool = false, ids: [Int64]? = nil, names: [String]? = nil,
        acceptsQualifiedNames: Bool = false, programNames: [String]? = nil, tag: ProgramTag? = nil,
        after: Int64? = nil, offset: Int = 0, limit: Int = 20
    ) {
        self.folder = folder
        self.updatedFrom = updatedFrom
        self.updatedTo = updatedTo
        self.isActive = isActive
        self.ids = ids
        self.names = names
        self.acceptsQualifiedNames = acceptsQualifiedNames
        self.programNames = programNames
        self.tag = tag
        self.after = after
        self.offset = offset
        self.limit = limit
    }

    /// Every asset of the kind.
    public static let everything = AssetQuery(limit: .max)
}

extension AssetQuery {
    /// The rest of a `SELECT … FROM …` over `table`, and its arguments.
    func selection(from table: AssetTable) -> (sql: String, arguments: [SQLValue]) {
        var condition = SQLCondition()
        if let folder { condition.require(inside(folder, table)) }
        // The lists of campaigns in no folder are the server's own, which nobody sees.
        if table == .smartList {
            condition.require("(smart_list.folder_id IS NOT NULL OR smart_list.program_id IS NOT NULL)")
            condition.require("smart_list.is_system = 0")
        }
        if let updatedFrom { condition.require("\(table).updated_at >= ?", [.instant(updatedFrom)]) }
        if let updatedTo { condition.require("\(table).updated_at <= ?", [.instant(updatedTo)]) }
        if isActive, table == .smartCampaign { condition.require("\(table).is_active = 1") }
        if let ids { condition.require(.isOne("\(table).id", of: ids.map(SQLValue.int))) }
        if let names { condition.requireAny(of: named(names, table)) }
        if let programNames {
            let programs = SQLCondition.isOne("name", of: programNames.map(SQLValue.text))
            condition.require(
                "\(table).program_id IN (SELECT id FROM program\(programs.whereClause))", programs.arguments)
        }
        if let tag, table == .program {
            condition.require(
                "program.id IN (SELECT program_id FROM program_tag WHERE tag_type = ? AND value = ?)",
                [.text(tag.type), .text(tag.value)])
        }
        if let after { condition.require("\(table).id > ?", [.int(after)]) }
        return (
            condition.whereClause + " ORDER BY \(table).id LIMIT ? OFFSET ?",
            condition.arguments + [.int(Int64(limit)), .int(Int64(offset))]
        )
    }

    private func inside(_ container: FolderReference, _ table: AssetTable) -> SQLCondition {
        // Names and ids narrow more than a folder does, which the planner cannot know: the sign keeps it from
        // looking at everything in the folder.
        let column = names == nil && ids == nil ? "\(table)" : "+\(table)"
        return switch container.kind {
        case .folder: SQLCondition("\(column).folder_id = ?", [.int(container.id)])
        case .program: SQLCondition("\(column).program_id IN (\(Self.programsInside))", [.int(container.id)])
        }
    }

    /// A program may hold programs: an e-mail program inside an event, anything inside an
    /// engagement program.
    private static let programsInside = """
        WITH RECURSIVE inside (id) AS (
          SELECT id FROM program WHERE id = ?
          UNION ALL SELECT program.id FROM program JOIN inside ON program.program_id = inside.id
        ) SELECT id FROM inside
        """

    private func named(_ names: [String], _ table: AssetTable) -> [SQLCondition] {
        let plain = SQLCondition.isOne("\(table).name", of: names.map(SQLValue.text))
        guard acceptsQualifiedNames else { return [plain] }
        return [plain]
            + names.flatMap { QualifiedName.readings(of: $0) }.map { reading in
                SQLCondition(
                    "\(table).name = ? AND \(table).program_id IN (SELECT id FROM program WHERE name = ?)",
                    [.text(reading.asset), .text(reading.program)])
            }
    }
}
