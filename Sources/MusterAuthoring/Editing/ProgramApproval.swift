import MusterAudience
public import MusterModel
import MusterRules
public import MusterStore

/// Approves e-mail programs, which are then locked, and takes the approval back.
/// - Source: Adobe, "Programs": dates, an approved e-mail and a smart list are what approval asks for;
///   `locked` for approved is our reading of the statuses.
public struct ProgramApproval {
    private static let draft = "unlocked"
    private static let approved = "locked"

    private let writer: StoreWriter

    public init(_ writer: StoreWriter) { self.writer = writer }

    /// Why nothing was done, a sentence without its full stop; `nil` when the program is approved now.
    public func approve(_ program: Program) throws -> String? {
        guard program.kind == .email else { return "Only Email programs can be approved" }
        guard program.status == Self.draft else { return "It is already approved" }
        guard let start = program.startDate, let end = program.endDate else {
            return "It must have a start date and an end date"
        }
        guard start <= end else { return "Its end date is before its start date" }
        let emails = try writer.reader.emails(AssetQuery(folder: .program(program.id), limit: .max))
        guard emails.contains(where: \.isApproved) else { return "It must have an approved email" }
        let rules = try writer.reader.smartList(ofEmailProgram: program.id)?.rules ?? .empty
        guard !rules.filters.isEmpty else { return "Its smart list has no filters" }
        if let problem = writer.reader.ruleCompiler(at: writer.moment).problems(rules).first {
            return "Its smart list is invalid: \(problem)"
        }
        try setStatus(Self.approved, of: program)
        return nil
    }

    /// As `approve`.
    public func unapprove(_ program: Program) throws -> String? {
        guard program.kind == .email else { return "Only Email programs can be unapproved" }
        guard program.status == Self.approved else { return "It is not approved" }
        try setStatus(Self.draft, of: program)
        return nil
    }

    private func setStatus(_ status: String, of program: Program) throws {
        var program = program
        program.status = status
        try writer.updateProgram(program)
    }
}
