/// One person of the database.
///
/// `values` holds the fields that have been asked for; a field that was asked for and has no
/// value is `.null`, one that was not asked for is missing.
public struct Lead: Sendable {
    public let id: LeadID
    public var values: [LeadField: FieldValue]

    public init(id: LeadID, values: [LeadField: FieldValue] = [:]) {
        self.id = id
        self.values = values
    }

    public subscript(field: LeadField) -> FieldValue { values[field] ?? .null }
}
