/// One field of a lead's membership in a program.
public struct ProgramMemberField: SchemaField, Hashable {
    public let id: Int
    public let name: String
    /// Of standard fields the REST name, as Adobe's Describe has it.
    public let displayName: String
    public let dataType: DataType
    public let length: Int?
    public let isCustom: Bool
    /// True when clients may write the field. All custom fields are.
    public let isUpdateable: Bool
    public var traits: FieldTraits

    public init(
        id: Int, _ name: String, displayName: String? = nil, _ dataType: DataType, length: Int? = nil,
        custom: Bool = false, updateable: Bool = false, traits: FieldTraits = FieldTraits()
    ) {
        self.id = id
        self.name = name
        self.displayName = displayName ?? name
        self.dataType = dataType
        self.length = length
        self.isCustom = custom
        self.isUpdateable = custom || updateable
        self.traits = traits
    }

    public static func == (left: Self, right: Self) -> Bool { left.id == right.id && left.name == right.name }
    public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

extension ProgramMemberField {
    /// The fields every instance has, by ascending id. The ids are our own numbers.
    /// - Source: Adobe, "Program Members" (names, types, lengths of Describe).
    public static let standard: [ProgramMemberField] = [
        .init(id: 1, "acquiredBy", .boolean),
        .init(id: 2, "attendanceLikelihood", .integer),
        .init(id: 3, "createdAt", .datetime),
        .init(id: 4, "isExhausted", .boolean),
        .init(id: 5, "leadId", .integer),
        .init(id: 6, "membershipDate", .datetime),
        .init(id: 7, "nurtureCadence", .string, length: 4),
        .init(id: 8, "program", .string, length: 255),
        .init(id: 9, "programId", .integer),
        .init(id: 10, "reachedSuccess", .boolean),
        .init(id: 11, "reachedSuccessDate", .datetime),
        .init(id: 12, "registrationLikelihood", .integer),
        .init(id: 13, "statusName", .string, length: 255),
        .init(id: 14, "statusReason", .string, length: 255),
        .init(id: 15, "trackName", .string, length: 255),
        .init(id: 16, "updatedAt", .datetime),
        .init(id: 17, "waitlistPriority", .integer),
        .init(id: 18, "registrationCode", .string, length: 100, updateable: true),
        .init(id: 19, "webinarUrl", .string, length: 2000, updateable: true),
    ]
}

/// Every field of program members of an instance: the standard ones and its custom ones.
public struct ProgramMemberFieldCatalog: Sendable {
    /// By ascending id.
    public let fields: [ProgramMemberField]
    private let byName: [String: ProgramMemberField]

    /// - Parameter traits: what was written for standard fields, by REST name.
    public init(custom: [ProgramMemberField] = [], traits: [String: FieldTraits] = [:]) {
        let standard = ProgramMemberField.standard.with(traits) { $0.traits = $1 }
        fields = (standard + custom).sorted { $0.id < $1.id }
        byName = Dictionary(fields.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    public static let standard = ProgramMemberFieldCatalog()

    /// By REST name, with case.
    public subscript(restName name: String) -> ProgramMemberField? { byName[name] }
}
