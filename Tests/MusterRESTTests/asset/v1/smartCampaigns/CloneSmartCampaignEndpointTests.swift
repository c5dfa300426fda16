import HTTPTypes
import MusterEngine
import MusterModel
import MusterStore
import Testing

@Suite struct CloneSmartCampaignEndpointTests {
    private static let uri = "/rest/asset/v1/smartCampaign/1001/clone.json"
    private static let folder = #"folder={"id":4,"type":"folder"}"#

    @Test("rules, flow, qualification and communication limit are copied, with ids of their own")
    func copied() async throws {
        try await APIFixture.run { api async throws in
            try await api.campaign(
                "Source", rules: #"{"logic":"1 or 2","filters":[{"Country":"Germany"},{"City":["Bonn","Ulm"]}]}"#,
                flow: """
                    {"flow":[{"Change Score":{"choices":[{"if":{"City":"Bonn"},"Score Name":"Lead Score","Change":"+5"}]}},\
                    {"Wait":"2 days"}]}
                    """
            ) { campaign in
                campaign.description = "Of the source"
                campaign.qualification = .interval(3, .day)
                campaign.maxMembers = 50
                campaign.isCommunicationLimitEnabled = false
            }
            let record = try await api.post(Self.uri, form: "name=Copy&\(Self.folder)").record
            #expect(record?["id"] == 1002)
            #expect(record?["description"] == "")
            #expect(record?["qualificationRuleType"] == "interval")
            #expect(record?["maxMembers"] == 50)
            #expect(record?["isCommunicationLimitEnabled"] == false)
            let same = ["rules.json?format=short", "flow.json?format=short"]
            for document in same {
                let source = try await api.get("/muster/v1/smartCampaign/1001/\(document)")
                let copy = try await api.get("/muster/v1/smartCampaign/1002/\(document)")
                #expect(source.stable == copy.stable)
            }
            let ids = try api.store.read { reader in
                try [Int64(1001), 1002].map { id in
                    let campaign = try #require(try reader.smartCampaign(SmartCampaignID(id)))
                    let rules = try #require(try reader.smartList(campaign.smartListID)).rules
                    return Set(rules.filters.map(\.id) + campaign.flow.steps.map(\.id))
                }
            }
            #expect(ids[0].isDisjoint(with: ids[1]))
        }
    }

    @Test("neither activation nor schedule nor recurrence nor members come along")
    func leftBehind() async throws {
        try await APIFixture.run { api async throws in
            try await api.engine.commands.activate(try await api.triggerCampaign("Source"))
            try await api.lead("a@example.com")
            try await api.engine.runUntilIdle()
            let copy = try await api.post(Self.uri, form: "name=Copy&\(Self.folder)").record
            #expect(copy?["status"] == "Inactive")
            #expect(copy?["isActive"] == false)
            let members = try api.store.read { try $0.lastEntries(of: SmartCampaignID(1002), among: [1]) }
            #expect(members.isEmpty)

            try await api.campaign(
                "Batch", rules: #"{"filters":[{"Country":"Germany"}]}"#, flow: #"{"flow":[{"Wait":"1 day"}]}"#)
            let id = try await api.post(
                "/rest/asset/v1/smartCampaign/1003/clone.json", form: "name=Batch copy&\(Self.folder)"
            ).record
            #expect(id?["status"] == "Never Run")
        }
    }

    @Test("an executable clone is marked so; the answer does not show it")
    func executable() async throws {
        try await APIFixture.run { api async throws in
            try await api.campaign("Source", rules: #"{"filters":[{"Country":"Germany"}]}"#)
            let record = try await api.post(Self.uri, form: "name=Copy&\(Self.folder)&isExecutable=True").record
            #expect(record?["isExecutable"] == nil)
            let copy = try api.store.read { try $0.smartCampaign(SmartCampaignID(1002)) }
            #expect(copy?.isExecutable == true)
        }
    }

    @Test("a copy in a program says which")
    func inProgram() async throws {
        try await APIFixture.run { api async throws in
            try await api.campaign("Source")
            let program = try await api.program("Spring")
            let inner = try await api.folder("Inner", in: .program(program))
            let record = try await api.post(Self.uri, form: "name=Copy&folder=\(inner)").record
            #expect(record?["parentProgramId"] == .integer(program.rawValue))
            #expect(record?["folder"] == ["id": .integer(inner.rawValue), "type": "Folder"])
        }
    }

    @Test(
        "bad input",
        arguments: [
            ("1001", folder, "701", "name cannot be blank"), ("1001", "name=A", "701", "folder cannot be blank"),
            ("1001", "name=A&folder=x", "1001", nil), ("1001", "name=A&folder=99", "710", "Parent Folder not found"),
            ("1001", "name=A&folder=12", "711", "Invalid folder type for smart campaign"),
            ("1001", "name=Source&\(folder)", "709", "Smart Campaign with the same name already exists"),
            ("1001", "name=A&\(folder)&isExecutable=maybe", "1001", nil),
            (
                "1002", "name=A&\(folder)&isExecutable=true", "709",
                "Cannot clone Smart Campaign. A campaign with triggers has no executable clone"
            ),
            ("99", "name=A&\(folder)", "702", "Smart Campaign not found or it has been deleted"),
        ] as [(String, String, String, String?)])
    func refused(id: String, form: String, code: String, message: String?) async throws {
        try await APIFixture.run { api async throws in
            try await api.campaign("Source")
            try await api.triggerCampaign("Trigger")
            let uri = "/rest/asset/v1/smartCampaign/\(id)/clone.json"
            try await api.expectRefusal(code, message, .post, uri, .form(form))
        }
    }
}
