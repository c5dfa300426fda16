import MusterAuthoring
import MusterModel
import MusterStore

extension Intervention.Kind {
    /// What whoever does it needs besides.
    var requirement: PermissionRequirement {
        switch self {
        case .rules, .flow, .settings, .schedule, .removal, .tokens, .mail: .executeCampaign
        case .activation: .activateCampaign
        case .deactivation: .deactivateCampaign
        case .leadFields: .readWriteSchemaCustomField
        case .activityTypes: .readWriteActivityMetadata
        case .instanceSettings: .manageInstance
        }
    }

    /// What it is, as the sentence "a call that … needs" goes on.
    var deed: String {
        switch self {
        case .rules: "changes whom a campaign at work takes, by its rules or those of a list that it uses"
        case .flow: "changes the flow of a campaign at work"
        case .settings: "changes the settings of a campaign at work"
        case .schedule: "sets or ends a recurrence, plans a run, or takes one back"
        case .activation: "activates a campaign"
        case .deactivation: "deactivates a campaign"
        case .removal: "removes a campaign at work"
        case .tokens: "changes tokens that a campaign at work sees"
        case .mail: "changes a mail that a campaign at work sends, or that is in its program"
        case .leadFields: "makes a lead field"
        case .activityTypes: "makes or changes a type of activities"
        case .instanceSettings: "changes settings of the instance"
        }
    }
}

extension APIContext {
    /// Refuses what reaches further than the call always does, unless the caller has what that needs.
    var oversight: @Sendable (Intervention, StoreReader) throws -> Void {
        { [caller, permission] intervention, reader in
            let kind = intervention.kind
            guard !caller.meets(kind.requirement), try CampaignReach(reader).includes(intervention) else { return }
            assert(permission.interventions.contains(kind), "a call that \(kind.deed) says so in its permission")
            throw APIError.accessDenied(to: kind)
        }
    }

    /// Commits what `body` does, as far as the caller may: all of it or nothing.
    ///
    /// Every write of an endpoint goes through here.
    @discardableResult
    func write<T: Sendable>(_ body: @escaping @Sendable (StoreWriter) throws -> T) async throws -> T {
        try await store.write { [oversight] writer in
            writer.oversight = oversight
            return try body(writer)
        }
    }

    /// The same for what may take long, and is given up with the client.
    func writeWhileConnected<T: Sendable>(_ body: @escaping @Sendable (StoreWriter) throws -> T) async throws -> T {
        try await store.write(until: client.reads) { [oversight] writer in
            writer.oversight = oversight
            return try body(writer)
        }
    }
}

extension APIError {
    /// Names what is missing, because the caller may do much with the same call.
    static func accessDenied(to kind: Intervention.Kind) -> APIError {
        let names = kind.requirement.clauses.map(\.names).joined(separator: " and ")
        return APIError(.accessDenied, "Access denied: this \(kind.deed), which needs \(names)")
    }
}
