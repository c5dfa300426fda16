import HTTPTypes
import MusterEngine
import MusterModel
import MusterStore
import Testing

@Suite struct UpdateSmartCampaignEndpointTests {
    private static let uri = "/rest/asset/v1/smartCampaign/1001.json"

    @Test("name and description change, and with them the time of the update")
    func updated() async throws {
        try await APIFixture.run { api async throws in
            try await api.campaign("Old")
            api.clock.move(to: api.clock.now.adding(seconds: 3600))
            let token = try await api.token([.readWriteAssets])
            let answer = try await api.call(
                .post, Self.uri, token: token, .form("name= New name &description=What it does"))
            #expect(
                answer.stable
                    == assetAnswer(
                        """
                        {"id":1001,"name":"New name","description":"What it does",\
                        "createdAt":"2024-03-05T12:00:00Z+0000","updatedAt":"2024-03-05T13:00:00Z+0000",\
                        "folder":{"id":4,"type":"Folder"},"status":"Never Run","type":"batch","isSystem":false,\
                        "isActive":false,"isRequestable":false,"isCommunicationLimitEnabled":true,\
                        "recurrence":{"weekdayOnly":false},"qualificationRuleType":"once","workspace":"Default",\
                        "smartListId":1001,"flowId":1001,"computedUrl":"https://app.example.muster/#SC1001A1"}
                        """))
            let list = try api.store.read { try $0.smartList(SmartListID(1001)) }
            #expect(list?.name == "New name", "the campaign's list goes by its name")
        }
    }

    @Test(
        "one of them alone, from wherever it comes; nothing given changes nothing",
        arguments: [
            (APIBody.form("description="), "Old", "", true),
            (.json(#"{"name":"New"}"#), "New", "Before", true),
            (.form(""), "Old", "Before", false), (.none, "Old", "Before", false),
            (.form("name=Old"), "Old", "Before", true), (.form("flowId=7"), "Old", "Before", false),
        ])
    func partly(body: APIBody, name: String, description: String, isTouched: Bool) async throws {
        try await APIFixture.run { api async throws in
            try await api.campaign("Old") { $0.description = "Before" }
            let created = api.clock.now.assetText
            api.clock.move(to: api.clock.now.adding(seconds: 60))
            let token = try await api.token([.readWriteAssets])
            let record = try await api.call(.post, Self.uri, token: token, body).record
            #expect(record?["name"] == .string(name))
            #expect(record?["description"] == .string(description))
            #expect(record?["createdAt"] == .string(created))
            #expect((record?["updatedAt"] != .string(created)) == isTouched)
        }
    }

    @Test("an active campaign may be renamed")
    func active() async throws {
        try await APIFixture.run { api async throws in
            try await api.engine.commands.activate(try await api.triggerCampaign("Old"))
            let record = try await api.post(Self.uri, form: "name=New").record
            #expect(record?["name"] == "New")
            #expect(record?["isActive"] == true)
        }
    }

    @Test(
        "bad input",
        arguments: [
            ("1001", "name=", "701", "name cannot be blank"), ("1001", "name=  ", "701", "name cannot be blank"),
            (
                "1001", "name=\(String(repeating: "x", count: 256))", "701",
                "name cannot exceed more than 255 characters"
            ),
            (
                "1001", "description=\(String(repeating: "x", count: 2001))", "701",
                "description cannot exceed more than 2000 characters"
            ),
            ("1001", "name=Taken", "709", "Smart Campaign with the same name already exists"),
            ("1003", "name=A", "709", "Smart Campaign is a system campaign and cannot be updated"),
            ("99", "name=A", "702", "Smart Campaign not found or it has been deleted"),
            ("99", "", "702", "Smart Campaign not found or it has been deleted"),
            ("x", "name=A", "1001", "Invalid value 'x'. Required of type 'Integer'"),
        ])
    func refused(id: String, form: String, code: String, message: String) async throws {
        try await APIFixture.run { api async throws in
            try await api.campaign("Old")
            try await api.campaign("Taken")
            try await api.campaign("The server's", in: nil) { $0.isSystem = true }
            try await api.expectRefusal(code, message, .post, "/rest/asset/v1/smartCampaign/\(id).json", .form(form))
        }
    }
}
