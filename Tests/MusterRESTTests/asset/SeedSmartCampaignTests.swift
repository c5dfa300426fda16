import HTTPTypes
import MusterModel
import MusterStore
import Testing

/// The request and response pairs of Adobe's page "Smart Campaigns", requests letter
/// by letter, answers member by member.
@Suite struct SeedSmartCampaignTests {
    private static let bounced = """
        {"id": 1001, "name": "Process Bounced Emails",
         "description": "System smart campaign for processing bounced email events",
         "createdAt": "2016-09-10T23:16:19Z+0000", "updatedAt": "2016-09-10T23:16:19Z+0000",
         "status": "Never Run", "type": "batch", "isSystem": false, "isActive": false, "isRequestable": false,
         "isCommunicationLimitEnabled": false, "recurrence": {"weekdayOnly": false},
         "qualificationRuleType": "once", "workspace": "Default", "smartListId": 1001, "flowId": 1001,
         "computedUrl": "https://app-sjqe.marketo.com/#SC1001A1"}
        """
    private static let unsubscribes = """
        {"id": 1002, "name": "Process Unsubscribes",
         "description": "System smart campaign for processing unsubscribe events",
         "createdAt": "2016-09-10T23:16:19Z+0000", "updatedAt": "2016-09-10T23:16:19Z+0000",
         "status": "Never Run", "type": "batch", "isSystem": false, "isActive": false, "isRequestable": false,
         "isCommunicationLimitEnabled": false, "recurrence": {"weekdayOnly": false},
         "qualificationRuleType": "once", "workspace": "Default", "smartListId": 1002, "flowId": 1002,
         "computedUrl": "https://app-sjqe.marketo.com/#SC1002A1"}
        """

    /// The two campaigns that Adobe's instance had from the start: in no folder.
    private static func plantSystemCampaigns(_ api: APIFixture) async throws {
        try await api.setAppURL("https://app-sjqe.marketo.com")
        for (id, name, event) in [
            (Int64(1001), "Process Bounced Emails", "bounced email"), (1002, "Process Unsubscribes", "unsubscribe"),
        ] {
            try await api.next(.smartCampaign, id)
            try await api.next(.smartList, id)
            try await api.next(.flow, id)
            try await api.campaign(name, in: nil) { campaign in
                campaign.description = "System smart campaign for processing \(event) events"
                campaign.isCommunicationLimitEnabled = false
            }
            try await api.stamp("smart_campaign", id, created: "2016-09-10T23:16:19Z")
        }
    }

    @Test("SC1: by id")
    func byID() async throws {
        try await APIFixture.run { api async throws in
            try await Self.plantSystemCampaigns(api)
            let answer = try await api.get("/rest/asset/v1/smartCampaign/1001.json")
            try answer.expectSeed(
                """
                {"success": true, "errors": [], "requestId": "7883#169838a32f0", "warnings": [],
                 "result": [\(Self.bounced)]}
                """)
        }
    }

    @Test("SC2: by name, with unencoded blanks")
    func byName() async throws {
        try await APIFixture.run { api async throws in
            try await Self.plantTestTriggerCampaign(api)
            let answer = try await api.get("/rest/asset/v1/smartCampaign/byName.json?name=Test Trigger Campaign")
            try answer.expectSeed(
                """
                {"success": true, "errors": [], "requestId": "14494#16c886ffa44", "warnings": [],
                 "result": [{"id": 1069, "name": "Test Trigger Campaign", "description": "",
                   "createdAt": "2018-02-16T01:34:39Z+0000", "updatedAt": "2019-08-13T00:45:21Z+0000",
                   "folder": {"id": 327, "type": "Folder"}, "status": "Inactive", "type": "trigger",
                   "isSystem": false, "isActive": false, "isRequestable": false,
                   "isCommunicationLimitEnabled": false, "recurrence": {"weekdayOnly": false},
                   "qualificationRuleType": "once", "workspace": "Default", "smartListId": 2747, "flowId": 1088,
                   "computedUrl": "https://app-sjqe.marketo.com/#SC1069A1"}]}
                """)
        }
    }

    private static func plantTestTriggerCampaign(_ api: APIFixture) async throws {
        try await api.setAppURL("https://app-sjqe.marketo.com")
        try await api.next(.folder, 327)
        let folder = try await api.folder("Tests")
        try await api.next(.smartCampaign, 1069)
        try await api.next(.smartList, 2747)
        try await api.next(.flow, 1088)
        try await api.campaign(
            "Test Trigger Campaign", in: .folder(folder),
            rules: #"{"triggers":[{"Person is Created":{}}],"filters":[]}"#,
            flow: #"{"flow":[{"Change Score":{"Score Name":"Lead Score","Change":"+1"}}]}"#
        ) { $0.isCommunicationLimitEnabled = false }
        try await api.stamp(
            "smart_campaign", 1069, created: "2018-02-16T01:34:39Z", updated: "2019-08-13T00:45:21Z")
    }

    @Test("SC3: browse by dates with the offset -00:00")
    func browse() async throws {
        try await APIFixture.run { api async throws in
            try await Self.plantSystemCampaigns(api)
            try await api.campaign("Too late for the window")
            let answer = try await api.get(
                "/rest/asset/v1/smartCampaigns.json?earliestUpdatedAt=2016-09-10T23:15:00-00:00&latestUpdatedAt=2016-09-10T23:17:00-00:00"
            )
            try answer.expectSeed(
                """
                {"success": true, "errors": [], "requestId": "626#16983a92965", "warnings": [],
                 "result": [\(Self.bounced), \(Self.unsubscribes)]}
                """)
        }
    }

    @Test("SC4: create by form with a folder of raw JSON")
    func create() async throws {
        let now = try #require(Instant(text: "2019-08-14T17:42:04Z"))
        try await APIFixture.run(at: now) { api async throws in
            try await api.setAppURL("https://app-sjqe.marketo.com")
            try await api.next(.folder, 640)
            try await api.folder("Campaigns")
            try await api.next(.smartCampaign, 1076)
            try await api.next(.smartList, 5132)
            try await api.next(.flow, 1095)
            let answer = try await api.post(
                "/rest/asset/v1/smartCampaigns.json",
                form:
                    #"name=Smart Campaign 02&folder={"type": "folder","id": 640}&description=This is a smart campaign creation test."#
            )
            try answer.expectSeed(
                """
                {"success": true, "errors": [], "requestId": "25bc#16c9138f148", "warnings": [],
                 "result": [{"id": 1076, "name": "Smart Campaign 02",
                   "description": "This is a smart campaign creation test.",
                   "createdAt": "2019-08-14T17:42:04Z+0000", "updatedAt": "2019-08-14T17:42:04Z+0000",
                   "folder": {"id": 640, "type": "Folder"}, "status": "Never Run", "type": "batch",
                   "isSystem": false, "isActive": false, "isRequestable": false,
                   "isCommunicationLimitEnabled": true, "recurrence": {"weekdayOnly": false},
                   "qualificationRuleType": "once", "workspace": "Default", "smartListId": 5132, "flowId": 1095,
                   "computedUrl": "https://app-sjqe.marketo.com/#SC1076A1"}]}
                """)
        }
    }

    @Test("SC10 and SC11: activate and deactivate, with the warnings that Muster always sends")
    func activateAndDeactivate() async throws {
        try await APIFixture.run { api async throws in
            try await Self.plantTestTriggerCampaign(api)
            let activated = try await api.call(.post, "/rest/asset/v1/smartCampaign/1069/activate.json")
            try activated.expectSeed(
                #"{"success": true, "errors": [], "requestId": "a33a#161d9c0dcf3", "result": [{"id": 1069}]}"#)
            let deactivated = try await api.call(.post, "/rest/asset/v1/smartCampaign/1069/deactivate.json")
            try deactivated.expectSeed(
                #"{"success": true, "errors": [], "requestId": "6228#161d9c29fbf", "result": [{"id": 1069}]}"#)
        }
    }
}

extension APIFixture {
    func setAppURL(_ url: String) async throws {
        try await store.write { writer in
            var settings = writer.catalogs.settings
            settings.appURL = url
            try writer.setSettings(settings)
        }
    }
}

extension APIAnswer {
    /// Compares with one of Adobe's examples: the same members in the same order. The request id
    /// needs only its shape, and `warnings` is added where the older examples lack it, because newer ones have it.
    func expectSeed(_ example: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let seed = try #require(try JSONParser.parse(example).object)
        let id = try #require(json?["requestId"]?.text, "\(text)", sourceLocation: sourceLocation)
        #expect(id.wholeMatch(of: #/[0-9a-f]{1,5}#[0-9a-f]{9,12}/#) != nil, sourceLocation: sourceLocation)
        var members: [(key: String, value: JSONValue)] = []
        for member in seed.members {
            members.append(member.key == "requestId" ? (member.key, .string(id)) : member)
            if member.key == "requestId", seed["warnings"] == nil { members.append(("warnings", [])) }
        }
        #expect(text == JSONValue.object(JSONObject(members)).jsonText, sourceLocation: sourceLocation)
        #expect(status == .ok, sourceLocation: sourceLocation)
    }
}
