/// Who the record is: ids, record kind and the times the database keeps itself.
extension LeadField {
    static let identityFields: [LeadField] = [
        .leadID, .email, .personType, .isLead, .isAnonymous, .mktoIsPartner, .mktoIsCustomer,
        .contactCompany, .leadPerson, .cookies, .leadPartitionId, .externalSalesPersonId,
        .createdAt, .updatedAt,
    ]

    public static let leadID = LeadField(id: 44, "id", "Id", .integer, readOnly: true, searchable: true)
    public static let email = LeadField(id: 56, "email", "Email Address", .email, length: 255, searchable: true)
    public static let personType = LeadField(id: 46, "personType", "Person Type", .string, length: 50)
    public static let isLead = LeadField(id: 49, "isLead", "Is Lead", .boolean)
    public static let isAnonymous = LeadField(id: 51, "isAnonymous", "Is Anonymous", .boolean, readOnly: true)
    public static let mktoIsPartner = LeadField(id: 48, "mktoIsPartner", "Is Partner", .boolean)
    public static let mktoIsCustomer = LeadField(id: 50, "mktoIsCustomer", "Is Customer", .boolean)
    public static let contactCompany = LeadField(
        id: 61, "contactCompany", "Contact Company", .reference, readOnly: true)
    public static let leadPerson = LeadField(id: 141, "leadPerson", "Lead Person", .reference, readOnly: true)
    public static let cookies = LeadField(id: 136, "cookies", "Cookies", .string, length: 255, searchable: true)
    /// Written by partition operations only.
    public static let leadPartitionId = LeadField(
        id: 454, "leadPartitionId", "Lead Partition Id", .reference, readOnly: true, searchable: true)
    public static let externalSalesPersonId = LeadField(
        id: 137, "externalSalesPersonId", "External Sales Person Id", .string, length: 50, searchable: true)
    public static let createdAt = LeadField(id: 130, "createdAt", "Created At", .datetime, readOnly: true)
    public static let updatedAt = LeadField(id: 131, "updatedAt", "Updated At", .datetime, readOnly: true)
}
