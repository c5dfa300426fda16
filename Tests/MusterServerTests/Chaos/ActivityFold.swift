import MusterModel

/// What the activity log says that people have: their scores and their lists.
///
/// A merge gives the winner the losers' activities, so before it a winner's log holds several
/// chains: of each change somebody must have had the old value. Nobody is in two merges.
struct ActivityFold {
    /// One activity of the log, as the API gives it.
    struct Entry: Sendable {
        var id: Int64
        var lead: Int64
        var type: Int64
        /// The field that changed, or the list.
        var subject: String
        var old: String?
        var new: String?
        /// How many others became part of the lead, of a merge.
        var losers = 0
    }

    /// A person as the API reads it now.
    struct Person: Sendable {
        var id: Int64
        var scores: [String: String]
        var lists: Set<Int64>
    }

    static let types: [Int64] = [
        newLead, changeDataValue, changeScore, addToList, removeFromList, mergeLeads, deleteLead,
    ]
    static let (newLead, changeDataValue, changeScore) = (Int64(12), Int64(13), Int64(22))
    static let (addToList, removeFromList) = (Int64(24), Int64(25))
    static let (mergeLeads, deleteLead) = (Int64(32), Int64(37))

    private struct Folded {
        /// By field, what each of the people who are one in the end has at this place of the log.
        var scores: [String: [String]] = [:]
        /// By list, how many of them are in it.
        var lists: [String: Int] = [:]
        /// How many they are at this place of the log.
        var people = 1
    }
    private var folded: [Int64: Folded] = [:]
    private(set) var created: Set<Int64> = []
    private(set) var deleted: Set<Int64> = []
    private(set) var differences: [String] = []
    private let scoreFields: Set<String>

    /// - Parameter log: every activity of `types`, in the order of their ids.
    init(_ log: [Entry], scoreFields: Set<String>) {
        self.scoreFields = scoreFields
        for entry in log where entry.type == Self.mergeLeads {
            folded[entry.lead, default: Folded()].people += entry.losers
        }
        for entry in log { add(entry) }
    }

    private mutating func add(_ entry: Entry) {
        switch entry.type {
        case Self.newLead: created.insert(entry.lead)
        case Self.deleteLead: deleted.insert(entry.lead)
        case Self.changeScore, Self.changeDataValue:
            if scoreFields.contains(entry.subject) { change(entry) }
        case Self.addToList: move(entry, by: 1)
        case Self.removeFromList: move(entry, by: -1)
        case Self.mergeLeads: merge(entry.lead)
        default: break
        }
    }

    private mutating func change(_ entry: Entry) {
        var one = folded[entry.lead] ?? Folded()
        var values = one.scores[entry.subject] ?? Array(repeating: "0", count: one.people)
        let (old, new) = (Self.score(entry.old), Self.score(entry.new))
        guard let place = values.firstIndex(of: old) else {
            let had = values.joined(separator: " or ")
            differences.append("activity \(entry.id): \(entry.subject) of lead \(entry.lead) was \(had), not \(old)")
            return
        }
        // After a merge there is one value, which is one of those.
        if one.people == 1 { values = [new] } else { values[place] = new }
        one.scores[entry.subject] = values
        folded[entry.lead] = one
    }

    private mutating func move(_ entry: Entry, by change: Int) {
        var one = folded[entry.lead] ?? Folded()
        let count = one.lists[entry.subject, default: 0] + change
        guard (0...one.people).contains(count) else {
            let what =
                change > 0
                ? "added to list \(entry.subject) twice" : "removed from list \(entry.subject), which it was not in"
            differences.append("activity \(entry.id): lead \(entry.lead) was \(what)")
            return
        }
        one.lists[entry.subject] = count
        folded[entry.lead] = one
    }

    private mutating func merge(_ winner: Int64) {
        var one = folded[winner] ?? Folded()
        one.people = 1
        one.lists = one.lists.mapValues { min($0, 1) }
        folded[winner] = one
    }

    /// No score counts as 0.
    private static func score(_ text: String?) -> String { text.flatMap { $0.isEmpty ? nil : $0 } ?? "0" }

    /// Everything in which the people differ from the log, and the log from itself.
    func differences(from people: [Person], lists: Set<Int64>) -> [String] {
        var found = differences
        for person in people {
            let one = folded[person.id] ?? Folded()
            for field in scoreFields.sorted() {
                let (now, wanted) = (Self.score(person.scores[field]), one.scores[field] ?? ["0"])
                if !wanted.contains(now) {
                    found.append(
                        "lead \(person.id) has \(field) \(now), the log says \(wanted.joined(separator: " or "))")
                }
            }
            let wanted = Set(one.lists.filter { $0.value > 0 }.compactMap { Int64($0.key) }).intersection(lists)
            if person.lists != wanted {
                found.append("lead \(person.id) is in \(person.lists.sorted()), the log says \(wanted.sorted())")
            }
        }
        return found
    }
}
