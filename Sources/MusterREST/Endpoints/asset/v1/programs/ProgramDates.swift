import MusterModel

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
