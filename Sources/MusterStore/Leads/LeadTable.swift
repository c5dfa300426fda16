import MusterModel

/// The columns of the `lead` table: one for each field of the catalogue, and `email_key`.
///
/// `email_key` is the e-mail address as comparisons see it, kept up to date by every write of the
/// address: nearly every call finds people by it, and it is the only column with an index,
/// because each index makes writing a lead dearer.
enum LeadTable {
    static func create(_ connection: any WriteConnection) throws {
        let dialect = connection.dialect
        let fields = LeadField.standard.filter { $0 != .leadID }
        let columns = fields.map { "\($0.column) \(type(of: $0, dialect))" + (isAlwaysSet($0) ? " NOT NULL" : "") }
        let definitions = ["id \(dialect.bigIntegerType) PRIMARY KEY", "email_key TEXT"] + columns
        try connection.execute("CREATE TABLE lead (\(definitions.joined(separator: ", ")))", [])
        try connection.execute("CREATE INDEX lead_email_key ON lead (email_key)", [])
        let names = ["id"] + fields.map(\.column)
        try connection.executeMany("INSERT INTO lead_column (name) VALUES (?)", count: names.count) { binder, index in
            binder.bind(names[index])
        }
    }

    /// Gives the standard fields that this version has and the database has not their columns.
    static func addMissingFields(_ connection: any WriteConnection) throws {
        let known = Set(try connection.all("SELECT name FROM lead_column") { $0.text(0) })
        for field in LeadField.standard where !known.contains(field.column) { try add(field, connection) }
    }

    static func add(_ field: LeadField, _ connection: any WriteConnection) throws {
        try connection.execute(
            "ALTER TABLE lead ADD COLUMN \(field.column) \(type(of: field, connection.dialect))", [])
        try connection.execute("INSERT INTO lead_column (name) VALUES (?)", [.text(field.column)])
    }

    private static func type(of field: LeadField, _ dialect: any Dialect) -> String {
        switch field.dataType.storage {
        case .text, .date: "TEXT"
        case .integer, .boolean, .instant: dialect.bigIntegerType
        case .number: dialect.doubleType
        }
    }

    private static func isAlwaysSet(_ field: LeadField) -> Bool { field == .createdAt || field == .updatedAt }
}
