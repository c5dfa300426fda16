/// The write connection as long as somebody waits for what is written: once nobody does, it refuses to go on, and the
/// write is rolled back.
///
/// It looks between statements and rows alone: SQLite ends a statement that is interrupted with the whole transaction,
/// in which the writes of others may be.
struct AwaitedConnection: WriteConnection {
    private static let rowsBetweenLooks = 256

    private let connection: any WriteConnection
    private let end: ReadEnd

    init(_ connection: any WriteConnection, until end: ReadEnd) {
        self.connection = connection
        self.end = end
    }

    var dialect: any Dialect { connection.dialect }

    func query(_ sql: String, _ arguments: [SQLValue], _ row: (any SQLRow) throws -> Bool) throws {
        try look()
        try connection.query(sql, arguments, row)
    }

    @discardableResult
    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
        try look()
        return try connection.execute(sql, arguments)
    }

    func executeMany(_ sql: String, count: Int, bind: (inout any SQLBinder, Int) throws -> Void) throws {
        try look()
        try connection.executeMany(sql, count: count) { binder, index in
            if index.isMultiple(of: Self.rowsBetweenLooks) { try look() }
            try bind(&binder, index)
        }
    }

    private func look() throws {
        if end.isCancelled { throw StoreError(.cancelled, "nobody waits for the answer any more") }
    }
}
