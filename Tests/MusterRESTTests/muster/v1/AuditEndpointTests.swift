import HTTPTypes
import MusterModel
import MusterStore
import MusterTesting
import Testing

@testable import MusterREST

/// `GET /muster/v1/audit.json`, and that every way to change what is not a person leaves its line.
@Suite struct AuditEndpointTests {
    private static let uri = "/muster/v1/audit.json"

    private struct Deed {
        let method: HTTPRequest.Method
        let uri: String
        let body: APIBody
        /// `sort action member`, for each line that it leaves, in their order.
        let lines: [String]

        init(_ method: HTTPRequest.Method, _ uri: String, _ body: APIBody, _ lines: [String]) {
            (self.method, self.uri, self.body, self.lines) = (method, uri, body, lines)
        }
    }

    private static func lines(_ api: APIFixture, _ query: String = "") async throws -> [JSONObject] {
        let answer = try await api.get(uri + "?batchSize=300" + query)
        return try #require(answer.result, "\(answer.text)").compactMap(\.object)
    }

    private static func brief(_ line: JSONObject) -> String {
        let members = (line["changes"]?.object ?? [:]).keys.joined(separator: ",")
        return "\(line["sort"]?.text ?? "-") \(line["action"]?.text ?? "-") \(members)"
    }

    /// Ids are those that the calls before have made.
    private static let story = [
        Deed(
            .post, "/muster/v1/apply.json",
            .json(
                """
                {"folders":["Here"],"programs":[{"name":"P","channel":"Blog","tokens":{"T":"a"}}],
                 "staticLists":["Met"],"leadFields":{"Tier":"string"},
                 "smartLists":[{"name":"L","filters":[{"City":"Leeds"}]}],
                 "campaigns":[{"name":"C","filters":[{"City":"Leeds"}],"flow":[{"Add to List":"Met"}]},
                  {"name":"T","active":true,"triggers":["Lead is Created"],"flow":[{"Add to List":"Met"}]}]}
                """), []),
        Deed(
            .put, "/muster/v1/settings.json", .json(#"{"timeZone":"Europe/Berlin"}"#), ["setting created value"]),
        Deed(.put, "/muster/v1/settings.json", .json(#"{"timeZone":"Europe/Paris"}"#), ["setting changed value"]),
        // What changes nothing leaves nothing.
        Deed(.put, "/muster/v1/settings.json", .json(#"{"timeZone":"Europe/Paris"}"#), []),
        Deed(
            .put, "/muster/v1/smartList/{L}/rules.json", .json(#"{"filters":[{"City":"York"}]}"#),
            ["smartList changed rules"]),
        Deed(
            .put, "/muster/v1/smartCampaign/{C}/flow.json", .json(#"{"flow":[{"Wait":"1 day"}]}"#),
            ["smartCampaign changed flow"]),
        Deed(
            .post, "/rest/asset/v1/smartCampaign/{C}.json", .form("description=new"),
            ["smartCampaign changed description"]),
        Deed(
            .post, "/rest/asset/v1/smartCampaign/{T}/deactivate.json", .form(""),
            ["smartCampaign changed isActive", "run changed state"]),
        Deed(
            .post, "/rest/v1/campaigns/{C}/schedule.json", .json(#"{"input":{"runAt":"2024-03-09T10:00:00Z"}}"#),
            ["run created campaign,state,origin,runAt"]),
        Deed(.post, "/muster/v1/smartCampaign/{C}/run/{run}/cancel.json", .form(""), ["run changed state"]),
        Deed(
            .post, "/muster/v1/roles.json", .json(#"{"name":"R","permissions":["Read-Only Lead"]}"#),
            ["role created name,permissions"]),
        Deed(
            .post, "/muster/v1/users.json", .json(#"{"name":"u@x.example","roles":["R"]}"#),
            ["user created name,roles", "client created name,user,permissions,secret"]),
        Deed(.post, "/muster/v1/user/{u}/secret.json", .form(""), ["client changed secret"]),
        Deed(
            .post, "/muster/v1/user/{u}/delete.json", .form(""),
            ["user deleted name,roles", "client deleted name,user,permissions,secret"]),
        Deed(.post, "/muster/v1/clock.json", .json(#"{"advance":"20 minutes"}"#), ["clock changed now"]),
        Deed(.post, "/rest/asset/v1/smartCampaign/{C}/delete.json", .form(""), []),
        // People have their log.
        Deed(.post, "/rest/v1/leads.json", .json(#"{"input":[{"email":"a@x.example"}]}"#), []),
    ]

    @Test("each change leaves its line, with who made it; what changes nothing leaves none")
    func story() async throws {
        try await APIFixture.run { api async throws in
            var (all, places): (Set<Int64>, [String: Int64]) = ([], [:])
            for deed in Self.story {
                let uri = places.reduce(deed.uri) { $0.replacing("{\($1.key)}", with: String($1.value)) }
                let answer = try await api.call(deed.method, uri, deed.body)
                #expect(answer.isSuccess, "\(uri): \(answer.text)")
                let lines = try await Self.lines(api)
                let new = lines.filter { all.insert($0["id"]?.integer ?? 0).inserted }.reversed()
                if !uri.contains("apply"), !uri.hasSuffix("delete.json") || uri.contains("user") {
                    #expect(new.map(Self.brief) == deed.lines, "\(uri)")
                }
                #expect(
                    new.allSatisfy { $0["client"]?.text == APIFixture.clientID && $0["author"] == "api@example.com" })
                for line in new {
                    let name = line["name"]?.text ?? ""
                    guard let id = line["subject"]?.text.flatMap({ Int64($0) }) else { continue }
                    switch line["sort"]?.text {
                    case "smartList" where name == "L": places["L"] = id
                    case "smartCampaign": places[name] = id
                    case "run": places["run"] = id
                    case "user": places["u"] = id
                    default: break
                    }
                }
            }
            let rules = try #require(try await Self.lines(api, "&sort=smartList&id=\(places["L"] ?? 0)").first)
            let change = rules["changes"]?.object?["rules"]?.object
            #expect(
                change?["from"]?.jsonText.contains("Leeds") == true && change?["to"]?.jsonText.contains("York") == true)
            let text = try await api.get(Self.uri).text
            #expect(text.contains("(another secret)"))
            #expect(!text.contains(SecretHash.of(APIFixture.secret)))
        }
    }

    @Test("a run that somebody stops is told as stopped, and what the engine does with it is not told")
    func aborted() async throws {
        try await APIFixture.run { api async throws in
            try await api.lead("a@x.example", [.city: .text("Leeds")])
            let document = #"{"campaigns":[{"name":"C","filters":[{"City":"Leeds"}],"flow":[{"Wait":"1 day"}]}]}"#
            #expect(try await api.post("/muster/v1/apply.json", json: document).isSuccess)
            let id = try #require(try api.store.read { try $0.assetID(.smartCampaign, named: "C") })
            let plan = #"{"input":{"runAt":"2024-03-05T12:10:00Z"}}"#
            #expect(try await api.post("/rest/v1/campaigns/\(id)/schedule.json", json: plan).isSuccess)
            _ = try await api.post("/muster/v1/clock.json", json: #"{"advance":"20 minutes"}"#)
            let run = try #require(
                try await api.get("/muster/v1/smartCampaign/\(id)/runs.json").result?.first?.object?["id"]?.integer)
            let abort = "/muster/v1/smartCampaign/\(id)/run/\(run)/abort.json"
            #expect(try await api.post(abort, form: "").isSuccess)
            let lines = try await Self.lines(api, "&sort=run")
            #expect(lines.map(Self.brief) == ["run changed state", "run created campaign,state,origin,runAt"])
            #expect(
                lines.first?["changes"]?.jsonText == #"{"state":{"from":"running","to":"aborted"}}"#)
        }
    }

    @Test("a document leaves a line for each thing, and a dry run or a refused one none")
    func documents() async throws {
        try await APIFixture.run { api async throws in
            let document = #"{"staticLists":["A","B"],"folders":["F"]}"#
            _ = try await api.post("/muster/v1/apply.json?dryRun=true", json: document)
            _ = try await api.post(
                "/muster/v1/apply.json",
                json: #"{"staticLists":["A"],"smartLists":[{"name":"X","filters":[{"Ctiy":"a"}]}]}"#)
            #expect(try await Self.lines(api).isEmpty)
            #expect(try await api.post("/muster/v1/apply.json", json: document).isSuccess)
            #expect(try await Self.lines(api).map { $0["name"]?.text } == ["B", "A", "F"])
        }
    }

    @Test("a caller is refused and leaves nothing; who may not ask is refused too")
    func refusals() async throws {
        try await APIFixture.run { api async throws in
            let weak = try await api.token([.readOnlyLead])
            #expect(
                try await api.call(.put, "/muster/v1/settings.json", token: weak, .json(#"{"timeZone":"UTC"}"#)).error?
                    .code == "603")
            #expect(try await api.call(.get, Self.uri, token: weak).error?.code == "603")
            #expect(try await Self.lines(api).isEmpty)
            for (query, fix) in [
                ("sort=lists", "It is one of: folder, program"), ("id=1", "sort cannot be blank"),
                ("since=yesterday", "Invalid date format"), ("nextPageToken=7", "Invalid nextPageToken"),
            ] {
                let answer = try await api.get("\(Self.uri)?\(query)")
                #expect(answer.error?.message.contains(fix) == true, "\(answer.text)")
            }
        }
    }

    @Test("pages follow one another, and moments and authors choose")
    func pages() async throws {
        try await APIFixture.run { api async throws in
            for name in ["A", "B", "C"] {
                #expect(try await api.post("/muster/v1/apply.json", json: #"{"staticLists":["\#(name)"]}"#).isSuccess)
                _ = try await api.post("/muster/v1/clock.json", json: #"{"advance":"10 minutes"}"#)
            }
            var (names, token): ([String], String?) = ([], "")
            while let page = token {
                let next = page.isEmpty ? "" : "&nextPageToken=\(page)"
                let answer = try await api.get("\(Self.uri)?sort=staticList&batchSize=2\(next)")
                names += (answer.result ?? []).compactMap { $0.object?["name"]?.text }
                token = answer.token
            }
            #expect(names == ["C", "B", "A"])
            let start = TestClock.usualNow
            let since = start.adding(seconds: 600).iso8601
            let until = start.adding(seconds: 1200).iso8601
            #expect(
                try await Self.lines(api, "&sort=staticList&since=\(since)&until=\(until)").map { $0["name"]?.text }
                    == ["B"])
            #expect(try await Self.lines(api, "&author=nobody").isEmpty)
            #expect(try await Self.lines(api, "&author=\(APIFixture.clientID)").count == 6)
        }
    }
}
