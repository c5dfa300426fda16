import HTTPTypes
import MusterEngine
import MusterModel
import MusterStore
import Testing

@testable import MusterREST

/// What reaches people through campaigns at work asks for more than the right to change assets, by whatever call.
@Suite struct OversightTests {
    /// How a campaign stands.
    enum Standing: String, Sendable, CaseIterable {
        case idle, active, planned, recurring, inProgress

        var isAtWork: Bool { self != .idle }
    }

    /// One way to reach people through the campaign of the world, and where it is none.
    private struct Way {
        let name: String
        let method: HTTPRequest.Method
        /// `{campaign}`, `{own}` (its list), `{nested}` (two lists away), `{program}`, `{folder}` around it.
        let uri: String
        let body: APIBody
    }

    private static func ways(_ standing: Standing) -> [Way] {
        let triggers = standing == .active ? #""triggers":[{"Person is Created":{}}],"# : ""
        let rules = #"{\#(triggers)"filters":[{"City":"Bonn"}]}"#
        let tokens = "/rest/asset/v1/folder/{program}/tokens"
        let campaign = "/rest/asset/v1/smartCampaign/{campaign}"
        let list = "/muster/v1/smartList"
        let mail = #"{"name":"Hello","subject":"Bye","html":"Bye"}"#
        let step = #"activityType={"id":24,"type":"activity"}&index=0"#
        return [
            Way(name: "rules", method: .put, uri: list + "/{own}/rules.json", body: .json(rules)),
            Way(
                name: "rules of the campaign", method: .put, uri: "/muster/v1/smartCampaign/{campaign}/rules.json",
                body: .json(rules)),
            Way(
                name: "rules of a nested list", method: .put, uri: list + "/{nested}/rules.json",
                body: .json(#"{"filters":[{"City":"Bonn"}]}"#)),
            Way(
                name: "rules less", method: .post, uri: "/rest/asset/v1/smartList/{nested}/rules/delete.json",
                body: .none),
            Way(
                name: "match", method: .post, uri: "/rest/asset/v1/smartList/{own}/filterLogic.json",
                body: .form("matchType=any")),
            Way(
                name: "flow", method: .put, uri: "/muster/v1/smartCampaign/{campaign}/flow.json",
                body: .json(#"{"flow":[{"Wait":"9 days"}]}"#)),
            Way(name: "a step more", method: .post, uri: campaign + "/flows.json", body: .form(step)),
            Way(
                name: "settings", method: .put, uri: "/muster/v1/smartCampaign/{campaign}/settings.json",
                body: .json(#"{"maxMembers":7}"#)),
            Way(
                name: "a token", method: .post, uri: tokens + ".json",
                body: .form("name=A&type=text&value=x&folderType=Program")),
            Way(
                name: "a token of a folder above", method: .post, uri: "/rest/asset/v1/folder/{folder}/tokens.json",
                body: .form("name=A&type=text&value=x&folderType=Folder")),
            Way(
                name: "a token less", method: .post, uri: tokens + "/delete.json",
                body: .form("name=Old&type=text&folderType=Program")),
            Way(
                name: "a mail by document", method: .post, uri: "/muster/v1/apply.json",
                body: .json(#"{"programs":[{"name":"Tour","channel":"Blog","emails":[\#(mail)]}]}"#)),
            Way(
                name: "a list by document", method: .post, uri: "/muster/v1/apply.json",
                body: .json(#"{"smartLists":[{"name":"Inner","filters":[{"City":"Bonn"}]}]}"#)),
        ]
    }

    private struct World {
        let campaign: SmartCampaignID
        let places: [String: String]
    }

    private static func world(_ api: APIFixture, _ standing: Standing) async throws -> World {
        let folder = try await api.folder("Shelf")
        let program = try await api.program("Tour", in: .folder(folder))
        let nested = try await api.smartList("Inner", rules: #"{"filters":[{"City":"Berlin"}]}"#)
        _ = try await api.smartList("Outer", rules: #"{"filters":[{"Member of Smart List":"Inner"}]}"#)
        let mayRun = #"{"filters":[{"Country":"Germany"},{"Member of Smart List":"Outer"}]}"#
        let listens = #"{"triggers":[{"Person is Created":{}}],"filters":[{"Member of Smart List":"Outer"}]}"#
        let flow = #"{"flow":[{"Wait":"1 day"}]}"#
        let campaign = try await api.campaign(
            "Walk", in: .program(program), rules: standing == .active ? listens : mayRun, flow: flow)
        let list = try await api.store.write { writer in
            try writer.setToken(MyToken(name: "Old", kind: .text, value: "x"), in: .program(program))
            _ = try writer.createEmail(
                name: "Hello", folder: .program(program), subject: "Hello", fromName: "A", fromEmail: "a@example.com",
                replyEmail: "a@example.com", html: "Hello")
            return try writer.reader.smartList(of: campaign)?.id
        }
        switch standing {
        case .idle: break
        case .active: try await api.engine.commands.activate(campaign)
        case .planned: try await api.engine.commands.schedule(campaign)
        case .recurring:
            let uri = "/muster/v1/smartCampaign/\(campaign)/settings.json"
            let answer = try await api.call(
                .put, uri, .json(#"{"recurrence":{"startAt":"2024-03-20T09:00:00Z","intervalType":"Daily"}}"#))
            #expect(answer.isSuccess, "\(answer.text)")
        case .inProgress:
            try await api.lead("a@example.com", [.country: .text("Germany"), .city: .text("Berlin")])
            try await api.engine.commands.schedule(campaign)
            let moved = try await api.post("/muster/v1/clock.json", json: #"{"advance":"10 minutes"}"#)
            #expect(moved.isSuccess, "\(moved.text)")
            #expect(try api.store.read { try $0.runningRun(of: campaign) } != nil)
        }
        return World(
            campaign: campaign,
            places: [
                "campaign": "\(campaign)", "own": "\(try #require(list))", "nested": "\(nested)",
                "program": "\(program)", "folder": "\(folder)",
            ])
    }

    @Test(
        "what changes a campaign at work needs Execute Campaign, and of another it does not",
        arguments: Standing.allCases)
    func reach(_ standing: Standing) async throws {
        for way in Self.ways(standing) {
            try await APIFixture.run { api async throws in
                let world = try await Self.world(api, standing)
                var uri = way.uri
                for (name, id) in world.places { uri = uri.replacing("{\(name)}", with: id) }
                let assets = try await api.token([.readWriteAssets])
                if standing.isAtWork {
                    let before = try api.snapshot()
                    let refused = try await api.call(way.method, uri, token: assets, way.body)
                    #expect(refused.error?.code == "603", "\(way.name): \(refused.text)")
                    #expect(try api.snapshot() == before, "\(way.name): refused, and changed something")
                }
                let enough: Set<Permission> =
                    standing.isAtWork ? [.readWriteAssets, .executeCampaign] : [.readWriteAssets]
                let answer = try await api.call(way.method, uri, token: try await api.token(enough), way.body)
                #expect(answer.isSuccess, "\(way.name): \(answer.text)")
            }
        }
    }

    @Test("a name is no setting: whoever changes assets renames what is at work", arguments: Standing.allCases)
    func renamed(_ standing: Standing) async throws {
        try await APIFixture.run { api async throws in
            let world = try await Self.world(api, standing)
            let uri = "/rest/asset/v1/smartCampaign/\(world.campaign).json"
            let token = try await api.token([.readWriteAssets])
            let answer = try await api.call(.post, uri, token: token, .form("name=Stroll&description=Slow"))
            #expect(answer.isSuccess, "\(answer.text)")
        }
    }

    @Test("a recurrence makes a campaign act, also where nothing was at work before")
    func recurrence() async throws {
        try await APIFixture.run { api async throws in
            let world = try await Self.world(api, .idle)
            let settings = "/muster/v1/smartCampaign/\(world.campaign)/settings.json"
            let daily = APIBody.json(#"{"recurrence":{"startAt":"2024-03-20T09:00:00Z","intervalType":"Daily"}}"#)
            let recurring = #"{"name":"Walk","recurrence":{"every":"day","starting":"2024-03-20 09:00"}}"#
            let document = APIBody.json(
                #"{"programs":[{"name":"Tour","channel":"Blog","campaigns":[\#(recurring)]}]}"#)
            let planned = APIBody.json(
                #"{"programs":[{"name":"Tour","channel":"Blog","campaigns":[{"name":"Walk","schedule":"2024-03-20 09:00"}]}]}"#
            )
            let assets = try await api.token([.readWriteAssets])
            let before = try api.snapshot()
            for (method, uri, body) in [
                (HTTPRequest.Method.put, settings, daily), (.post, "/muster/v1/apply.json", document),
                (.post, "/muster/v1/apply.json", planned),
            ] {
                let refused = try await api.call(method, uri, token: assets, body)
                #expect(
                    refused.error?.message
                        == "Access denied: this sets or ends a recurrence, plans a run, or takes one back, "
                        + "which needs Execute Campaign or Read-Write Campaign", "\(refused.text)")
            }
            #expect(try api.snapshot() == before)
            let enough = try await api.token([.readWriteAssets, .readWriteCampaign])
            #expect(try await api.call(.post, "/muster/v1/apply.json", token: enough, planned).isSuccess)
            let moved = APIBody.json(planned.text?.replacing("03-20", with: "03-21") ?? "")
            let takenBack = APIBody.json(planned.text?.replacing(#""2024-03-20 09:00""#, with: "null") ?? "")
            for body in [moved, takenBack] {
                #expect(try await api.call(.post, "/muster/v1/apply.json", token: assets, body).error?.code == "603")
                let dry = try await api.call(.post, "/muster/v1/apply.json?dryRun=true", token: assets, body)
                #expect(dry.error?.code == "603", "nor does a dry run say what would come of it")
            }
            for body in [moved, takenBack] {
                let answer = try await api.call(.post, "/muster/v1/apply.json", token: enough, body)
                #expect(answer.isSuccess, "\(answer.text)")
            }
            #expect(try await api.call(.put, settings, token: enough, daily).isSuccess)
        }
    }

    struct Part: Sendable {
        let document: String
        let needs: Permission?
    }

    @Test(
        "a document asks for what its parts ask for, and for no more",
        arguments: [
            Part(document: #"{"smartLists":[{"name":"New","filters":[{"City":"Bonn"}]}]}"#, needs: nil),
            Part(document: #"{"timeZone":"Europe/Berlin"}"#, needs: .manageInstance),
            Part(
                document: #"{"leadFields":{"Shoe Size":"integer"}}"#,
                needs: .readWriteSchemaCustomField),
            Part(
                document: #"{"campaigns":[{"name":"New","triggers":[{"Person is Created":{}}],"#
                    + #""flow":[{"Wait":"1 day"}],"active":true}]}"#,
                needs: .activateCampaign),
        ])
    func documents(_ part: Part) async throws {
        try await APIFixture.run { api async throws in
            let assets = try await api.token([.readWriteAssets])
            let before = try api.snapshotOfAssets()
            let answer = try await api.call(.post, "/muster/v1/apply.json", token: assets, .json(part.document))
            guard let needs = part.needs else {
                #expect(answer.isSuccess, "\(answer.text)")
                return
            }
            #expect(answer.error?.code == "603", "\(answer.text)")
            #expect(try api.snapshotOfAssets() == before)
            let enough = try await api.token([.readWriteAssets, needs])
            let allowed = try await api.call(.post, "/muster/v1/apply.json", token: enough, .json(part.document))
            #expect(allowed.isSuccess, "\(allowed.text)")
        }
    }

    @Test("who removes a campaign that has a run planned takes the run back")
    func removed() async throws {
        try await APIFixture.run { api async throws in
            let world = try await Self.world(api, .planned)
            let calls = [
                "/rest/asset/v1/smartCampaign/\(world.campaign)/delete.json",
                "/rest/asset/v1/program/\(world.places["program"] ?? "")/delete.json",
            ]
            let assets = try await api.token([.readWriteAssets])
            let before = try api.snapshot()
            for uri in calls {
                #expect(try await api.call(.post, uri, token: assets).error?.code == "603")
            }
            #expect(try api.snapshot() == before)
            let enough = try await api.token([.readWriteAssets, .executeCampaign])
            for uri in calls { #expect(try await api.call(.post, uri, token: enough).isSuccess) }
        }
    }
}
