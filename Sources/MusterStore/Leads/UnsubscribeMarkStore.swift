import MusterModel

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
        let isWanted = connection.dialect.isOneOf("email_key", jsonArray: "?")
        return Set(
            try connection.all("SELECT email_key FROM unsubscribed_address WHERE \(isWanted)", [.texts(keys)]) {
                $0.text(0)
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
        try write(.detail, "DELETE FROM unsubscribed_address WHERE email_key = ?", count: cleared.count) {
            binder, index in
            binder.bind(cleared[index])
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
