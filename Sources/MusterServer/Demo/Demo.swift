import MusterEngine
import MusterModel
import MusterRules
import MusterStore

/// An instance that a marketer would recognise: folders, programs, lists, campaigns, and three
/// thousand people with a year behind them.
public enum Demo {
    public struct Summary: Sendable, Hashable {
        public let people: Int
        public let activities: Int

        public var sentence: String {
            people == 0
                ? "The database is not empty, so the demo was not loaded."
                : "The demo has been loaded: \(people) people with \(activities) activities."
        }
    }

    /// Loads everything in one transaction, or nothing when the instance has people or programs.
    static func load(into instance: Instance) async throws -> Summary {
        let isEmpty = try instance.store.read { reader in
            try reader.leadIDs(limit: 1).isEmpty && reader.programs(AssetQuery(limit: 1)).isEmpty
        }
        guard isEmpty else { return Summary(people: 0, activities: 0) }
        let document = try YAMLDocument(DemoDocument.yaml, file: "demo.yaml").json
        return try await instance.store.write { writer in
            // The past must not set off the campaigns, so they are switched on last.
            _ = try Applier().apply(document.inactive, writer: writer)
            let summary = try addPeople(writer)
            _ = try Applier().apply(document, writer: writer)
            return summary
        }
    }

    private static func addPeople(_ writer: StoreWriter) throws -> Summary {
        var generator = SeededGenerator(seed: 20_260_101)
        let people = DemoPeople(now: writer.now, generator: &generator).people
        var history = DemoHistory(assets: try assets(writer), now: writer.now)
        let leads = try writer.createLeads(people.map(\.values), origin: .listImport, loggingActivities: false)
        for (person, lead) in zip(people, leads) { history.add(person, lead, &generator) }
        history.finish()
        try writer.append(history.activities)
        try writer.setField(
            .leadScore, leads.map { ($0, .null, history.scores[$0].map { .integer($0) } ?? .null) },
            origin: .listImport)
        try join(people, leads, writer)
        return Summary(people: leads.count, activities: history.activities.count)
    }

    private static func join(_ people: [DemoPeople.Person], _ leads: [LeadID], _ writer: StoreWriter) throws {
        guard let list = try writer.reader.staticList(named: "Newsletter") else { return }
        let members = zip(people, leads).filter { $0.0.joinedNewsletter }.map(\.1)
        _ = try writer.addMembers(members, to: list.id, listName: list.name, origin: .listImport)
    }

    private static func assets(_ writer: StoreWriter) throws -> DemoHistory.Assets {
        let emails = try writer.reader.emails(.everything).map { email in
            (id: email.id.rawValue, name: try writer.reader.assetName(.email, id: email.id.rawValue) ?? email.name)
        }
        func interned(_ kind: AssetKind, _ names: [String]) throws -> [String: Int64] {
            Dictionary(uniqueKeysWithValues: try names.map { ($0, try writer.internAsset(kind, $0)) })
        }
        return DemoHistory.Assets(
            emails: emails, pages: try interned(.landingPage, DemoNames.pages),
            forms: try interned(.form, DemoNames.forms))
    }
}

extension JSONValue {
    /// The document with every campaign switched off.
    fileprivate var inactive: JSONValue {
        switch self {
        case .array(let items): .array(items.map(\.inactive))
        case .object(let object):
            .object(JSONObject(object.members.filter { $0.key != "active" }.map { ($0.key, $0.value.inactive) }))
        case .null, .boolean, .number, .string: self
        }
    }
}
