import HTTPTypes
import MusterEngine
import MusterModel
import MusterStore
import Testing

/// Clone Program: the same program under another name, and the source untouched.
@Suite struct CloneProgramEndpointTests {
    private static func uri(_ id: ProgramID) -> String { "/rest/asset/v1/program/\(id)/clone.json" }

    @Test("the record of the copy: tags, no costs, first status")
    func record() async throws {
        try await APIFixture.run { api async throws in
            let source = try await RichProgram.make(api).id
            let copies = try await api.folder("Copies")
            let answer = try await api.post(
                Self.uri(source), form: #"name=Autumn&folder={"id":\#(copies),"type":"Folder"}&description=Again"#)
            #expect(
                answer.stable
                    == assetAnswer(
                        """
                        {"id":1003,"name":"Autumn","description":"Again","createdAt":"2024-03-05T12:00:00Z+0000",\
                        "updatedAt":"2024-03-05T12:00:00Z+0000","url":"https://app.example.muster/#NP1003A1",\
                        "type":"Engagement","channel":"Nurture","folder":{"type":"Folder","value":\(copies),\
                        "folderName":"Copies"},"status":"off","workspace":"Default",\
                        "tags":[{"tagType":"Region","tagValue":"EMEA"}],"costs":null,"headStart":false}
                        """))
        }
    }

    @Test("everything inside is there by the same names and refers to the copy, and the source is as it was")
    func deep() async throws {
        try await APIFixture.run { api async throws in
            let source = try await RichProgram.make(api).id
            let expected = try api.description(of: source)
            let before = try api.snapshot()
            let answer = try await api.post(Self.uri(source), form: "name=Autumn&folder=4&description=All+of+it")
            let copy = try ProgramID(#require(answer.record?["id"]?.integer))
            let lines = try api.description(of: copy)
            #expect(lines.filter { $0.contains("Spring") } == [], "something still names what is in the source")
            #expect(lines.count == expected.count)
            for (line, wanted) in zip(lines, expected) {
                #expect(line.replacing("Mail (Autumn)", with: "Mail").replacing("Autumn", with: "Spring") == wanted)
            }
            #expect(try api.description(of: source) == expected)
            let after = try api.snapshot()
            for (table, rows) in before where table != "sequence" {
                #expect(Set(rows).isSubset(of: Set(after[table] ?? [])), "a row of \(table) has changed")
            }
            #expect(after["program_member"] == before["program_member"])
            #expect(after["program_cost"] == before["program_cost"])
            #expect(after["campaign_run"] == before["campaign_run"])
        }
    }

    @Test("no two rules or steps of source and copy share an id")
    func freshIDs() async throws {
        try await APIFixture.run { api async throws in
            let source = try await RichProgram.make(api).id
            let answer = try await api.post(Self.uri(source), form: "name=Autumn&folder=4")
            let copy = try ProgramID(#require(answer.record?["id"]?.integer))
            let ids = try [source, copy].map { program in
                try api.store.read { reader in
                    Set(
                        try reader.contents(of: program).flatMap { item -> [Int64] in
                            guard case .smartCampaign(let campaign) = item else { return [] }
                            let rules = try reader.smartList(of: campaign.id)?.rules ?? .empty
                            let steps = campaign.flow.steps.flatMap { [$0.id] + $0.choices.map { -$0.id } }
                            return steps + (rules.triggers + rules.filters).map { $0.id + 1_000_000 }
                        })
                }
            }
            #expect(!ids[0].isEmpty)
            #expect(ids[0].isDisjoint(with: ids[1]))
        }
    }

    @Test("campaigns are neither active nor scheduled nor recurring; an approved e-mail program is not approved")
    func idle() async throws {
        try await APIFixture.run { api async throws in
            let source = try await RichProgram.make(api)
            let ping = try #require(try api.store.read { try $0.smartCampaign(named: "Spring.Ping") }).id
            try await api.engine.commands.activate(ping)
            try await api.engine.commands.schedule(source.batch)
            try await api.store.write { writer in
                guard var mail = try writer.reader.program(named: "Mail"),
                    var batch = try writer.reader.smartCampaign(source.batch)
                else { return }
                mail.status = "locked"
                try writer.updateProgram(mail)
                batch.recurrence = Recurrence(startAt: writer.now, interval: .daily)
                try writer.updateSmartCampaign(batch)
            }
            let answer = try await api.post(Self.uri(source.id), form: "name=Autumn&folder=4")
            #expect(answer.isSuccess)
            try api.store.read { reader in
                for name in ["Ping", "Pong", "Batch"] {
                    let copy = try #require(try reader.smartCampaign(named: "Autumn.\(name)"))
                    #expect(!copy.isActive)
                    #expect(copy.recurrence == nil)
                    #expect(try reader.runs(of: copy.id).isEmpty)
                }
                let mail = try #require(try reader.program(named: "Mail (Autumn)"))
                #expect(mail.status == "unlocked")
                #expect(mail.startDate == nil)
            }
        }
    }

    @Test("a static list of 999 keeps its members, one of 1,000 does not", arguments: [999, 1000])
    func members(count: Int) async throws {
        try await APIFixture.run { api async throws in
            let source = try await api.program("Spring")
            try await api.store.write { writer in
                let list = try writer.createStaticList(name: "All", description: nil, folder: .program(source))
                let leads = try writer.createLeads(Array(repeating: [:], count: count), origin: .api)
                try writer.addMembers(leads, to: list.id, listName: "All", origin: .api)
            }
            #expect(try await api.post(Self.uri(source), form: "name=Autumn&folder=4").isSuccess)
            let members = try api.store.read { reader in
                try reader.memberCount(of: StaticListID(#require(try reader.assetID(.staticList, named: "Autumn.All"))))
            }
            #expect(members == (count == 999 ? 999 : 0))
        }
    }

    @Test("a copy of a copy, into a folder of the program itself, and programs inside get names of their own")
    func again() async throws {
        try await APIFixture.run { api async throws in
            let source = try await RichProgram.make(api).id
            let inside = try await api.folder("Copies", in: .program(source))
            for (name, mail) in [("Autumn", "Mail (Autumn)"), ("Winter", "Mail (Winter)")] {
                #expect(try await api.post(Self.uri(source), form: "name=\(name)&folder=4").isSuccess)
                #expect(try api.store.read { try $0.program(named: mail) } != nil)
            }
            let long = String(repeating: "n", count: 255)
            #expect(try await api.post(Self.uri(source), form: "name=\(long)&folder=\(inside)").isSuccess)
            let names = try api.store.read { try $0.programs(.everything).map(\.name) }
            #expect(names.count == 8)
            #expect(names.allSatisfy { $0.unicodeScalars.count <= 255 })
        }
    }

    @Test(
        "bad clones",
        arguments: [
            ("program/1001", "folder=4", "701", "name cannot be blank"),
            ("program/1001", "name=A", "701", "folder cannot be blank"),
            (
                "program/1001", "name=\(String(repeating: "x", count: 256))&folder=4", "701",
                "name cannot exceed more than 255 characters"
            ),
            ("program/1001", "name=A&folder=x", "1001", "Invalid value 'x'. Required of type 'JSON'"),
            ("program/7", "name=A&folder=4", "702", "Program not found or it has been deleted"),
            ("program/1001", "name=A&folder=99", "710", "Parent Folder not found"),
            (
                "program/1001", #"name=A&folder={"id":1001,"type":"Program"}"#, "711",
                "Invalid folder type for program"
            ),
            ("program/1001", "name=A&folder=12", "711", "Invalid folder type for program"),
            ("program/1001", "name=Mail&folder=4", "709", "Program with the same name already exists"),
        ] as [(String, String, String, String?)])
    func refused(path: String, form: String, code: String, message: String?) async throws {
        try await APIFixture.run { api async throws in
            _ = try await RichProgram.make(api)
            try await api.expectRefusal(code, message, .post, "/rest/asset/v1/\(path)/clone.json", .form(form))
        }
    }
}
