import MusterModel
import MusterStore

/// What an update tells a program; what is absent stays as it is.
struct ProgramChange: Sendable {
    private let edit: AssetEdit
    /// Each replaces the tag of its type; other tags stay.
    /// - Source: our choice; tags have a call of their own that takes them away.
    private let tags: [ProgramTag]
    private let costs: [ProgramCost]
    /// True when the costs of before go.
    private let replacesCosts: Bool
    private let dates: ProgramDates

    init(_ request: APIRequest) throws(APIError) {
        edit = try AssetEdit(.program(.standard), request)
        costs = try ProgramCosts.read(request)
        replacesCosts = try request.boolean("costsDestructiveUpdate") ?? false
        tags = try ProgramTags.read(request)
        dates = try ProgramDates(request)
    }

    var isEmpty: Bool { edit.isEmpty && tags.isEmpty && costs.isEmpty && !replacesCosts && dates.isEmpty }

    /// Throws 709 for a name that is taken, tags that do not fit and dates in the wrong order.
    func applied(to program: Program, _ reader: StoreReader) throws -> Program {
        try edit.check(program.id.rawValue, in: program.folder, reader)
        var program = program
        program.name = edit.name ?? program.name
        program.description = edit.description ?? program.description
        try program.set(tags, of: reader.tagTypes())
        program.costs = (replacesCosts ? [] : program.costs) + costs
        let dates = try dates.filled(from: program).checked(for: program.kind)
        program.startDate = dates.start
        program.endDate = dates.end
        return program
    }
}
