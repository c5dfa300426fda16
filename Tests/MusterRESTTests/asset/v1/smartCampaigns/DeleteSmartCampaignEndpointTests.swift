import HTTPTypes
import MusterAudience
import MusterAuthoring
import MusterEngine
import MusterFlows
import MusterModel
import MusterStore
import Testing

@Suite struct DeleteSmartCampaignEndpointTests {
    private static let uri = "/rest/asset/v1/smartCampaign/1001/delete.json"
    private static let wait = #"{"flow":[{"Wait":"2 days"}]}"#

    @Test("the campaign, its list and its plans are gone, what it did is still in the log")
    func deleted() async throws {
        try await APIFixture.run { api async throws in
            let lead = try await api.lead("a@example.com")
            let id = try await api.campaign(
                "Old", rules: #"{"filters":[{"Email Address":"a@example.com"}]}"#,
                flow: #"{"flow":[{"Change Score":{"Score Name":"Lead Score","Change":"+1"}}]}"#)
            try await api.engine.commands.schedule(id, floorSeconds: 0)
            try await api.engine.runUntilIdle()
            try await api.engine.commands.schedule(id, runAt: api.clock.now.adding(seconds: 9000))
            let answer = try await api.call(.post, Self.uri, .form(""))
            #expect(answer.stable == assetAnswer(#"{"id":1001}"#))
            #expect(try await api.get("/rest/asset/v1/smartCampaign/1001.json").stable == noAssetsAnswer)
            #expect(try await api.get("/rest/asset/v1/smartList/1001.json").stable == noAssetsAnswer)
            #expect(try await api.get("/rest/v1/campaigns/1001.json").error?.code == "1013")
            let (score, planned) = try api.store.read { reader in
                (
                    try reader.lead(lead, fields: [.leadScore])?[.leadScore],
                    try reader.nextScheduledRun(after: api.clock.now)
                )
            }
            #expect(score == .integer(1))
            #expect(planned == nil)
            try await api.expectRefusal(
                "702", "Smart Campaign not found or it has been deleted", .post, Self.uri)
        }
    }

    @Test("people who wait in a campaign that was switched off leave it")
    func waiting() async throws {
        try await APIFixture.run { api async throws in
            let id = try await api.campaign(
                "Old", rules: #"{"triggers":[{"Person is Created":{}}],"filters":[]}"#, flow: Self.wait)
            try await api.engine.commands.activate(id)
            try await api.lead("a@example.com")
            try await api.engine.runUntilIdle()
            #expect(try api.store.read { try $0.nextWake(after: api.clock.now) } != nil)
            try await api.engine.commands.deactivate(id)
            #expect(try await api.call(.post, Self.uri).isSuccess)
            #expect(try api.store.read { try $0.runs(of: id) }.allSatisfy { $0.run.state != .running })
            try await api.engine.runUntilIdle()
            #expect(try api.store.read { try $0.nextWake(after: api.clock.now) } == nil)
        }
    }

    @Test("its folder can have another of the name at once")
    func nameIsFree() async throws {
        try await APIFixture.run { api async throws in
            try await api.campaign("Old")
            #expect(try await api.call(.post, Self.uri).isSuccess)
            #expect(try await api.campaign("Old") == SmartCampaignID(1002))
        }
    }

    @Test("one that names itself may go")
    func selfReference() async throws {
        try await APIFixture.run { api async throws in
            let id = try await api.campaign("Old")
            try await api.store.write { writer in
                let flow = try writer.reader.flowDocument.read(
                    JSONParser.parse(#"{"flow":[{"Remove from Flow":"Old"}]}"#))
                try CampaignAuthoring(writer).setFlow(flow, of: id)
            }
            #expect(try await api.call(.post, Self.uri).isSuccess)
        }
    }

    enum Obstacle: String, CaseIterable {
        case active = "It is active"
        case requestedByStep, memberOfCampaign = "It is in use by another asset"
        case system = "It is a system campaign"
        case running = "A run is in progress"

        var sentence: String { self == .requestedByStep ? Self.memberOfCampaign.rawValue : rawValue }
    }

    @Test("what keeps it", arguments: Obstacle.allCases)
    func refused(obstacle: Obstacle) async throws {
        try await APIFixture.run { api async throws in
            let rules = #"{"filters":[{"Email Address":"a@example.com"}]}"#
            switch obstacle {
            case .active: try await api.engine.commands.activate(try await api.triggerCampaign("Old"))
            case .requestedByStep:
                try await api.campaign("Old")
                try await api.campaign("User", flow: #"{"flow":[{"Request Campaign":"Old"}]}"#)
            case .memberOfCampaign:
                try await api.campaign("Old")
                try await api.smartList("User", rules: #"{"filters":[{"Member of Smart Campaign":{"in":"Old"}}]}"#)
            case .system: try await api.campaign("Old", in: nil) { $0.isSystem = true }
            case .running:
                try await api.lead("a@example.com")
                let id = try await api.campaign("Old", rules: rules, flow: Self.wait)
                try await api.engine.commands.schedule(id, floorSeconds: 0)
                try await api.engine.runUntilIdle()
            }
            try await api.expectRefusal("709", "Cannot delete Smart Campaign. \(obstacle.sentence)", .post, Self.uri)
        }
    }
}
