import HTTPTypes
import MusterEngine
import MusterModel
import MusterStore
import Testing

/// `GET` and `PUT` of a campaign's flow.
@Suite struct FlowDocumentEndpointsTests {
    private static let uri = "/muster/v1/smartCampaign/1001/flow.json"
    private static let two = #"{"flow":[{"Wait":"3 days"},{"Change Score":{"Score Name":"Lead Score","Change":"+1"}}]}"#

    private static func stepIDs(_ answer: APIAnswer) -> [Int64] {
        (answer.record?["steps"]?.array ?? []).compactMap { $0.object?["id"]?.integer }
    }

    @Test("the short grammar in, Adobe's shape with ids out, and both read back")
    func replaced() async throws {
        try await APIFixture.run { api async throws in
            try await api.campaign("A")
            try await api.next(.flowStep, 30)
            let answer = try await api.call(.put, Self.uri, .json(Self.two))
            #expect(Self.stepIDs(answer) == [30, 31], "\(answer.text)")
            let steps = answer.record?["steps"]?.array ?? []
            #expect(steps.first?.object?.keys == ["id", "activityTypeId", "activityTypeName", "stepChoice"])
            #expect(steps.map { $0.object?["activityTypeName"] } == ["Wait", "Change Score"])
            #expect(try await api.get(Self.uri).stable == answer.stable)
            #expect(try await api.get(Self.uri + "?format=short").stable == assetAnswer(Self.two))
            #expect(try await api.call(.put, Self.uri, .json(Self.two)).stable == answer.stable)
            #expect(try await api.call(.put, Self.uri, .json(try #require(answer.record).text)).stable == answer.stable)
        }
    }

    @Test(
        "steps keep their ids when they move, when others come before them and when they are edited",
        arguments: [
            (#"{"flow":[{"Change Score":{"Score Name":"Lead Score","Change":"+1"}},{"Wait":"3 days"}]}"#, [31, 30]),
            (
                #"{"flow":[{"Wait":"1 hour"},{"Wait":"3 days"},{"Change Score":{"Score Name":"Lead Score","Change":"+1"}}]}"#,
                [32, 30, 31]
            ),
            (#"{"flow":[{"Wait":"4 days"},{"Change Score":{"Score Name":"Lead Score","Change":"+1"}}]}"#, [30, 31]),
            (#"{"flow":[{"Change Score":{"Score Name":"Lead Score","Change":"+7"}}]}"#, [31]),
            (#"{"flow":[{"Remove from Flow":"this campaign"}]}"#, [32]),
            // The id of another campaign's step is not believed.
            (
                #"{"steps":[{"id":77,"activityTypeName":"Remove from Flow","stepChoice":[{"attributes":[{"name":"Campaign","value":"this campaign"}]}]}]}"#,
                [32]
            ),
            // Of an id given twice the first is believed; the other wait stands on the other side of it.
            (
                #"{"steps":[{"id":31,"activityTypeName":"Wait","stepChoice":[{"attributes":[{"name":"Duration","value":"3 days"}]}]},{"id":31,"activityTypeName":"Wait","stepChoice":[{"attributes":[{"name":"Duration","value":"5 days"}]}]}]}"#,
                [31, 32]
            ),
        ])
    func ids(document: String, ids: [Int64]) async throws {
        try await APIFixture.run { api async throws in
            try await api.next(.flowStep, 30)
            try await api.campaign("A", flow: Self.two)
            #expect(Self.stepIDs(try await api.call(.put, Self.uri, .json(document))) == ids)
        }
    }

    @Test("an active campaign keeps at least one step, through every door")
    func emptiedWhileActive() async throws {
        try await APIFixture.run { api async throws in
            try await api.next(.flowStep, 30)
            let id = try await api.triggerCampaign("A")
            try await api.engine.commands.activate(id)
            let steps = { try api.store.read { try $0.smartCampaign(id)?.flow.steps.map(\.id) } }
            let before = try #require(try steps())
            let message = "Smart Campaign must have at least one flow step while it is active; deactivate it first"
            try await api.expectRefusal("709", message, .put, Self.uri, .json(#"{"flow":[]}"#))
            try await api.expectRefusal(
                "709", message, .post, "/rest/asset/v1/smartCampaign/1001/flow/\(before[0])/remove.json")
            let applied = try await api.call(
                .post, "/muster/v1/apply.json", .json(#"{"campaigns":[{"name":"A","flow":[]}]}"#))
            let told = applied.errors.map(\.message)
            #expect(told == ["campaigns[0].active: a campaign without flow steps cannot be active"])
            #expect(try steps() == before)

            try await api.engine.commands.deactivate(id)
            #expect(try await api.call(.put, Self.uri, .json(#"{"flow":[]}"#)).isSuccess)
        }
    }

    @Test("choices keep their ids, and so do their rules")
    func choices() async throws {
        try await APIFixture.run { api async throws in
            try await api.campaign("A")
            func document(_ countries: [String]) -> String {
                let choices = countries.map { #"{"if":{"Country":"\#($0)"},"Score Name":"Lead Score","Change":"+1"}"# }
                return
                    #"{"flow":[{"Change Score":{"choices":[\#(choices.joined(separator: ","))],"default":"do nothing"}}]}"#
            }
            func ids(_ answer: APIAnswer) -> [Int64] {
                let step = answer.record?["steps"]?.array?.first?.object
                return (step?["stepChoice"]?.array ?? []).compactMap { $0.object?["id"]?.integer }
            }
            let before = ids(try await api.call(.put, Self.uri, .json(document(["Germany", "France"]))))
            #expect(before.count == 3)
            let after = ids(try await api.call(.put, Self.uri, .json(document(["France", "Germany"]))))
            #expect(after == [before[1], before[0], before[2]])
        }
    }

    @Test("a document with problems is refused as a whole, with one error for each")
    func problems() async throws {
        try await APIFixture.run { api async throws in
            try await api.campaign("A", flow: Self.two)
            let document = """
                {"steps":[{"activityTypeName":"Dance","stepChoice":[]},\
                {"activityTypeName":"Wait","stepChoice":[{"default":true,"attributes":[{"name":"Duration","value":"3 dys"}]}]},\
                {"activityTypeName":"Send Email","stepChoice":[{"default":true,"attributes":[{"name":"Email","value":"Nothing"}]}]}]}
                """
            try await api.expectRefusal("709", nil, .put, Self.uri, .json(document))
            let answer = try await api.call(.put, Self.uri, .json(document))
            #expect(answer.errors.map(\.code) == ["709", "709", "709"], "\(answer.text)")
            for place in [
                "steps[0].activityTypeName: ", "steps[1].stepChoice[0].attributes[0].value: ",
                "steps[2].stepChoice[0].attributes[0].value: ",
            ] {
                #expect(answer.errors.contains { $0.message.hasPrefix(place) }, "\(place) in \(answer.text)")
            }
        }
    }

    @Test("texts that can never work are refused, by the tokens that the campaign can see; others may follow")
    func texts() async throws {
        try await APIFixture.run { api async throws in
            try await api.campaign("A", flow: Self.two)
            let folder = try api.store.read { try $0.smartCampaign(named: "A")?.folder }
            try await api.store.write {
                try $0.setToken(MyToken(name: "Launch", kind: .date, value: "2026-05-12"), in: #require(folder))
            }
            for (document, message) in [
                (
                    #"{"flow":[{"Wait":"until {{my.Launch}}"}]}"#,
                    "flow[0].Wait: Duration 'until {{my.Launch}}' is never a duration such as 3 days: {{my.Launch}} is the date '2026-05-12'; for a date give Date '{{my.Launch}}' in its place"
                ),
                (
                    #"{"steps":[{"activityTypeName":"Change Score","stepChoice":[{"default":true,"attributes":[{"name":"Score Name","value":"Lead Score"},{"name":"Change","value":"{{my.Launch}}"}]}]}]}"#,
                    "steps[0].stepChoice[0].attributes[1].value: Change '{{my.Launch}}' is never a score change such as +5, -5 or =5: {{my.Launch}} is the date '2026-05-12'; use a My Token of type score or number, or a field with whole numbers"
                ),
            ] {
                try await api.expectRefusal("709", message, .put, Self.uri, .json(document))
            }
            for step in [
                #"{"Wait":{"Date":"{{my.Launch}}"}}"#,
                #"{"Change Score":{"Score Name":"Lead Score","Change":"{{my.Soon}}"}}"#,
            ] {
                let answer = try await api.call(.put, Self.uri, .json(#"{"flow":[\#(step)]}"#))
                #expect(answer.isSuccess, "\(answer.text)")
            }
        }
    }

    @Test(
        "bad calls",
        arguments: [
            (.json("{}"), "709", "the document is empty"), (.json(#"{"steps":7}"#), "709", nil),
            (.json(#"{"steps":[],"flow":[]}"#), "709", nil), (.json("{"), "609", "Invalid JSON"),
            (.form("steps=[]"), "612", "Invalid Content Type"),
        ] as [(APIBody, String, String?)])
    func refused(body: APIBody, code: String, message: String?) async throws {
        try await APIFixture.run { api async throws in
            try await api.campaign("A", flow: Self.two)
            try await api.expectRefusal(code, message, .put, Self.uri, body)
        }
    }

    @Test("a missing campaign")
    func missing() async throws {
        try await APIFixture.run { api async throws in
            try await api.expectRefusal(
                "702", "Smart Campaign not found or it has been deleted", .put, Self.uri, .json(Self.two))
            #expect(try await api.get(Self.uri).stable == noAssetsAnswer)
        }
    }
}
