public import MusterModel

/// What the audit trail follows; the names are those of the API and the command line.
public enum AuditSort: String, Sendable, Hashable, CaseIterable {
    case folder, program, staticList, smartList, smartCampaign, email, run, tagType
    case leadField, programMemberField, standardField, activityType
    case user, role, client, setting, clock, erasure
}

/// Who changes something.
public struct AuditAuthor: Sendable, Hashable {
    /// The API user, or what else acts on somebody's behalf.
    public let name: String
    /// The id of the client that he used.
    public let client: String?

    public init(_ name: String, client: String? = nil) {
        self.name = name
        self.client = client
    }

    /// On whose behalf the task writes, if on anybody's: every write of the task is his, through whatever it goes.
    /// Unset in what the engine does.
    @TaskLocal public static var current: AuditAuthor?

    /// Whoever has the database file itself.
    public static let commandLine = AuditAuthor("command line")
    /// Whoever starts the server, by its environment.
    public static let environment = AuditAuthor("environment")
}

/// One change of one thing by one author.
public struct AuditLine: Sendable, Hashable {
    public enum Action: String, Sendable, CaseIterable { case created, changed, deleted }

    public let id: Int64
    /// By the clock of the instance.
    public let at: Instant
    public let author: AuditAuthor
    public let sort: AuditSort
    /// Its id, or its name where it has none.
    public let subject: String
    /// As it was called afterwards, or last.
    public let name: String?
    public let action: Action
    /// By member: an object with `from` and `to`, of which one is missing where there was or is nothing. A secret
    /// is never in it, only that it is another one.
    public let changes: JSONObject
}

/// Which lines are wanted; what is `nil` does not matter.
public struct AuditQuery: Sendable {
    public var author: String?
    public var sort: AuditSort?
    public var subject: String?
    /// The first moment that counts, and the first that does not.
    public var since: Instant?
    public var until: Instant?
    /// Only lines with a lower id, for the next page.
    public var before: Int64?
    public var limit: Int

    public init(limit: Int) { self.limit = limit }
}

extension StoreReader {
    /// The newest first.
    public func auditLines(_ query: AuditQuery) throws -> [AuditLine] {
        var condition = SQLCondition()
        if let author = query.author {
            condition.require("(author = ? OR client = ?)", [.text(author), .text(author)])
        }
        if let sort = query.sort { condition.require("sort = ?", [.text(sort.rawValue)]) }
        if let subject = query.subject { condition.require("subject = ?", [.text(subject)]) }
        if let since = query.since { condition.require("at >= ?", [.instant(since)]) }
        if let until = query.until { condition.require("at < ?", [.instant(until)]) }
        if let before = query.before { condition.require("id < ?", [.int(before)]) }
        return try connection.all(
            """
            SELECT id, at, author, client, sort, subject, name, action, changes FROM audit\(condition.whereClause) \
            ORDER BY id DESC LIMIT ?
            """, condition.arguments + [.int(Int64(query.limit))], AuditLine.init(row:))
    }
}

extension AuditLine {
    fileprivate init(row: any SQLRow) throws {
        let id = row.int(0)
        guard let sort = AuditSort(rawValue: row.text(4)), let action = Action(rawValue: row.text(7)) else {
            throw StoredContentError("audit line \(id)", "'\(row.text(4))' or '\(row.text(7))' is unknown")
        }
        self.init(
            id: id, at: row.instant(1), author: AuditAuthor(row.text(2), client: row.textOrNil(3)), sort: sort,
            subject: row.text(5), name: row.textOrNil(6), action: action,
            changes: try StoredObject(try JSONParser.parse(row.text(8)), "changes of audit line \(id)").object)
    }
}
