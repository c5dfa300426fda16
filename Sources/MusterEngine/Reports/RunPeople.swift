public import MusterModel
public import MusterStore

/// Some of a run's people, and where the next ones begin.
public struct RunPeoplePage: Sendable {
    public let people: [RunPerson]
    /// What to ask for next; `nil` at the end.
    public let next: Int64?

    fileprivate init(_ people: [RunPerson], next: Int64?) {
        self.people = people
        self.next = next
    }

    init<Item>(_ found: [Item], limit: Int, key: (Item) -> Int64, _ person: (Item) throws -> RunPerson) rethrows {
        people = try found.prefix(limit).map(person)
        next = found.count > limit ? found.prefix(limit).last.map(key) : nil
    }
}

extension Engine {
    /// People of a run with every outcome, one outcome after the other: whoever had several is there for each.
    /// At most `limit`, from those behind `after` on: a key of an earlier page, which says which outcome it was
    /// too, or 0.
    public func everybody(
        of record: RunRecord, after: Int64, limit: Int, reader: StoreReader
    ) throws -> RunPeoplePage {
        let outcomes = RunOutcome.allCases
        let count = Int64(outcomes.count)
        var people: [RunPerson] = []
        var behind = after / count
        for (index, outcome) in zip(Int64(0)..., outcomes).dropFirst(Int(after % count)) {
            // A page that is full looks for one more, to know where the next one begins.
            let isFull = people.count == limit
            let page = try self.people(
                of: record, outcome, after: behind, limit: isFull ? 1 : limit - people.count, reader: reader)
            if isFull, !page.people.isEmpty { return RunPeoplePage(people, next: index) }
            if !isFull { people += page.people }
            if let next = page.next { return RunPeoplePage(people, next: next * count + index) }
            behind = 0
        }
        return RunPeoplePage(people, next: nil)
    }

    /// People of a run with one outcome, at most `limit`, from those behind `after` on: a key of an earlier
    /// page, or 0.
    public func people(
        of record: RunRecord, _ outcome: RunOutcome, after: Int64, limit: Int, reader: StoreReader
    ) throws -> RunPeoplePage {
        let run = record.run
        switch outcome {
        case .inFlow: return try peopleInFlow(record, after: after, limit: limit, reader)
        case .failed: return try people(run, outcome, .failed, after: after, limit: limit, reader)
        case .skipped: return try people(run, outcome, .skipped, after: after, limit: limit, reader)
        case .removed: return try people(run, outcome, .removed, after: after, limit: limit, reader)
        case .cut:
            let cuts = try reader.peopleCut(from: run, after: LeadID(after), limit: limit + 1)
            return RunPeoplePage(cuts, limit: limit, key: \.leadID.rawValue) { cut in
                RunPerson(
                    leadID: cut.leadID, outcome: .cut, at: cut.at,
                    reason: """
                        campaigns caused one another \(cut.depth) deep with \(cut.entries) entries; kept out \
                        \(cut.refused) \(cut.refused == 1 ? "time" : "times")
                        """)
            }
        }
    }

    private func people(
        _ run: CampaignRun, _ outcome: RunOutcome, _ kind: FlowOutcome.Kind, after: Int64, limit: Int,
        _ reader: StoreReader
    ) throws -> RunPeoplePage {
        let numbers = try reader.smartCampaign(run.campaignID)?.flow.steps.numbers ?? [:]
        let found = try reader.outcomes(of: run.id, kind, after: after, limit: limit + 1)
        return RunPeoplePage(found, limit: limit, key: \.id) { recorded in
            let known = recorded.outcome
            return RunPerson(
                leadID: known.lead, outcome: outcome,
                step: known.step.map { RunPerson.Step($0, numbers) }, at: recorded.at, reason: known.reason)
        }
    }

    private func peopleInFlow(
        _ record: RunRecord, after: Int64, limit: Int, _ reader: StoreReader
    ) throws -> RunPeoplePage {
        let found = try reader.people(in: record.run.id, after: after, limit: limit + 1)
        let places = found.map { $0.isAttached ? record.front.place(of: $0.entry.leadID) : $0.entry.place }
        var standing = try StandingSteps(
            of: record.run.campaignID, from: places.map(\.version).min() ?? .max, reader: reader)
        let numbers = standing.steps.numbers
        return RunPeoplePage(Array(zip(found, places)), limit: limit, key: \.0.entry.id) { person, place in
            RunPerson(
                leadID: person.entry.leadID, outcome: .inFlow,
                step: standing.step(at: place).map { RunPerson.Step($0, numbers) }, at: person.enteredAt,
                until: place.isWaiting ? place.dueAt : nil)
        }
    }
}

extension [FlowStep] {
    /// Their places in the flow, from 1, by id.
    fileprivate var numbers: [Int64: Int] {
        Dictionary(enumerated().map { ($1.id, $0 + 1) }, uniquingKeysWith: { first, _ in first })
    }
}

extension RunPerson.Step {
    fileprivate init(_ step: FlowOutcomeStep, _ numbers: [Int64: Int]) {
        self.init(number: numbers[step.id], kind: step.name)
    }
}
