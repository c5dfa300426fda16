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
