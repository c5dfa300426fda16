/// What is known about the person: name, post, address, telephone.
extension LeadField {
    static let personFields: [LeadField] = [
        .fullName, .salutation, .firstName, .middleName, .lastName, .title, .department, .leadRole,
        .dateOfBirth, .phone, .mobilePhone, .fax, .address, .city, .state, .postalCode, .country,
        .personTimeZone, .mktoPersonNotes,
    ]

    /// First, middle and last name, single-spaced; kept by the store whenever one of them changes.
    public static let fullName = LeadField(id: 45, "mktoName", "Full Name", .string, length: 255, readOnly: true)
    public static let salutation = LeadField(id: 52, "salutation", "Salutation", .string, length: 255)
    public static let firstName = LeadField(id: 53, "firstName", "First Name", .string, length: 255)
    public static let middleName = LeadField(id: 54, "middleName", "Middle Name", .string, length: 255)
    public static let lastName = LeadField(id: 55, "lastName", "Last Name", .string, length: 255)
    public static let title = LeadField(id: 60, "title", "Job Title", .string, length: 255)
    public static let department = LeadField(id: 126, "department", "Department", .string, length: 255)
    public static let leadRole = LeadField(id: 143, "leadRole", "Role", .string, length: 50)
    public static let dateOfBirth = LeadField(id: 62, "dateOfBirth", "Date of Birth", .date)
    public static let phone = LeadField(id: 57, "phone", "Phone Number", .phone, length: 255)
    public static let mobilePhone = LeadField(id: 58, "mobilePhone", "Mobile Phone Number", .phone, length: 255)
    public static let fax = LeadField(id: 59, "fax", "Fax Number", .phone, length: 255)
    public static let address = LeadField(id: 63, "address", "Address", .text)
    public static let city = LeadField(id: 64, "city", "City", .string, length: 255)
    public static let state = LeadField(id: 65, "state", "State", .string, length: 255)
    public static let postalCode = LeadField(id: 67, "postalCode", "Postal Code", .string, length: 255)
    public static let country = LeadField(id: 66, "country", "Country", .string, length: 255)
    public static let personTimeZone = LeadField(
        id: 68, "personTimeZone", "Person Time Zone", .string, length: 255, readOnly: true)
    public static let mktoPersonNotes = LeadField(id: 89, "mktoPersonNotes", "Person Notes", .text)
}

/// The company of the person: one value for all leads of the company.
extension LeadField {
    static let companyFields: [LeadField] = [
        .company, .site, .billingStreet, .billingCity, .billingState, .billingPostalCode,
        .billingCountry, .website, .mainPhone, .annualRevenue, .numberOfEmployees, .industry,
        .sicCode, .mktoCompanyNotes, .externalCompanyId,
    ]

    public static let company = LeadField(id: 4, "company", "Company Name", .string, length: 255, owner: .company)
    public static let site = LeadField(id: 5, "site", "Site", .string, length: 255, owner: .company)
    public static let billingStreet = LeadField(id: 6, "billingStreet", "Billing Address", .text, owner: .company)
    public static let billingCity = LeadField(
        id: 7, "billingCity", "Billing City", .string, length: 255, owner: .company)
    public static let billingState = LeadField(
        id: 8, "billingState", "Billing State", .string, length: 255, owner: .company)
    public static let billingPostalCode = LeadField(
        id: 10, "billingPostalCode", "Billing Postal Code", .string, length: 255, owner: .company)
    public static let billingCountry = LeadField(
        id: 9, "billingCountry", "Billing Country", .string, length: 255, owner: .company)
    public static let website = LeadField(id: 11, "website", "Website", .url, length: 255, owner: .company)
    public static let mainPhone = LeadField(id: 12, "mainPhone", "Main Phone", .string, length: 255, owner: .company)
    public static let annualRevenue = LeadField(id: 15, "annualRevenue", "Annual Revenue", .currency, owner: .company)
    public static let numberOfEmployees = LeadField(
        id: 16, "numberOfEmployees", "Num Employees", .integer, owner: .company)
    public static let industry = LeadField(id: 17, "industry", "Industry", .string, length: 255, owner: .company)
    public static let sicCode = LeadField(id: 18, "sicCode", "SIC Code", .string, length: 40, owner: .company)
    public static let mktoCompanyNotes = LeadField(id: 20, "mktoCompanyNotes", "Company Notes", .text, owner: .company)
    public static let externalCompanyId = LeadField(
        id: 41, "externalCompanyId", "External Company Id", .string, length: 50, owner: .company, searchable: true)
}

/// Whether the person may be written to or called, and why not.
extension LeadField {
    static let reachabilityFields: [LeadField] = [
        .emailInvalid, .emailInvalidCause, .emailSuspended, .emailSuspendedCause, .emailSuspendedAt,
        .unsubscribed, .unsubscribedReason, .marketingSuspended, .marketingSuspendedCause,
        .blackListed, .blackListedCause, .doNotCall, .mktoDoNotCallCause, .doNotCallReason,
    ]

    public static let emailInvalid = LeadField(id: 77, "emailInvalid", "Email Invalid", .boolean)
    public static let emailInvalidCause = LeadField(
        id: 78, "emailInvalidCause", "Email Invalid Cause", .string, length: 255)
    public static let emailSuspended = LeadField(id: 123, "emailSuspended", "Email Suspended", .boolean)
    public static let emailSuspendedCause = LeadField(
        id: 124, "emailSuspendedCause", "Email Suspended Cause", .string, length: 255)
    /// The suspension counts for 24 hours from here.
    public static let emailSuspendedAt = LeadField(id: 125, "emailSuspendedAt", "Email Suspended At", .datetime)
    public static let unsubscribed = LeadField(id: 79, "unsubscribed", "Unsubscribed", .boolean)
    public static let unsubscribedReason = LeadField(
        id: 81, "unsubscribedReason", "Unsubscribed Reason", .string, length: 2000)
    public static let marketingSuspended = LeadField(id: 85, "marketingSuspended", "Marketing Suspended", .boolean)
    public static let marketingSuspendedCause = LeadField(
        id: 86, "marketingSuspendedCause", "Marketing Suspended Cause", .string, length: 255)
    public static let blackListed = LeadField(id: 87, "blackListed", "Black Listed", .boolean)
    public static let blackListedCause = LeadField(
        id: 88, "blackListedCause", "Black Listed Cause", .string, length: 255)
    public static let doNotCall = LeadField(id: 82, "doNotCall", "Do Not Call", .boolean)
    public static let mktoDoNotCallCause = LeadField(
        id: 83, "mktoDoNotCallCause", "Do Not Call Cause", .string, length: 255)
    public static let doNotCallReason = LeadField(
        id: 84, "doNotCallReason", "Do Not Call Reason", .string, length: 2000)
}

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
