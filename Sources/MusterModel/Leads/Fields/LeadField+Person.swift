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
