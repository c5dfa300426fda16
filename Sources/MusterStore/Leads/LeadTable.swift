import MusterModel

/// The columns of the `lead` table: one for each field of the catalogue, and `email_key`. Those of
/// standard fields are made by migrations, those of custom fields here.
///
/// `email_key` is the e-mail address as comparisons see it, kept up to date by every write of the
/// address: nearly every call finds people by it, and it is the only column with an index,
/// because each index makes writing a lead dearer.
enum LeadTable {
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
}
