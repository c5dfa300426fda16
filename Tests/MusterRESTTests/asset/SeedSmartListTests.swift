import HTTPTypes
import MusterModel
import MusterStore
import Testing

/// The request and response pairs of Adobe's page "Smart Lists".
@Suite struct SeedSmartListTests {
    private static let rules = """
        {"filterMatchType": "all", "triggers": [], "filters": [
          {"id": 459, "name": "Visited Web Page", "ruleTypeId": 1, "ruleType": "Activity", "operator": "occurs",
           "conditions": [
            {"activityAttributeId": 1, "activityAttributeName": "Web Page", "operator": "is",
             "values": ["Program Test.Landing Page Test 01"], "isPrimary": true},
            {"activityAttributeId": 6, "activityAttributeName": "Browser", "operator": "is",
             "values": ["Chrome"], "isPrimary": false},
            {"activityAttributeId": -101, "activityAttributeName": "Date of Activity", "operator": "in past",
             "values": ["30 days"], "isPrimary": false}]}]}
        """

    private static func record(_ rules: String = "") -> String {
        """
        {"id": 4363, "name": "Smart List Test 01", "createdAt": "2019-06-03T23:01:13Z+0000",
         "updatedAt": "2019-06-04T17:37:45Z+0000", "url": "https://app-sjqe.marketo.com/#SL4363A1LA1",
         "folder": {"id": 1041, "type": "Program"}, "workspace": "Default"\(rules)}
        """
    }

    /// Program 1041, which the list or the campaign is in.
    private static func plantProgram(_ api: APIFixture) async throws {
        try await api.setAppURL("https://app-sjqe.marketo.com")
        try await api.next(.program, 1041)
        try await api.program("Program Test")
        try await api.next(.rule, 459)
    }

    @Test("SL1: by id with its rules")
    func byID() async throws {
        try await APIFixture.run { api async throws in
            try await Self.plantProgram(api)
            try await api.next(.smartList, 4363)
            try await api.smartList("Smart List Test 01", in: .program(1041), rules: Self.rules)
            try await api.stamp(
                "smart_list", 4363, created: "2019-06-03T23:01:13Z", updated: "2019-06-04T17:37:45Z")
            let answer = try await api.get("/rest/asset/v1/smartList/4363.json?includeRules=true")
            try answer.expectSeed(
                """
                {"success": true, "errors": [], "requestId": "6efc#16c8967a21f", "warnings": [],
                 "result": [\(Self.record(#", "rules": \#(Self.rules)"#))]}
                """)
        }
    }

    @Test("SL2: by campaign id; the list has its campaign's name and place")
    func byCampaignID() async throws {
        try await APIFixture.run { api async throws in
            try await Self.plantProgram(api)
            try await api.next(.smartList, 4363)
            let campaign = try await api.campaign("Smart List Test 01", in: .program(1041), rules: Self.rules)
            try await api.stamp(
                "smart_list", 4363, created: "2019-06-03T23:01:13Z", updated: "2019-06-04T17:37:45Z")
            let answer = try await api.get("/rest/asset/v1/smartCampaign/\(campaign)/smartList.json")
            try answer.expectSeed(
                """
                {"success": true, "errors": [], "requestId": "6efc#16c8967a21f", "warnings": [],
                 "result": [\(Self.record())]}
                """)
        }
    }

    private static func plantFolder(_ api: APIFixture) async throws {
        try await api.setAppURL("https://app-abm.marketo.com")
        try await api.next(.folder, 31)
        try await api.folder("Segments", in: APIFixture.smartLists)
        for (id, name, created, updated) in [
            (Int64(283_988), "2018 Leads", "2008-10-07T15:20:39Z", "2010-04-13T15:34:32Z"),
            (299_697, "Active Prospects", "2008-10-17T02:09:49Z", "2010-03-27T18:27:46Z"),
            (400_517, "Leads by Score", "2009-01-07T18:52:52Z", "2010-04-13T15:36:09Z"),
        ] {
            try await api.next(.smartList, id)
            try await api.smartList(name, in: FolderReference(.folder, 31))
            try await api.stamp("smart_list", id, created: created, updated: updated)
        }
        try await api.smartList("Somewhere else")
    }

    private static let leads2018 = """
        {"id": 283988, "name": "2018 Leads", "createdAt": "2008-10-07T15:20:39Z+0000",
         "updatedAt": "2010-04-13T15:34:32Z+0000", "url": "https://app-abm.marketo.com/#SL283988A1",
         "folder": {"id": 31, "type": "Folder"}, "workspace": "Default"}
        """

    @Test("SL4: by name, with an unencoded blank")
    func byName() async throws {
        try await APIFixture.run { api async throws in
            try await Self.plantFolder(api)
            let answer = try await api.get("/rest/asset/v1/smartList/byName.json?name=2018 Leads")
            try answer.expectSeed(
                """
                {"success": true, "errors": [], "requestId": "115d7#16423bc13b4", "result": [\(Self.leads2018)]}
                """)
        }
    }

    @Test("SL5: browse with raw JSON in the address")
    func browse() async throws {
        try await APIFixture.run { api async throws in
            try await Self.plantFolder(api)
            let answer = try await api.get(#"/rest/asset/v1/smartLists.json?folder={"id":31,"type":"Folder"}"#)
            try answer.expectSeed(
                """
                {"success": true, "errors": [], "requestId": "9aa4#16423c0e969", "result": [
                 \(Self.leads2018),
                 {"id": 299697, "name": "Active Prospects", "createdAt": "2008-10-17T02:09:49Z+0000",
                  "updatedAt": "2010-03-27T18:27:46Z+0000", "url": "https://app-abm.marketo.com/#SL299697A1",
                  "folder": {"id": 31, "type": "Folder"}, "workspace": "Default"},
                 {"id": 400517, "name": "Leads by Score", "createdAt": "2009-01-07T18:52:52Z+0000",
                  "updatedAt": "2010-04-13T15:36:09Z+0000", "url": "https://app-abm.marketo.com/#SL400517A1",
                  "folder": {"id": 31, "type": "Folder"}, "workspace": "Default"}]}
                """)
        }
    }
}
