import MusterModel

/// Durable unsubscribe: what one write makes of the addresses and the people it touches. Pure; the
/// store loads the facts and writes what comes out.
///
/// The status belongs to the address, in any letter case, and outlives people. A person with an address
/// is unsubscribed exactly when the address is marked; one without keeps a status of his own, and
/// takes it to the first address he gets.
/// - Source: product docs, "Durable Unsubscribe"; people without an address are our choice.
struct UnsubscribeMarks {
    /// What is known of one person: the address as comparisons see it, and *Unsubscribed*.
    struct Person {
        var key: String?
        var unsubscribed: FieldValue
    }
    /// One person whose *Unsubscribed* becomes another.
    struct Change: Equatable {
        let lead: LeadID
        let old: FieldValue
        let new: FieldValue
    }
    private static let yes = FieldValue.boolean(true)
    private static let no = FieldValue.boolean(false)

    private let before: Set<String>
    private var marked: Set<String>
    private var people: [LeadID: Person]
    /// Those of `people` who have the address, or had it earlier in this write.
    private var holders: [String: [LeadID]] = [:]

    /// - Parameter marked: those of the addresses the write touches that are marked.
    init(marked: Set<String>, people: [LeadID: Person] = [:]) {
        before = marked
        self.marked = marked
        self.people = people
        for (lead, person) in people { if let key = person.key { holders[key, default: []].append(lead) } }
    }

    /// The addresses whose status the write has turned over.
    var newlyMarked: Set<String> { marked.subtracting(before) }
    var newlyClean: Set<String> { before.subtracting(marked) }

    /// New people, with their addresses: who is unsubscribed marks his own, and whoever has a marked one is
    /// unsubscribed, also when he is given as subscribed.
    mutating func decide(_ rows: inout [[LeadField: FieldValue]], _ keys: [String?]) {
        for (index, key) in keys.enumerated() {
            if let key, rows[index][.unsubscribed] == Self.yes { marked.insert(key) }
        }
        guard !marked.isEmpty else { return }
        for (index, key) in keys.enumerated() {
            if let key, marked.contains(key) { rows[index][.unsubscribed] = Self.yes }
        }
    }

    /// An existing person's change: `key` when the write gives an address, `given` when it gives a status.
    ///
    /// Answers what *Unsubscribed* becomes for the others that this write touches.
    mutating func update(_ lead: LeadID, key: String??, given: FieldValue?) -> [Change] {
        guard var person = people[lead] else { return [] }
        if let key, key != person.key {
            person.unsubscribed = statusAfterMoving(person, to: key, given: given)
            person.key = key
            if let key { holders[key, default: []].append(lead) }
        } else if let given {
            person.unsubscribed = given
        }
        people[lead] = person
        guard let address = person.key else { return [] }
        let isMarked = person.unsubscribed == Self.yes
        guard isMarked != marked.contains(address) else { return [] }
        if isMarked { marked.insert(address) } else { marked.remove(address) }
        return follow(address, isMarked, except: lead)
    }

    /// An existing person's new address; answers his own change too, and first.
    mutating func move(_ lead: LeadID, to key: String?) -> [Change] {
        guard let old = unsubscribed(lead) else { return [] }
        let others = update(lead, key: key, given: nil)
        guard let new = unsubscribed(lead), new != old else { return others }
        return [Change(lead: lead, old: old, new: new)] + others
    }

    private func statusAfterMoving(_ person: Person, to key: String?, given: FieldValue?) -> FieldValue {
        guard let key else { return given ?? person.unsubscribed }
        if marked.contains(key) { return Self.yes }
        // The mark stays with the address that he leaves.
        let leavesMarked = person.key.map(marked.contains) ?? false
        return given ?? (leavesMarked ? Self.no : person.unsubscribed)
    }

    private mutating func follow(_ address: String, _ isMarked: Bool, except cause: LeadID) -> [Change] {
        var changes: [Change] = []
        for lead in holders[address] ?? [] where lead != cause {
            guard var person = people[lead], person.key == address,
                let change = Self.change(lead, person.unsubscribed, isMarked)
            else { continue }
            person.unsubscribed = change.new
            people[lead] = person
            changes.append(change)
        }
        return changes
    }

    /// What an address that is turned over makes of a person who has it; `nil` is no change.
    static func change(_ lead: LeadID, _ old: FieldValue, _ isMarked: Bool) -> Change? {
        guard (old == yes) != isMarked else { return nil }
        return Change(lead: lead, old: old, new: isMarked ? yes : no)
    }

    func unsubscribed(_ lead: LeadID) -> FieldValue? { people[lead]?.unsubscribed }
}

extension FieldValue {
    /// An e-mail address as addresses are compared; `nil` when it is none.
    var addressKey: String? {
        if case .text(let address) = self, !address.isEmpty { address.caseFolded } else { nil }
    }
}

extension StoreReader {
    /// Those of the addresses, case-folded, that have unsubscribed.
    func unsubscribed(among keys: some Sequence<String>) throws -> Set<String> {
        let keys = Array(keys)
        // Nearly always there are few, and an instance without any asks nothing more.
        let isEmpty =
            try keys.isEmpty
            || connection.first("SELECT min(email_key) FROM unsubscribed_address") { $0.isNull(0) } ?? true
        if isEmpty { return [] }
        let sealed = try addressSeal().map { seal in
            Dictionary(keys.map { (seal.seal($0), $0) }, uniquingKeysWith: { first, _ in first })
        }
        let isWanted = connection.dialect.isOneOf("email_key", jsonArray: "?")
        return Set(
            try connection.all(
                "SELECT email_key FROM unsubscribed_address WHERE \(isWanted)",
                [.texts(keys + (sealed.map { Array($0.keys) } ?? []))]
            ) { row in
                let mark = row.text(0)
                return sealed?[mark] ?? mark
            })
    }

    /// What durable unsubscribe has to know of people and the addresses they have or get.
    func unsubscribeMarks(of leads: [Lead], and keys: [String]) throws -> UnsubscribeMarks {
        let people = leads.map { lead in
            (lead.id, UnsubscribeMarks.Person(key: lead[.email].addressKey, unsubscribed: lead[.unsubscribed]))
        }
        let addresses = Set(keys + people.compactMap(\.1.key))
        return UnsubscribeMarks(
            marked: try unsubscribed(among: addresses),
            people: Dictionary(people, uniquingKeysWith: { first, _ in first }))
    }

    /// Everybody with one of the addresses who is not as they are, by ascending id.
    func followers(of keys: [String], isMarked: Bool) throws -> [UnsubscribeMarks.Change] {
        guard !keys.isEmpty else { return [] }
        let hasAddress = connection.dialect.isOneOf("email_key", jsonArray: "?")
        let column = LeadField.unsubscribed.column
        let people = try connection.all(
            "SELECT id, \(column) FROM lead WHERE \(hasAddress) ORDER BY id", [.texts(keys)]
        ) { (LeadID($0.int(0)), $0.fieldValue(1, as: .boolean)) }
        return people.compactMap { UnsubscribeMarks.change($0.0, $0.1, isMarked) }
    }
}

extension StoreWriter {
    /// Keeps the marks that a write has set and cleared, and lets everybody else with these addresses
    /// follow, each with a *Change Data Value* of the same cause.
    /// - Parameter touched: people whose values the write itself has seen to.
    func keep(_ marks: UnsubscribeMarks, touched: Set<LeadID>, origin: ChangeOrigin) throws {
        let (set, cleared) = (marks.newlyMarked.sorted(), marks.newlyClean.sorted())
        guard !set.isEmpty || !cleared.isEmpty else { return }
        try write(
            .detail, "INSERT INTO unsubscribed_address (email_key, marked_at) VALUES (?, ?)", count: set.count
        ) { binder, index in
            binder.bind(set[index])
            binder.bind(now.milliseconds)
        }
        let seal = cleared.isEmpty ? nil : try reader.addressSeal()
        let gone = cleared + (seal.map { cleared.map($0.seal) } ?? [])
        try write(.detail, "DELETE FROM unsubscribed_address WHERE email_key = ?", count: gone.count) {
            binder, index in
            binder.bind(gone[index])
        }
        let changes = try reader.followers(of: set, isMarked: true) + reader.followers(of: cleared, isMarked: false)
        try apply(changes.filter { !touched.contains($0.lead) }, origin: origin)
    }

    /// Writes and logs what follows from another person's change.
    func apply(_ changes: [UnsubscribeMarks.Change], origin: ChangeOrigin) throws {
        try write(
            .set(.unsubscribed, changes.map(\.lead), changes.map(\.new)),
            "UPDATE lead SET \(LeadField.unsubscribed.column) = ?, \(LeadField.updatedAt.column) = ? WHERE id = ?",
            count: changes.count
        ) { binder, index in
            binder.bind(changes[index].new)
            binder.bind(now.milliseconds)
            binder.bind(changes[index].lead.rawValue)
        }
        try append(
            changes.map { change in
                .changeDataValue(of: change.lead, .unsubscribed, from: change.old, to: change.new, at: now, origin)
            }, causes: origin.causes, contextID: origin.contextID)
    }
}

extension SQLValue {
    /// A JSON array of texts, for `Dialect.isOneOf`.
    static func texts(_ texts: some Sequence<String>) -> SQLValue {
        .text(JSONValue.array(texts.map(JSONValue.string)).jsonText)
    }
}
