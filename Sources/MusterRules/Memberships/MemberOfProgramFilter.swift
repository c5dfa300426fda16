public import MusterModel

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
