import HTTPTypes
import MusterAudience
import MusterEngine
import MusterFlows
import MusterModel
import MusterRules
import MusterStore
import Testing

/// Get Campaigns, Get Campaign by Id, Schedule Campaign, Request Campaign.
@Suite struct CampaignEndpointTests {
    private static let requested = #"{"triggers":[{"Campaign is Requested":{"Source":"Web Service API"}}]}"#
    private static let everyone = #"{"filters":[{"Email Address":{"is not empty":null}}]}"#
    private static let wait = #"{"flow":[{"Wait":"1 day"}]}"#

    private func campaign(
        _ api: APIFixture, _ name: String, rules: String, flow: String = wait, active: Bool = false,
        in folder: FolderReference = .folder(SystemAssets.marketingActivities)
    ) async throws -> Int64 {
        let id = try await api.store.write { writer in
            let campaign = try writer.createSmartCampaign(name: name, description: "", folder: folder)
            _ = try writer.setRules(
                try writer.reader.ruleDocument.read(try JSONParser.parse(rules), allowsTriggers: true),
                of: campaign.smartListID)
            _ = try writer.setFlow(try writer.reader.flowDocument.read(try JSONParser.parse(flow)), of: campaign.id)
            return campaign.id
        }
        if active { try await api.engine.commands.activate(id) }
        return id.rawValue
    }

    @Test func campaignsAreRead() async throws {
        try await APIFixture.run { api in
            let batch = try await campaign(api, "Batch", rules: Self.everyone)
            let trigger = try await campaign(api, "Trigger", rules: Self.requested, active: true)
            let idle = try await campaign(api, "Idle", rules: Self.requested)
            let now = "2024-03-05T12:00:00Z"
            #expect(
                try await api.get("/rest/v1/campaigns/\(trigger).json").stable == ##"""
                    {"requestId":"#","result":[{"id":\##(trigger),"name":"Trigger","type":"trigger","workspaceName":"Default","createdAt":"\##(now)","updatedAt":"\##(now)","active":true}],"success":true}
                    """##)
            func ids(_ query: String) async throws -> [Int64] {
                try await api.get("/rest/v1/campaigns.json?\(query)").result?.compactMap { $0.object?["id"]?.integer }
                    ?? [-1]
            }
            #expect(try await ids("") == [batch, trigger, idle])
            #expect(try await ids("isTriggerable=True") == [trigger])
            #expect(try await ids("isTriggerable=false&name=Idle,Batch") == [batch, idle])
            #expect(try await ids("id=\(batch)&name=Idle").isEmpty)
            let python = try await api.post("/rest/v1/campaigns.json?_method=GET", form: "id=\(batch)&id=\(idle)")
            #expect(python.result?.count == 2)
            let page = try await api.get("/rest/v1/campaigns.json?batchSize=2")
            let rest = try await api.get(
                "/rest/v1/campaigns.json?batchSize=2&nextPageToken=\(try #require(page.token))")
            #expect(rest.result?.compactMap { $0.object?["id"]?.integer } == [idle])
            #expect(rest.token == nil)
        }
    }

    @Test func batchCampaignsAreScheduled() async throws {
        try await APIFixture.run { api in
            let id = try await campaign(api, "Batch", rules: Self.everyone)
            let uri = "/rest/v1/campaigns/\(id)/schedule.json"
            let start = api.clock.now
            let runs: [(String, Int64)] = [
                ("", 300), ("{}", 300), (#"{"input":{}}"#, 300), (#"{"input":{"tokens":{}}}"#, 300),
                (#"{"input":{"tokens":null}}"#, 300),
                (#"{"input":{"runAt":"2018-03-28T18:05:00+0000"}}"#, 300),
                (#"{"input":{"runAt":"2024-03-05T13:00:00Z"}}"#, 3600),
                (
                    #"{"input":{"runAt":"2024-03-05T15:00:00+0100","tokens":[{"name":"{{my.other token}}","value":"x"}]}}"#,
                    7200
                ),
            ]
            for (body, seconds) in runs {
                let answer = try await api.post(uri, json: body)
                #expect(answer.stable == ##"{"requestId":"#","result":[{"id":\##(id)}],"success":true}"##)
                let newest = try #require(try api.store.read { try $0.runs(of: SmartCampaignID(id)).first })
                #expect(newest.run.scheduledAt == start.adding(seconds: seconds), "\(body)")
            }
        }
    }

    @Test func triggerCampaignsAreRequested() async throws {
        try await APIFixture.run { api in
            let id = try await campaign(api, "Trigger", rules: Self.requested, active: true)
            let lead = try await api.lead("a@example.com")
            let answer = try await api.post(
                "/rest/v1/campaigns/\(id)/trigger.json",
                json:
                    #"{"input":{"leads":[{"id":\#(lead)},\#(lead)],"tokens":[{"name":"{{my.message}}","value":"Hi"}]}}"#
            )
            #expect(answer.stable == ##"{"requestId":"#","result":[{"id":\##(id)}],"success":true}"##)
            try await api.engine.runUntilIdle()
            let requests = try api.store.read {
                try $0.activities(after: 0, since: nil, types: [47], limit: 10).rows
            }
            #expect(requests.map(\.content.leadID) == [lead], "duplicates collapse")
        }
    }

    @Test func refusals() async throws {
        let leads = (1...101).map { #"{"id":\#($0)}"# }.joined(separator: ",")
        let tokens = (1...101).map { #"{"name":"{{my.t\#($0)}}","value":"x"}"# }.joined(separator: ",")
        try await APIFixture.run { api in
            let lead = try await api.lead("a@example.com")
            let batch = try await campaign(api, "Batch", rules: Self.everyone)
            let empty = try await campaign(api, "Empty", rules: #"{"filters":[]}"#)
            let trigger = try await campaign(api, "Trigger", rules: Self.requested, active: true)
            let idle = try await campaign(api, "Idle", rules: Self.requested)
            let created = try await campaign(
                api, "Created", rules: #"{"triggers":[{"Person is Created":{}}]}"#, active: true)
            let one = #""leads":[{"id":\#(lead)}]"#
            let rows: [(String, String, String, String?)] = [
                ("\(batch)/schedule", #"{"input":{"runAt":"2026-03-06T12:00:00Z"}}"#, "1042", "Invalid runAt date"),
                ("\(batch)/schedule", #"{"input":{"runAt":"soon"}}"#, "1003", "Invalid date format"),
                ("\(batch)/schedule", #"{"input":[]}"#, "1001", "Invalid value '[]'. Required of type 'JSON'"),
                (
                    "\(batch)/schedule", #"{"input":{"tokens":[{"name":"my.x","value":"y"}]}}"#, "1003",
                    "Invalid token name 'my.x'. Expected format is {{my.name}}"
                ),
                (
                    "\(batch)/schedule", #"{"input":{"tokens":[\#(tokens)]}}"#, "1003",
                    "Exceeded maximum number of tokens allowed: 100"
                ),
                ("\(batch)/schedule", "{", "609", "Invalid JSON"),
                ("\(batch)/schedule", #"{"input":{"cloneToProgramName":"New"}}"#, "1003", nil),
                ("\(trigger)/schedule", "{}", "1003", "Campaign \(trigger) is not a batch campaign"),
                (
                    "\(empty)/schedule", "{}", "1003",
                    "Campaign \(empty) cannot be scheduled: the smart list has no filters"
                ),
                ("4711/schedule", "{}", "1013", "Campaign not found"),
                ("\(trigger)/trigger", "{}", "1002", "Missing value for the required parameter 'leads'"),
                (
                    "\(trigger)/trigger", #"{"input":{"leads":[]}}"#, "1002",
                    "Missing value for the required parameter 'leads'"
                ),
                (
                    "\(trigger)/trigger", #"{"input":{"leads":[{"id":"x"}]}}"#, "1001",
                    "Invalid value 'x'. Required of type 'Integer'"
                ),
                (
                    "\(trigger)/trigger", #"{"input":{"leads":[\#(leads)]}}"#, "1003",
                    "Exceeded maximum number of leads allowed: 100"
                ),
                (
                    "\(trigger)/trigger", #"{"input":{\#(one),"tokens":[\#(tokens)]}}"#, "1003",
                    "Exceeded maximum number of tokens allowed: 100"
                ),
                (
                    "\(trigger)/trigger", #"{"input":{\#(one),"tokens":[{"name":"{{lead.x}}","value":"y"}]}}"#, "1003",
                    "Invalid token name '{{lead.x}}'. Expected format is {{my.name}}"
                ),
                (
                    "\(trigger)/trigger", #"{"input":{\#(one),"tokens":[{"value":"y"}]}}"#, "1002",
                    "Missing value for the required parameter 'name'"
                ),
                (
                    "\(trigger)/trigger", #"{"input":{"leads":[{"id":\#(lead)},{"id":1234},{"id":1235}]}}"#, "1004",
                    "Lead [1234, 1235] not found"
                ),
                ("\(batch)/trigger", #"{"input":{\#(one)}}"#, "1003", "Campaign \(batch) is not a trigger campaign"),
                ("\(idle)/trigger", #"{"input":{\#(one)}}"#, "1003", "Campaign \(idle) is not active"),
                (
                    "\(created)/trigger", #"{"input":{\#(one)}}"#, "1003",
                    "Campaign \(created) does not have a 'Campaign is Requested' trigger with source 'Web Service API'"
                ),
                ("4711/trigger", #"{"input":{\#(one)}}"#, "1013", "Campaign not found"),
            ]
            for (path, body, code, message) in rows {
                try await api.expectRefusal(code, message, .post, "/rest/v1/campaigns/\(path).json", .json(body))
            }
            try await api.expectRefusal("1013", "Campaign not found", .get, "/rest/v1/campaigns/4711.json")
            try await api.expectRefusal(
                "612", nil, .post, "/rest/v1/campaigns/\(batch)/schedule.json", .form("input=1"))
        }
    }
}
