import MusterModel

/// What the activity log says and what people have now must be the same: read at the end of a run,
/// as any client reads it.
struct ChaosBooks: Sendable {
    let client: ChaosClient
    let journal: ChaosJournal
    let world: ChaosWorld

    /// Every score and every membership is what the activity log says, and whoever shares an address
    /// shares its status.
    func close() async throws {
        let fold = ActivityFold(try await log(), scoreFields: Set(Self.scoreFields.keys))
        var people: [Int64: ActivityFold.Person] = [:]
        var addresses: [String: [JSONObject]] = [:]
        for record in try await everybody(fold.created.sorted()) {
            guard let id = record["id"]?.integer else { continue }
            let scores = Self.scoreFields.compactMapValues { record[$0]?.scalarText }
            people[id] = ActivityFold.Person(id: id, scores: scores, lists: [])
            if let email = record["email"]?.text { addresses[email.lowercased(), default: []].append(record) }
        }
        for (address, sharers) in addresses.sorted(by: { $0.key < $1.key })
        where Set(sharers.map { $0["unsubscribed"]?.boolean ?? false }).count > 1 {
            let ids = sharers.map { "\($0["id"]?.integer ?? 0)" }.joined(separator: ", ")
            journal.found("unsubscribed", "\(address) is both, of \(ids)", signature: "")
        }
        let lists = world.now.staticLists.map(\.id)
        for list in lists { for member in try await members(of: list) { people[member]?.lists.insert(list) } }
        let found = fold.differences(from: people.values.sorted { $0.id < $1.id }, lists: Set(lists))
        journal.note("folded \(fold.created.count) people who were created, \(people.count) are there")
        for difference in found.prefix(5) { journal.found("fold", difference) }
        if found.count > 5 { journal.found("fold", "and \(found.count - 5) more differences", signature: "more") }
    }

    /// By display name, which the log uses, the name that the API uses.
    private static let scoreFields = [
        "Lead Score": "leadScore", "Chaos Score": "chaosScore", "Loop Score": "loopScore",
    ]

    private func everybody(_ ids: [Int64]) async throws -> [JSONObject] {
        var people: [JSONObject] = []
        let fields = (Self.scoreFields.values.sorted() + ["email", "unsubscribed"]).joined(separator: ",")
        for start in stride(from: 0, to: ids.count, by: 300) {
            let wanted = ids[start..<min(start + 300, ids.count)].map(String.init).joined(separator: ",")
            people += try await client.form(
                "/rest/v1/leads.json?_method=GET", ["filterType": "id", "filterValues": wanted, "fields": fields]
            ).records
        }
        return people
    }

    private func log() async throws -> [ActivityFold.Entry] {
        var page = try await client.get(
            "/rest/v1/activities/pagingtoken.json", ["sinceDatetime": "2020-01-01T00:00:00Z"])
        let types = ActivityFold.types.map(String.init).joined(separator: ",")
        var entries: [ActivityFold.Entry] = []
        repeat {
            page = try await client.get(
                "/rest/v1/activities.json",
                ["activityTypeIds": types, "batchSize": "300", "nextPageToken": page.json["nextPageToken"]?.text ?? ""])
            entries += page.records.map(Self.entry)
        } while page.json["moreResult"]?.boolean == true
        return entries.sorted { $0.id < $1.id }
    }

    private static func entry(_ record: JSONObject) -> ActivityFold.Entry {
        func attribute(_ name: String) -> String? {
            (record["attributes"]?.array ?? []).compactMap(\.object).first { $0["name"]?.text == name }?["value"]?
                .scalarText
        }
        let type = record["activityTypeId"]?.integer ?? 0
        let isAboutList = [ActivityFold.addToList, ActivityFold.removeFromList].contains(type)
        return ActivityFold.Entry(
            id: record["id"]?.integer ?? 0, lead: record["leadId"]?.integer ?? 0, type: type,
            subject: record[isAboutList ? "primaryAttributeValueId" : "primaryAttributeValue"]?.scalarText ?? "",
            old: attribute("Old Value"), new: attribute("New Value"),
            losers: attribute("Merge IDs")?.split(separator: ",").count ?? 0)
    }

    private func members(of list: Int64) async throws -> [Int64] {
        var members: [Int64] = []
        var token: String?
        repeat {
            let answer = try await client.get(
                "/rest/v1/lists/\(list)/leads.json",
                token.map { ["fields": "id", "batchSize": "300", "nextPageToken": $0] } ?? [
                    "fields": "id", "batchSize": "300",
                ])
            members += answer.records.compactMap { $0["id"]?.integer }
            token = answer.json["nextPageToken"]?.text
        } while token != nil
        return members
    }
}
