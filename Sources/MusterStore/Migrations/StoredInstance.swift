public import MusterModel

/// What a database holds, read before anything is done with it.
public struct StoredInstance: Sendable, Equatable {
    public enum Content: Sendable, Equatable {
        /// No table at all: what a new instance can be made in.
        case nothing
        /// An instance with the schema of that number.
        case instance(schema: Int)
        /// Tables of another program, such as these.
        case foreign(tables: [String])
    }

    public let content: Content
    /// Where its clock stood; `nil` for what has none or runs in real time.
    public let simulatedNow: Instant?

    /// The schema of this version.
    public static var currentSchema: Int { Migrator.newest }

    /// What every instance has had from the first schema on, and hardly anything else.
    private static let marks: Set = ["schema_migration", "sequence", "lead", "setting"]

    public init(_ connection: any SQLConnection) throws {
        let tables = try connection.all(connection.dialect.tableNames) { $0.text(0) }
        guard !tables.isEmpty else {
            (content, simulatedNow) = (.nothing, nil)
            return
        }
        guard Self.marks.isSubset(of: tables) else {
            (content, simulatedNow) = (.foreign(tables: Array(tables.sorted().prefix(3))), nil)
            return
        }
        content = .instance(schema: try Migrator.number(connection))
        simulatedNow = try connection.simulatedNow()
    }
}
