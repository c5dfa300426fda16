import MusterModel
import MusterStore

/// What an endpoint asks of its caller: always, and besides for what a call turns out to do.
struct PermissionRequirement: Sendable, Hashable {
    /// One of these is enough.
    struct Clause: Sendable, Hashable {
        let anyOf: [Permission]
        /// What for, as the sentence "who … needs it" goes on.
        let why: String
        /// `anyOf` and what implies them, as bits.
        fileprivate let mask: UInt64

        fileprivate init(_ anyOf: [Permission], _ why: String) {
            self.anyOf = anyOf
            self.why = why
            mask = (anyOf + anyOf.compactMap(\.stronger)).reduce(0) { $0 | $1.bit }
        }

        /// The names, as a sentence has them.
        var names: String { anyOf.map(\.rawValue).joined(separator: " or ") }
    }

    /// Each of them must be met; none means that a token is enough.
    let clauses: [Clause]
    let needsToken: Bool
    /// What a call may turn out to do that asks for more, in the order in which it is told.
    private(set) var interventions: [Intervention.Kind] = []

    private init(_ clauses: [Clause], needsToken: Bool = true) {
        self.clauses = clauses
        self.needsToken = needsToken
    }

    private init(_ anyOf: Permission..., to why: String) { self.init([Clause(anyOf, why)]) }

    /// As a table says it.
    var names: String {
        if !needsToken { return "none" }
        return clauses.isEmpty ? "token only" : clauses.map(\.names).joined(separator: " and ")
    }

    /// Whether calls that need it bring people's data.
    var takesPeople: Bool {
        clauses.contains { $0.anyOf.contains(.readWriteLead) || $0.anyOf.contains(.readWriteActivity) }
    }

    func and(_ other: PermissionRequirement) -> PermissionRequirement {
        var requirement = PermissionRequirement(clauses + other.clauses)
        requirement.interventions = interventions + other.interventions
        return requirement
    }

    /// The same, of calls that may do this as well.
    func orMore(_ kinds: Intervention.Kind...) -> PermissionRequirement {
        var requirement = self
        requirement.interventions += kinds
        return requirement
    }
}

extension PermissionRequirement {
    /// No token at all.
    static let open = PermissionRequirement([], needsToken: false)
    /// A valid token is enough.
    static let token = PermissionRequirement([])

    static let readOnlyAssets = PermissionRequirement(.readOnlyAssets, to: "reads assets")
    static let readWriteAssets = PermissionRequirement(.readWriteAssets, to: "changes assets")
    /// - Source: Adobe's newer definition asks for the stronger one though nothing is written.
    static let campaignRuleTypes = PermissionRequirement(
        .readWriteAssets, to: "asks what rules of campaigns are made of")
    static let activateCampaign = PermissionRequirement(.activateCampaign, to: "activates campaigns")
    static let deactivateCampaign = PermissionRequirement(.deactivateCampaign, to: "deactivates campaigns")
    static let readOnlyCampaign = PermissionRequirement(.readOnlyCampaign, to: "reads campaigns and their runs")
    /// Adobe's swagger says Execute Campaign, its endpoint table Read-Write Campaign: either passes.
    static let executeCampaign = PermissionRequirement(
        .executeCampaign, .readWriteCampaign, to: "makes campaigns act on people, or keeps them from it")
    static let readOnlyLead = PermissionRequirement(.readOnlyLead, to: "reads people")
    static let aboutPeople = PermissionRequirement(.readOnlyLead, to: "asks about people")
    static let readWriteLead = PermissionRequirement(.readWriteLead, to: "changes people")
    static let readOnlyActivity = PermissionRequirement(.readOnlyActivity, to: "reads activities")
    static let readWriteActivity = PermissionRequirement(.readWriteActivity, to: "adds activities")
    static let readOnlyActivityMetadata = PermissionRequirement(
        .readOnlyActivityMetadata, to: "reads types of activities")
    static let readWriteActivityMetadata = PermissionRequirement(
        .readWriteActivityMetadata, to: "changes types of activities")
    static let readWriteSchemaStandardField = PermissionRequirement(
        .readWriteSchemaStandardField, to: "sees standard fields")
    static let readWriteSchemaCustomField = PermissionRequirement(
        .readWriteSchemaCustomField, to: "makes and changes custom fields")
    static let readWriteSchemaField = PermissionRequirement(
        .readWriteSchemaStandardField, .readWriteSchemaCustomField, to: "works with fields, of either kind its own")
    static let manageInstance = PermissionRequirement(.manageInstance, to: "changes what holds for everybody")
    static let erasesPeople = readWriteLead.and(
        PermissionRequirement(.manageInstance, to: "removes for good, and has the files written anew"))
    static let userManagement = PermissionRequirement(.accessUserManagementAPI, to: "manages users and roles")

    static let asksAboutPeople = readOnlyAssets.and(aboutPeople)
    static let changesRules = readWriteAssets.orMore(.rules)
    static let changesFlow = readWriteAssets.orMore(.flow)
    static let changesTokens = readWriteAssets.orMore(.tokens)
}

/// The API client that a request's token belongs to.
struct Caller: Sendable, Hashable {
    static let anonymous = Caller(clientID: "", scope: "", permissions: [])
    /// Who has the database itself.
    static let everything = Caller(clientID: "", scope: "", permissions: .all)

    let clientID: String
    /// The e-mail-shaped name of the API-only user.
    let scope: String
    private let granted: UInt64

    init(clientID: String, scope: String, permissions: Set<Permission>) {
        self.clientID = clientID
        self.scope = scope
        granted = permissions.reduce(0) { $0 | $1.bit }
    }

    /// As the audit trail names him; whoever has no token changes nothing that it follows.
    var author: AuditAuthor? {
        switch self {
        case .everything: .commandLine
        case .anonymous: nil
        default: AuditAuthor(scope, client: clientID)
        }
    }

    /// Whether the caller has what every call of the kind needs.
    func meets(_ requirement: PermissionRequirement) -> Bool {
        requirement.clauses.allSatisfy { granted & $0.mask != 0 }
    }
}

extension Permission {
    private static let bits = Dictionary(
        uniqueKeysWithValues: allCases.enumerated().map { ($0.element, UInt64(1) << UInt64($0.offset)) })

    fileprivate var bit: UInt64 { Self.bits[self] ?? 0 }
}
