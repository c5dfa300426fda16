import MusterModel
import MusterTesting

/// People come, change and go.
extension ChaosPlayer {
    private static let most = 250
    private static let fewest = 40

    func createPeople() async throws -> Bool {
        guard world.now.people.count < Self.most else { return false }
        let input = (0..<random.number(1...20)).map { _ -> JSONValue in
            var person = details()
            // Now and then an address that somebody else has, in another letter case.
            person["email"] = .string(
                random.chance(15) ? "P\(number)-\(random.number(1...20))@Chaos.Example" : "p\(fresh())@chaos.example")
            return .object(person)
        }
        let action: JSONValue = random.chance(25) ? "createDuplicate" : "createOrUpdate"
        let answer = try await client.post("/rest/v1/leads.json", ["action": action, "input": .array(input)])
        let created = answer.ids(status: "created")
        world.change { $0.people += created }
        return !created.isEmpty
    }

    func updatePeople() async throws -> Bool {
        let input = somePeople(1...20).map { id -> JSONValue in
            var person = details()
            person["id"] = .integer(id)
            return .object(person)
        }
        return try await update(input)
    }

    func scorePeople() async throws -> Bool {
        try await update(
            somePeople(1...5).map { ["id": .integer($0), "leadScore": .integer(random.below(9))] })
    }

    func deletePeople() async throws -> Bool {
        guard world.now.people.count > Self.fewest else { return false }
        let people = Array(Set(somePeople(1...3))).sorted()
        world.change { $0.people.removeAll { people.contains($0) } }
        let answer = try await client.post(
            "/rest/v1/leads/delete.json", ["input": .array(people.map { ["id": .integer($0)] })])
        return !answer.ids(status: "deleted").isEmpty
    }

    func mergePeople() async throws -> Bool {
        let known = world.now
        let free = known.people.filter { !known.merged.contains($0) }
        guard free.count > Self.fewest else { return false }
        let chosen = Array(free.shuffled(using: &random).prefix(random.number(2...4)))
        // Nobody else may have chosen one of them meanwhile.
        let isMine = world.change { content -> Bool in
            guard content.merged.isDisjoint(with: chosen) else { return false }
            content.merged.formUnion(chosen)
            content.people.removeAll { chosen.dropFirst().contains($0) }
            return true
        }
        guard isMine else { return false }
        let losers = chosen.dropFirst().map(String.init).joined(separator: ",")
        return try await client.form("/rest/v1/leads/\(chosen[0])/merge.json", ["leadIds": losers]).succeeded
    }

    func addActivities() async throws -> Bool {
        let type = world.now.activityType
        let input = somePeople(1...10).map { id -> JSONValue in
            [
                "leadId": .integer(id), "activityDate": "2026-03-01T10:00:00Z", "activityTypeId": .integer(type),
                "primaryAttributeValue": .string(random.pick(["a", "b", "c"])),
                "attributes": [["name": "Size", "value": .integer(random.below(9))]],
            ]
        }
        let answer = try await client.post("/rest/v1/activities/external.json", ["input": .array(input)])
        return answer.records.contains { $0["status"]?.text == "added" }
    }

    func changeList(adding: Bool) async throws -> Bool {
        let lists = world.now.staticLists
        guard !lists.isEmpty else { return false }
        let path = "/rest/v1/lists/\(random.pick(lists).id)/leads.json"
        let input: JSONValue = ["input": .array(somePeople(5...30).map { ["id": .integer($0)] })]
        let answer = try await client.post(adding ? path : path + "?_method=DELETE", input)
        return !answer.ids(status: adding ? "added" : "removed").isEmpty
    }

    private func update(_ input: [JSONValue]) async throws -> Bool {
        let answer = try await client.post(
            "/rest/v1/leads.json", ["action": "updateOnly", "lookupField": "id", "input": .array(input)])
        return !answer.ids(status: "updated").isEmpty
    }

    private func details() -> JSONObject {
        var person: JSONObject = ["city": .string(random.pick(ChaosDocuments.cities))]
        if random.chance(50) { person["title"] = .string(random.pick(ChaosDocuments.titles)) }
        if random.chance(30) { person["country"] = .string(random.pick(["Germany", "Peru", ""])) }
        if random.chance(30) { person["firstName"] = .string(random.pick(["Ada", "Émile", "李"])) }
        if random.chance(8) { person["unsubscribed"] = .boolean(random.chance(60)) }
        return person
    }
}
