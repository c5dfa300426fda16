public import MusterModel

/// A filter that asks whether a lead is in a list, a program or a campaign.
///
/// - Operand: one or more assets, by `Program.Asset`, own name or id; in any of them.
/// - Operators: `in` and `not in`; `is` and `is not` are accepted for them.
/// - Complement: `not in` is the exact complement of `in` together with its other constraints,
///   so a lead that never was a member matches it (our choice).
/// - Source: community notation for the operators; ids are ours.
public protocol MembershipFilter: Sendable {
    /// `ruleTypeId` on the wire.
    var id: Int { get }
    var name: String { get }
    /// Other names that documents may use.
    var synonyms: [String] { get }
    var assetKind: AssetKind { get }
    /// Without the primary one, which is the filter's own name.
    var furtherConstraints: [RuleConstraint] { get }

    /// Whether a lead is in at least one of the assets, with all conditions met by that membership.
    func predicate(
        of assets: [Int64], where conditions: [MembershipCondition], lists: any NestedSmartLists
    ) throws(RuleError) -> Predicate
}

extension MembershipFilter {
    public var synonyms: [String] { [] }
    public var furtherConstraints: [RuleConstraint] { [] }
}

/// One further condition of a membership filter.
public struct MembershipCondition: Sendable {
    public let subject: RuleConstraint.Subject
    public let test: ValueTest
}

/// Where *Member of Smart List* finds what other lists mean.
public protocol NestedSmartLists {
    /// Membership in another list at the same moment; refuses a list in error and one that contains
    /// itself.
    func predicate(of list: SmartListID) throws(RuleError) -> Predicate
}

/// *Member of List*: in at least one of the static lists.
public struct MemberOfListFilter: MembershipFilter {
    public let id = 9501
    public let name = "Member of List"
    public let synonyms = ["Member of Static List"]
    public let assetKind = AssetKind.staticList

    public func predicate(
        of assets: [Int64], where conditions: [MembershipCondition], lists: any NestedSmartLists
    ) throws(RuleError) -> Predicate {
        .inStaticList(assets.map { StaticListID($0) })
    }
}

/// *Member of Program*: a current member of at least one of the programs, that membership
/// satisfying every condition.
///
/// - Constraints: *Program Status* (`is`, `is not`, any case), *Membership Date*, *Reached Success*.
/// - The status *Not in Program* is never a membership, so no lead has it.
public struct MemberOfProgramFilter: MembershipFilter {
    public let id = 9503
    public let name = "Member of Program"
    public let assetKind = AssetKind.program
    public let furtherConstraints = [
        RuleConstraint(9531, "Program Status", .string, .programStatus, family: .programStatus),
        RuleConstraint(9532, "Membership Date", .datetime, .membershipDate),
        RuleConstraint(9533, "Reached Success", .boolean, .reachedSuccess),
    ]

    public func predicate(
        of assets: [Int64], where conditions: [MembershipCondition], lists: any NestedSmartLists
    ) throws(RuleError) -> Predicate {
        var statuses: [String] = []
        var excluded: [String] = []
        var success: Bool?
        var since: ValueTest?
        for condition in conditions {
            switch (condition.subject, condition.test) {
            case (.programStatus, .textIs(let names)): statuses = names
            case (.programStatus, .not(.textIs(let names))): excluded = names
            case (.reachedSuccess, let test): success = Self.wanted(by: test)
            case (.membershipDate, let test): since = test
            default: break
            }
        }
        func member(of programs: [Int64], _ statuses: [String]) -> Predicate {
            .inProgram(
                ProgramMembership(
                    programs: programs.map { ProgramID($0) }, statuses: statuses, reachedSuccess: success,
                    memberSince: since))
        }
        guard !excluded.isEmpty else { return member(of: assets, statuses) }
        // A lead has one status in a program, so 'a status other than these' is 'a member, and not
        // one with these', program by program.
        return .any(
            assets.map { program in
                .all([member(of: [program], []), .not(member(of: [program], excluded))])
            })
    }

    /// `nil` when both answers pass.
    private static func wanted(by test: ValueTest) -> Bool? {
        let passesTrue = test.holds(for: .boolean(true))
        return passesTrue == test.holds(for: .boolean(false)) ? nil : passesTrue
    }
}

/// *Member of Smart Campaign*: has entered the flow of at least one of the campaigns.
///
/// - Constraint: *Date*, the time of the last entry (our choice).
public struct MemberOfSmartCampaignFilter: MembershipFilter {
    public let id = 9504
    public let name = "Member of Smart Campaign"
    public let assetKind = AssetKind.smartCampaign
    public let furtherConstraints = [RuleConstraint(9541, "Date", .datetime, .campaignEntryDate)]

    public func predicate(
        of assets: [Int64], where conditions: [MembershipCondition], lists: any NestedSmartLists
    ) throws(RuleError) -> Predicate {
        .inCampaign(assets.map { SmartCampaignID($0) }, at: conditions.first?.test)
    }
}

/// *Member of Smart List*: the rules of at least one of the lists hold, at the same moment and in
/// the same snapshot.
///
/// - Errors: a list that is itself in error puts this rule in error; so does a cycle.
public struct MemberOfSmartListFilter: MembershipFilter {
    public let id = 9502
    public let name = "Member of Smart List"
    public let assetKind = AssetKind.smartList

    public init() {}

    public func predicate(
        of assets: [Int64], where conditions: [MembershipCondition], lists: any NestedSmartLists
    ) throws(RuleError) -> Predicate {
        var parts: [Predicate] = []
        for asset in assets { parts.append(try lists.predicate(of: SmartListID(asset))) }
        return .any(parts)
    }
}
