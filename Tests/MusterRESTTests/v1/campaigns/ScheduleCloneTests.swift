import HTTPTypes
import MusterEngine
import MusterModel
import MusterStore
import MusterTesting
import Testing

/// Schedule Campaign in a copy of its program.
@Suite struct ScheduleCloneTests {
    private static func uri(_ id: SmartCampaignID) -> String { "/rest/v1/campaigns/\(id)/schedule.json" }

    @Test("the copy's campaign is scheduled and answered, by either name of the member")
    func scheduled() async throws {
        try await APIFixture.run { api async throws in
            let source = try await RichProgram.make(api, hasStaticList: false)
            for (member, name) in [("cloneToProgramName", "Autumn"), ("cloneToProgram", "Winter")] {
                let answer = try await api.post(
                    Self.uri(source.batch),
                    json:
                        #"{"input":{"runAt":"2024-03-05T13:00:00Z","tokens":[{"name":"{{my.City}}","value":"Rome"}],"\#(member)":"\#(name)"}}"#
                )
                let copy = try #require(try api.store.read { try $0.smartCampaign(named: "\(name).Batch") })
                #expect(answer.stable == ##"{"requestId":"#","result":[{"id":\##(copy.id)}],"success":true}"##)
                let (runs, tokens, program) = try api.store.read { reader in
                    let runs = try reader.runs(of: copy.id)
                    let tokens = try runs.first?.contextID.map { try reader.tokenContext($0) } ?? []
                    return (runs, tokens, try #require(try reader.program(named: name)))
                }
                #expect(runs.map(\.run.scheduledAt) == [Instant(text: "2024-03-05T13:00:00Z")])
                #expect(tokens.map(\.name) == ["City"])
                #expect(tokens.map(\.value) == ["Rome"])
                #expect(program.folder == APIFixture.campaigns)
                #expect(program.description == "All of it")
                #expect(try api.store.read { try $0.tokens(in: .program(program.id)).map(\.value) } == ["Berlin"])
            }
            #expect(try api.store.read { try $0.runs(of: source.batch) }.isEmpty)
        }
    }

    @Test("the run of the copy takes people through the copy's flow")
    func runs() async throws {
        try await APIFixture.run { api async throws in
            let source = try await RichProgram.make(api, hasStaticList: false)
            _ = try await api.post(Self.uri(source.batch), json: #"{"input":{"cloneToProgramName":"Autumn"}}"#)
            api.clock.move(to: api.clock.now.adding(seconds: 300))
            try await api.engine.runUntilIdle()
            let copy = try #require(try api.store.read { try $0.smartCampaign(named: "Autumn.Batch") })
            let run = try #require(try api.store.read { try $0.runs(of: copy.id).first })
            #expect(run.run.state == .running, "\(run.run.failure ?? "")")
            #expect(run.counters.qualified == 2)
        }
    }

    @Test(
        "refused, with nothing changed",
        arguments: [
            (#""cloneToProgramName":"Mail""#, "709", "Program with the same name already exists"),
            (#""cloneToProgramName":"\#(String(repeating: "x", count: 256))""#, "701", nil),
            (#""cloneToProgramName":["x"]"#, "1001", nil),
            (#""cloneToProgramName":"New","runAt":"2027-01-01T00:00:00Z""#, "1042", "Invalid runAt date"),
            (#""cloneToProgramName":"New","runAt":"soon""#, "1003", "Invalid date format"),
            (#""cloneToProgramName":"New","tokens":[{"name":"x","value":"y"}]"#, "1003", nil),
        ] as [(String, String, String?)])
    func refused(input: String, code: String, message: String?) async throws {
        try await APIFixture.run { api async throws in
            let source = try await RichProgram.make(api, hasStaticList: false)
            try await api.expectRefusal(
                code, message, .post, Self.uri(source.batch), .json(#"{"input":{\#(input)}}"#))
        }
    }

    @Test("campaigns that cannot be scheduled, are in no program or beside a static list are not cloned")
    func refusedCampaigns() async throws {
        try await APIFixture.run { api async throws in
            let body = APIBody.json(#"{"input":{"cloneToProgramName":"New"}}"#)
            let source = try await RichProgram.make(api)
            try await api.expectRefusal(
                "709", "The following assets are unsupported:List", .post, Self.uri(source.batch), body)
            let (ping, outside) = try api.store.read { reader in
                (
                    try #require(try reader.smartCampaign(named: "Spring.Ping")).id,
                    try #require(try reader.smartCampaign(named: "Outside")).id
                )
            }
            try await api.expectRefusal(
                "1003", "Campaign \(ping) is not a batch campaign", .post, Self.uri(ping), body)
            try await api.expectRefusal(
                "1003", "Campaign \(outside) cannot be scheduled: it is in no program to clone", .post,
                Self.uri(outside), body)
            try await api.expectRefusal("1013", "Campaign not found", .post, Self.uri(4711), body)
            let empty = try await api.campaign("Empty", in: .program(source.id))
            try await api.expectRefusal(
                "1003", "Campaign \(empty) cannot be scheduled: the smart list has no filters", .post,
                Self.uri(empty), body)
        }
    }

    @Test("twenty a day in the instance's time zone; what fails does not count")
    func limit() async throws {
        try await APIFixture.run { api async throws in
            let program = try await api.program("Spring")
            let batch = try await api.campaign(
                "Batch", in: .program(program), rules: #"{"filters":[{"Email Address":{"is not empty":null}}]}"#,
                flow: #"{"flow":[{"Wait":"1 day"}]}"#)
            func clone(_ name: String) async throws -> APIAnswer {
                try await api.post(Self.uri(batch), json: #"{"input":{"cloneToProgramName":"\#(name)"}}"#)
            }
            for number in 1...20 {
                #expect(try await clone("Spring").error?.code == "709")
                #expect(try await clone("Copy \(number)").isSuccess)
            }
            try await api.expectRefusal(
                "1020", "Too many clones to program", .post, Self.uri(batch),
                .json(#"{"input":{"cloneToProgramName":"Copy 21"}}"#))
            #expect(try await api.post(Self.uri(batch), json: "{}").isSuccess, "schedules without a clone go on")
            api.clock.move(to: api.clock.now.adding(seconds: 86_400))
            let tomorrow = try await api.token(Set.all)
            let answer = try await api.call(
                .post, Self.uri(batch), token: tomorrow, .json(#"{"input":{"cloneToProgramName":"Copy 21"}}"#))
            #expect(answer.isSuccess, "\(answer.text)")
        }
    }
}
