/// Where the person came from.
extension LeadField {
    static let originFields: [LeadField] = [
        .leadSource, .acquisitionProgramId, .acquisitionDate, .originalSourceType,
        .originalSourceInfo, .originalSearchEngine, .originalSearchPhrase, .originalReferrer,
        .registrationSourceType, .registrationSourceInfo, .anonymousIP, .inferredCompany,
        .inferredCountry, .inferredCity, .inferredStateRegion, .inferredPostalCode,
        .inferredMetropolitanArea, .inferredPhoneAreaCode,
    ]

    public static let leadSource = LeadField(id: 144, "leadSource", "Lead Source", .string, length: 255)
    /// Named by the API without an id; the number is our own.
    public static let acquisitionProgramId = LeadField(id: 503, "acquisitionProgramId", "Acquisition Program", .integer)
    public static let acquisitionDate = LeadField(id: 504, "acquisitionDate", "Acquisition Date", .datetime)
    public static let originalSourceType = LeadField(
        id: 70, "originalSourceType", "Original Source Type", .string, length: 255, readOnly: true)
    public static let originalSourceInfo = LeadField(
        id: 71, "originalSourceInfo", "Original Source Info", .string, length: 2000, readOnly: true)
    public static let originalSearchEngine = LeadField(
        id: 74, "originalSearchEngine", "Original Search Engine", .string, length: 255, readOnly: true)
    public static let originalSearchPhrase = LeadField(
        id: 75, "originalSearchPhrase", "Original Search Phrase", .string, length: 255, readOnly: true)
    public static let originalReferrer = LeadField(
        id: 76, "originalReferrer", "Original Referrer", .url, length: 255, readOnly: true)
    public static let registrationSourceType = LeadField(
        id: 72, "registrationSourceType", "Registration Source Type", .string, length: 255)
    public static let registrationSourceInfo = LeadField(
        id: 73, "registrationSourceInfo", "Registration Source Info", .string, length: 2000)
    public static let anonymousIP = LeadField(
        id: 103, "anonymousIP", "Anonymous IP", .string, length: 255, readOnly: true)
    public static let inferredCompany = LeadField(
        id: 104, "inferredCompany", "Inferred Company", .string, length: 255, readOnly: true)
    public static let inferredCountry = LeadField(
        id: 105, "inferredCountry", "Inferred Country", .string, length: 255, readOnly: true)
    public static let inferredCity = LeadField(
        id: 106, "inferredCity", "Inferred City", .string, length: 255, readOnly: true)
    public static let inferredStateRegion = LeadField(
        id: 107, "inferredStateRegion", "Inferred State Region", .string, length: 255, readOnly: true)
    public static let inferredPostalCode = LeadField(
        id: 108, "inferredPostalCode", "Inferred Postal Code", .string, length: 255, readOnly: true)
    public static let inferredMetropolitanArea = LeadField(
        id: 109, "inferredMetropolitanArea", "Inferred Metropolitan Area", .string, length: 255, readOnly: true)
    public static let inferredPhoneAreaCode = LeadField(
        id: 110, "inferredPhoneAreaCode", "Inferred Phone Area Code", .string, length: 255, readOnly: true)
}

/// How interested the person seems to be, and what became of it.
extension LeadField {
    static let scoringFields: [LeadField] = [
        .leadScore, .leadStatus, .rating, .urgency, .priority, .relativeScore, .relativeUrgency,
        .personPrimaryLeadInterest,
    ]

    public static let leadScore = LeadField(id: 146, "leadScore", "Lead Score", .integer)
    public static let leadStatus = LeadField(id: 145, "leadStatus", "Lead Status", .string, length: 255)
    public static let rating = LeadField(id: 160, "rating", "Lead Rating", .string, length: 255)
    public static let urgency = LeadField(id: 147, "urgency", "Urgency", .float, readOnly: true)
    public static let priority = LeadField(id: 148, "priority", "Priority", .integer, readOnly: true)
    public static let relativeScore = LeadField(id: 149, "relativeScore", "Relative Score", .integer, readOnly: true)
    public static let relativeUrgency = LeadField(
        id: 150, "relativeUrgency", "Relative Urgency", .integer, readOnly: true)
    public static let personPrimaryLeadInterest = LeadField(
        id: 181, "personPrimaryLeadInterest", "Primary Lead Interest", .reference, readOnly: true)
}

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
