import MusterModel

/// What an endpoint asks of its caller.
struct PermissionRequirement: Sendable, Hashable {
    /// No token at all.
    static let open = PermissionRequirement(anyOf: [], needsToken: false)
    /// A valid token is enough.
    static let token = PermissionRequirement(anyOf: [])

    static let readOnlyAssets = PermissionRequirement(anyOf: [.readOnlyAssets])
    static let readWriteAssets = PermissionRequirement(anyOf: [.readWriteAssets])
    static let activateCampaign = PermissionRequirement(anyOf: [.activateCampaign])
    static let deactivateCampaign = PermissionRequirement(anyOf: [.deactivateCampaign])
    static let readOnlyCampaign = PermissionRequirement(anyOf: [.readOnlyCampaign])
    /// Adobe's swagger says Execute Campaign, its endpoint table Read-Write Campaign: either passes.
    static let executeCampaign = PermissionRequirement(anyOf: [.executeCampaign, .readWriteCampaign])
    static let readOnlyLead = PermissionRequirement(anyOf: [.readOnlyLead])
    static let readWriteLead = PermissionRequirement(anyOf: [.readWriteLead])
    static let readOnlyActivity = PermissionRequirement(anyOf: [.readOnlyActivity])
    static let readWriteActivity = PermissionRequirement(anyOf: [.readWriteActivity])
    static let readOnlyActivityMetadata = PermissionRequirement(anyOf: [.readOnlyActivityMetadata])
    static let readWriteActivityMetadata = PermissionRequirement(anyOf: [.readWriteActivityMetadata])
    static let readWriteSchemaStandardField = PermissionRequirement(anyOf: [.readWriteSchemaStandardField])
    static let readWriteSchemaCustomField = PermissionRequirement(anyOf: [.readWriteSchemaCustomField])
    static let readWriteSchemaField = PermissionRequirement(
        anyOf: [.readWriteSchemaStandardField, .readWriteSchemaCustomField])
    static let userManagement = PermissionRequirement(anyOf: [.accessUserManagementAPI])

    /// One of these is enough; empty means that a token is.
    let anyOf: [Permission]
    let needsToken: Bool
    /// `anyOf` and what implies them, as bits.
    fileprivate let mask: UInt64

    init(anyOf: [Permission], needsToken: Bool = true) {
        self.anyOf = anyOf
        self.needsToken = needsToken
        mask = (anyOf + anyOf.compactMap(\.stronger)).reduce(0) { $0 | $1.bit }
    }
}

/// The API client that a request's token belongs to.
struct Caller: Sendable, Hashable {
    static let anonymous = Caller(clientID: "", scope: "", permissions: [])

    let clientID: String
    /// The e-mail-shaped name of the API-only user.
    let scope: String
    private let granted: UInt64

    init(clientID: String, scope: String, permissions: Set<Permission>) {
        self.clientID = clientID
        self.scope = scope
        granted = permissions.reduce(0) { $0 | $1.bit }
    }

    func meets(_ requirement: PermissionRequirement) -> Bool {
        requirement.anyOf.isEmpty || granted & requirement.mask != 0
    }
}

extension Permission {
    private static let bits = Dictionary(
        uniqueKeysWithValues: allCases.enumerated().map { ($0.element, UInt64(1) << UInt64($0.offset)) })

    fileprivate var bit: UInt64 { Self.bits[self] ?? 0 }
}
