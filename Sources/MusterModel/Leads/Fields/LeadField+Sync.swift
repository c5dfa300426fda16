/// The record of the same person in other systems.
extension LeadField {
    static let syncFields: [LeadField] = [
        .sfdcId, .sfdcType, .sfdcLeadId, .sfdcContactId, .sfdcAccountId, .sfdcLeadOwnerId,
        .jigsawContactId, .jigsawContactStatus, .facebookId, .linkedInId, .twitterId,
    ]

    /// The id of the contact, else of the lead (inferred).
    public static let sfdcId = LeadField(id: 129, "sfdcId", "SFDC Id", .leadFunction, length: 255, readOnly: true)
    public static let sfdcType = LeadField(id: 90, "sfdcType", "SFDC Type", .string, length: 50, readOnly: true)
    public static let sfdcLeadId = LeadField(
        id: 171, "sfdcLeadId", "SFDC Lead Id", .string, length: 50, readOnly: true, searchable: true)
    public static let sfdcContactId = LeadField(
        id: 98, "sfdcContactId", "SFDC Contact Id", .string, length: 50, readOnly: true, searchable: true)
    public static let sfdcAccountId = LeadField(
        id: 31, "sfdcAccountId", "SFDC Account Id", .string, length: 50, readOnly: true, owner: .company,
        searchable: true)
    public static let sfdcLeadOwnerId = LeadField(
        id: 172, "sfdcLeadOwnerId", "SFDC Lead Owner Id", .string, length: 50, readOnly: true, searchable: true)
    /// Adobe lists it without an id; 501 and up are our own numbers.
    public static let jigsawContactId = LeadField(
        id: 501, "jigsawContactId", "Marketo Data.com ID", .string, length: 255, readOnly: true)
    public static let jigsawContactStatus = LeadField(
        id: 502, "jigsawContactStatus", "Marketo Data.com Status", .string, length: 255, readOnly: true)
    /// The social ids are filter types of Get Leads without published ids; the numbers are our own.
    public static let facebookId = LeadField(
        id: 505, "facebookId", "Marketo Social Facebook Id", .string, length: 255, searchable: true)
    public static let linkedInId = LeadField(
        id: 506, "linkedInId", "Marketo Social LinkedIn Id", .string, length: 255, searchable: true)
    public static let twitterId = LeadField(
        id: 507, "twitterId", "Marketo Social Twitter Id", .string, length: 255, searchable: true)
}
