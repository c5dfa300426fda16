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
