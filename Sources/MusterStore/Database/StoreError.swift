import MusterModel

/// The storage refused or failed: what, and at which statement.
///
/// The values that were bound to the statement are left out, because they are personal data.
/// The description is at most `longestDescription` bytes, as a statement may be of any length.
public struct StoreError: Error, Sendable, Hashable {
    public struct Code: RawRepresentable, Sendable, Hashable {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The database has been closed.
        public static let closed = Code(rawValue: "closed")
        /// A rule of the schema (unique, not null, check, foreign key) forbids the change.
        public static let constraint = Code(rawValue: "constraint")
        /// Somebody else holds the database.
        public static let busy = Code(rawValue: "busy")
        /// No space left, or the file may not grow.
        public static let full = Code(rawValue: "full")
        public static let readOnly = Code(rawValue: "read-only")
        /// The file is damaged or no database of ours.
        public static let corrupt = Code(rawValue: "corrupt")
        public static let inputOutput = Code(rawValue: "input/output")
        /// The engine gave up the whole transaction, and with it the work of others in the group.
        public static let rolledBack = Code(rawValue: "rolled back")
        /// The database was written by a newer version.
        public static let newerSchema = Code(rawValue: "newer schema")
        /// The statement itself is wrong: a defect.
        public static let statement = Code(rawValue: "statement")
        public static let other = Code(rawValue: "other")
    }

    public let code: Code
    public let message: String
    public let sql: String?

    public init(_ code: Code, _ message: String, sql: String? = nil) {
        self.code = code
        self.message = message
        self.sql = sql
    }

    public static let closed = StoreError(.closed, "the database has been closed")
}

extension StoreError: CustomStringConvertible {
    public static let longestDescription = 2048

    public var description: String {
        // Excerpts first, so that nothing large is put together.
        let size = Self.longestDescription
        let statement = sql.map { " - while executing: \($0.excerpt(bytes: size))" } ?? ""
        return "\(code.rawValue): \(message.excerpt(bytes: size))\(statement)".excerpt(bytes: size)
    }
}
