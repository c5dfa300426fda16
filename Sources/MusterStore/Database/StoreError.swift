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
        /// The machine has no memory left at this moment.
        public static let outOfMemory = Code(rawValue: "out of memory")
        /// The engine gave up the whole transaction, and with it the work of others in the group.
        public static let rolledBack = Code(rawValue: "rolled back")
        /// The database was written by a newer version.
        public static let newerSchema = Code(rawValue: "newer schema")
        /// What was asked for is more than this machine can hold; the message says what and how much.
        public static let tooLarge = Code(rawValue: "too large")
        /// Whoever asked does not wait for the answer any more.
        public static let cancelled = Code(rawValue: "cancelled")
        /// The reading took longer than it may.
        public static let timedOut = Code(rawValue: "timed out")
        /// The statement itself is wrong: a defect.
        public static let statement = Code(rawValue: "statement")
        public static let other = Code(rawValue: "other")
    }

    public let code: Code
    public let message: String
    /// The beginning of the statement.
    public let sql: String?

    public init(_ code: Code, _ message: String, sql: String? = nil) {
        self.code = code
        self.message = message.excerpt(bytes: Self.longestDescription)
        self.sql = sql?.excerpt(bytes: Self.longestDescription)
    }

    public static let closed = StoreError(.closed, "the database has been closed")
}

extension StoreError: CustomStringConvertible {
    /// Of an error in the log or in an answer, in bytes: neither may grow with what was asked.
    public static let longestDescription = 2_048

    public var description: String {
        let statement = sql.map { " - while executing: \($0)" } ?? ""
        return "\(code.rawValue): \(message)\(statement)".excerpt(bytes: Self.longestDescription)
    }
}

extension Error {
    /// The error in words, as a line of the log or a reason that is kept takes it: at most 2 KiB.
    public var inBrief: String { "\(self)".excerpt(bytes: StoreError.longestDescription) }
}

/// An asset that a write names does not exist. Callers check first and answer their own words;
/// this keeps a write of nothing from looking like a success.
public struct AssetNotFoundError: Error, Sendable, CustomStringConvertible {
    /// Such as `smart campaign`.
    public let kind: String
    public let id: Int64

    public init(_ kind: String, _ id: Int64) {
        self.kind = kind
        self.id = id
    }

    public var description: String { "there is no \(kind) with id \(id)" }
}
