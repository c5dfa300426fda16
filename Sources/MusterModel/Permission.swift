/// What an API client may do, by the name that Marketo's role editor shows.
///
/// - Source: Adobe, "Custom Services" and the endpoint tables; spellings of the role editor.
public enum Permission: String, Sendable, CaseIterable, Hashable {
    case approveAssets = "Approve Assets"
    case activateCampaign = "Activate Campaign"
    case deactivateCampaign = "Deactivate Campaign"
    case executeCampaign = "Execute Campaign"
    case readOnlyAssets = "Read-Only Assets"
    case readWriteAssets = "Read-Write Assets"
    case readOnlyCampaign = "Read-Only Campaign"
    case readWriteCampaign = "Read-Write Campaign"
    case readOnlyLead = "Read-Only Lead"
    case readWriteLead = "Read-Write Lead"
    case readOnlyActivity = "Read-Only Activity"
    case readWriteActivity = "Read-Write Activity"
    case readOnlyActivityMetadata = "Read-Only Activity Metadata"
    case readWriteActivityMetadata = "Read-Write Activity Metadata"
    case readOnlyCompany = "Read-Only Company"
    case readWriteCompany = "Read-Write Company"
    case readOnlyOpportunity = "Read-Only Opportunity"
    case readWriteOpportunity = "Read-Write Opportunity"
    case readOnlySalesPerson = "Read-Only Sales Person"
    case readWriteSalesPerson = "Read-Write Sales Person"
    case readOnlyCustomObject = "Read-Only Custom Object"
    case readWriteCustomObject = "Read-Write Custom Object"
    case readOnlyCustomObjectType = "Read-Only Custom Object Type"
    case readWriteCustomObjectType = "Read-Write Custom Object Type"
    case readOnlyNamedAccount = "Read-Only Named Account"
    case readWriteNamedAccount = "Read-Write Named Account"
    case readOnlyNamedAccountList = "Read-Only Named Account List"
    case readWriteNamedAccountList = "Read-Write Named Account List"
    case readWriteSchemaStandardField = "Read-Write Schema Standard Field"
    case readWriteSchemaCustomField = "Read-Write Schema Custom Field"
    case readOnlyRedirectRules = "Read-Only Redirect Rules"
    case readWriteRedirectRules = "Read-Write Redirect Rules"
    case accessUserManagementAPI = "Access User Management Api"
    /// To change what holds for everybody: the clock, and the settings of the instance.
    /// - Source: our choice; Marketo has no such thing.
    case manageInstance = "Manage Instance"

    /// The permission that grants at least as much: `Read-Write X` of a `Read-Only X`.
    public var stronger: Permission? {
        guard rawValue.hasPrefix("Read-Only ") else { return nil }
        return Permission(rawValue: "Read-Write " + rawValue.dropFirst("Read-Only ".count))
    }
}

extension Set<Permission> {
    /// Every permission there is.
    public static let all = Set(Permission.allCases)

    /// True when `permission`, or one that implies it, is in the set.
    public func grants(_ permission: Permission) -> Bool {
        if contains(permission) { return true }
        guard let stronger = permission.stronger else { return false }
        return contains(stronger)
    }

    /// What of `others` is not granted here.
    public func lacking(_ others: Set<Permission>) -> Set<Permission> { others.filter { !grants($0) } }
}
