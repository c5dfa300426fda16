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
