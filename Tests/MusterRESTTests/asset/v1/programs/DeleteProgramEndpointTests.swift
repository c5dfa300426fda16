import HTTPTypes
import MusterEngine
import MusterModel
import MusterStore
import Testing

/// Delete Program: everything inside goes, nothing that is needed elsewhere.
@Suite struct DeleteProgramEndpointTests {
    private static let inUse = "Cannot delete program. The assets are in use elsewhere or not deletable"
    private static func uri(_ id: ProgramID) -> String { "/rest/asset/v1/program/\(id)/delete.json" }

    @Test("a copy that is deleted leaves nothing but the log behind")
    func deleted() async throws {
        try await APIFixture.run { api async throws in
            let source = try await RichProgram.make(api).id
            let before = try api.snapshot()
            let clone = try await api.post("/rest/asset/v1/program/\(source)/clone.json", form: "name=Autumn&folder=4")
            let copy = try ProgramID(#require(clone.record?["id"]?.integer))
            let answer = try await api.post(Self.uri(copy), form: "")
            #expect(answer.stable == assetAnswer(#"{"id":\#(copy)}"#))
            let after = try api.snapshot()
            for (table, rows) in before where !["sequence", "activity", "activity_mark"].contains(table) {
                #expect(after[table] == rows, "\(table) has other rows")
            }
        }
    }

    @Test("members, tokens, runs to come and people in a flow that was switched off go too")
    func everything() async throws {
        try await APIFixture.run { api async throws in
            let source = try await RichProgram.make(api)
            try await api.engine.commands.schedule(source.batch)
            #expect(try await api.post(Self.uri(source.id), json: "{}").isSuccess)
            let after = try api.snapshot()
            for table in [
                "program", "program_tag", "program_cost", "program_member", "program_member_value", "my_token", "email",
                "active_trigger",
                "campaign_member", "flow_entry",
            ] {
                #expect(after[table] == [], "\(table)")
            }
            let left = try api.store.read { reader in
                #expect(try reader.connection.hasRows("PRAGMA foreign_key_check") == false)
                return try reader.smartCampaigns(.everything).map(\.name)
                    + reader.smartLists(.everything).map(\.name) + reader.staticLists(.everything).map(\.name)
            }
            #expect(left == ["Outside", "Outside", "Everywhere"])
            let runs = try api.store.read { try $0.runs(of: source.batch).map(\.run.state) }
            #expect(runs == [.cancelled])
        }
    }

    @Test(
        "what is needed elsewhere stays",
        arguments: [
            #"{"filters":[{"Member of List":{"in":["Spring.VIPs"]}}]}"#,
            #"{"filters":[{"Member of Program":{"in":["Spring"]}}]}"#,
            #"{"filters":[{"Member of Program":{"in":["Mail"]}}]}"#,
            #"{"filters":[{"Member of Smart List":"Spring.Saved"}]}"#,
            #"{"filters":[{"Member of Smart Campaign":"Spring.Ping"}]}"#,
        ])
    func usedByRules(rules: String) async throws {
        try await APIFixture.run { api async throws in
            let source = try await RichProgram.make(api).id
            let user = try await api.smartList("User", rules: rules)
            try await api.expectRefusal("709", Self.inUse, .post, Self.uri(source))
            try await api.store.write { try $0.deleteSmartList(user) }
            #expect(try await api.post(Self.uri(source), form: "").isSuccess)
        }
    }

    @Test("flows outside, active campaigns and runs in progress keep a program too")
    func atWork() async throws {
        try await APIFixture.run { api async throws in
            let source = try await RichProgram.make(api)
            let outside = try await api.campaign("User", flow: #"{"flow":[{"Send Email":"Spring.Hello"}]}"#)
            try await api.expectRefusal("709", Self.inUse, .post, Self.uri(source.id))
            try await api.store.write { _ = try $0.setFlow(.empty, of: outside) }

            let ping = try #require(try api.store.read { try $0.smartCampaign(named: "Spring.Ping") }).id
            try await api.engine.commands.activate(ping)
            try await api.expectRefusal("709", Self.inUse, .post, Self.uri(source.id))
            try await api.engine.commands.deactivate(ping)

            try await api.engine.commands.schedule(source.batch, origin: .command, floorSeconds: 0)
            try await api.engine.runUntilIdle()
            #expect(try api.store.read { try $0.runningRun(of: source.batch) } != nil)
            try await api.expectRefusal("709", Self.inUse, .post, Self.uri(source.id))
        }
    }

    @Test("a program inside another goes alone; a missing one is 702")
    func others() async throws {
        try await APIFixture.run { api async throws in
            try await api.expectRefusal(
                "702", "Program not found or it has been deleted", .post, "/rest/asset/v1/program/7/delete.json")
            let source = try await RichProgram.make(api).id
            let mail = try #require(try api.store.read { try $0.program(named: "Mail") }).id
            let before = try api.description(of: source)
            #expect(try await api.post(Self.uri(mail), form: "").isSuccess)
            #expect(try api.description(of: source) == before.filter { !$0.contains("/Mail") })
        }
    }
}

extension SQLConnection {
    fileprivate func hasRows(_ sql: String) throws -> Bool {
        var found = false
        try query(sql, []) { _ in
            found = true
            return false
        }
        return found
    }
}
