public import MusterModel
import MusterRules
public import MusterStore

/// Who is in a smart list: the one door to this question.
///
/// Questions from outside are answered on threads of their own, so many at once and each for so
/// long (`QuestionLimits`); the engine's, inside its transaction, by `judge`. Which reader of the
/// predicate answers is decided behind these calls: today the SQL reader, later the column index.
public struct Audience: Sendable {
    let store: Store
    let questions: Questions

    public init(store: Store, limits: QuestionLimits = QuestionLimits()) {
        self.store = store
        questions = Questions(store: store, limits: limits)
    }

    /// A number of people and the moment at which it was true.
    public struct Count: Sendable {
        public let count: Int
        public let asOf: Instant
    }

    /// `nil` when there is no such list. A list without filters has no members.
    /// - Throws: `RuleError` when the rules are invalid, `QuestionError`, or `StoreError.cancelled`,
    ///   `.timedOut` and `.tooLarge`.
    public func count(of list: SmartListID, for asker: Asker = .command) async throws -> Count? {
        let moment = store.moment
        return try await questions.ask(asker) { reader -> Count? in
            guard let rules = try reader.smartList(list)?.rules else { return nil }
            let count =
                rules.filters.isEmpty
                ? 0 : try reader.count(meeting: Judge(reader: reader, moment: moment).criteria(rules))
            return Count(count: count, asOf: moment.instant)
        }
    }

    /// People of the list by ascending id after `after`; `nil` when there is no such list.
    /// - Throws: as `count(of:for:)`.
    public func leads(
        of list: SmartListID, after: LeadID?, limit: Int, for asker: Asker = .command
    ) async throws -> [LeadID]? {
        let moment = store.moment
        return try await questions.ask(asker) { reader -> [LeadID]? in
            guard let rules = try reader.smartList(list)?.rules else { return nil }
            guard !rules.filters.isEmpty else { return [] }
            let criteria = try Judge(reader: reader, moment: moment).criteria(rules)
            return try reader.leads(meeting: criteria, after: after, limit: limit)
        }
    }

    /// Judges people at exactly the state that `reader` sees, on the calling thread: inside the
    /// transaction that acts on the answer.
    public static func judge(_ reader: StoreReader, at moment: Moment) -> Judge {
        Judge(reader: reader, moment: moment)
    }
}
