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

/// `costs` of a program: `[{"startDate":"2015-01-01","cost":2000,"note":"…"}]`.
enum ProgramCosts {
    /// Empty when absent.
    static func read(_ request: APIRequest) throws(APIError) -> [ProgramCost] {
        guard let value = try request.embedded("costs") else { return [] }
        guard let elements = value.array else { throw .invalidType(value.jsonText, "JSON") }
        var costs: [ProgramCost] = []
        for element in elements {
            guard let object = element.object else { throw .invalidType(element.jsonText, "JSON") }
            costs.append(try cost(object))
        }
        return costs
    }

    private static func cost(_ object: JSONObject) throws(APIError) -> ProgramCost {
        guard let dateText = object.member(named: "startDate")?.scalarText else { throw .blank("startDate") }
        // Old examples give a time of day, which a cost does not have.
        guard let day = CalendarDay(String(dateText.trimmingBlanks.prefix(10))) else { throw .invalidDate(in: .asset) }
        guard let value = object.member(named: "cost"), !value.isNull else { throw .blank("cost") }
        guard let cost = APIRequest.integer(value) else {
            throw .invalidType(value.scalarText ?? value.jsonText, "Integer")
        }
        let note = object.member(named: "note")?.scalarText.flatMap { $0.isEmpty ? nil : $0 }
        return ProgramCost(startDate: day, cost: cost, note: note)
    }
}

/// `startDate` and `endDate`, which only programs of some types have; the others ignore them.
struct ProgramDates: Sendable {
    let start: Instant?
    let end: Instant?

    /// `nil` for what is absent or empty.
    init(_ request: APIRequest) throws(APIError) {
        start = try request.instant("startDate")
        end = try request.instant("endDate")
    }

    private init(start: Instant?, end: Instant?) {
        self.start = start
        self.end = end
    }

    var isEmpty: Bool { start == nil && end == nil }

    /// What a program of the kind has of them. Throws 709 when it would end before it starts.
    func checked(for kind: Program.Kind) throws(APIError) -> ProgramDates {
        guard kind.hasDates else { return ProgramDates(start: nil, end: nil) }
        if let start, let end, end < start { throw .businessRule("endDate cannot be before startDate") }
        return self
    }

    /// These, and for what is absent the program's own.
    func filled(from program: Program) -> ProgramDates {
        ProgramDates(start: start ?? program.startDate, end: end ?? program.endDate)
    }
}

/// `tags` of a program: `[{"tagType":"Region","tagValue":"EMEA"}]`.
enum ProgramTags {
    /// Empty when absent.
    static func read(_ request: APIRequest) throws(APIError) -> [ProgramTag] {
        guard let value = try request.embedded("tags") else { return [] }
        guard let elements = value.array else { throw .invalidType(value.jsonText, "JSON") }
        var tags: [ProgramTag] = []
        for element in elements {
            guard let object = element.object else { throw .invalidType(element.jsonText, "JSON") }
            guard let type = object.member(named: "tagType")?.scalarText else { throw .blank("tagType") }
            guard let value = object.member(named: "tagValue")?.scalarText else { throw .blank("tagValue") }
            tags.append(ProgramTag(type: type, value: value))
        }
        return tags
    }
}
