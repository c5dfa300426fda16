import HTTPTypes
import MusterAuthoring
import MusterEngine
import MusterModel
import MusterStore
import MusterTesting
import Testing

/// Name, description and archive flag of a folder.
@Suite struct UpdateFolderEndpointTests {
    @Test("what is given changes, the rest stays, wherever the parameters are")
    func updated() async throws {
        try await APIFixture.run { api async throws in
            let folder = try await api.folder("Webinars")
            let uri = "/rest/asset/v1/folder/\(folder).json"
            api.clock.advance(by: RelativePeriod(10, .minute))
            func record(_ name: String, _ description: String, updatedAt: String, isArchive: Bool = false) -> String {
                assetAnswer(
                    """
                    {"name":"\(name)","description":\(description),"createdAt":"2024-03-05T12:00:00Z+0000",\
                    "updatedAt":"2024-03-05T\(updatedAt)Z+0000","url":"https://app.example.muster/#MF1001A1",\
                    "folderId":{"id":1001,"type":"Folder"},"folderType":"Marketing Folder",\
                    "parent":{"id":4,"type":"Folder"},"path":"/Marketing Activities/Default/\(name)",\
                    "isArchive":\(isArchive),"isSystem":false,"accessZoneId":1,"workspace":"Default","id":1001}
                    """)
            }
            let renamed = try await api.post(uri, form: "type=Folder&name=+Events+&description=All of them")
            #expect(renamed.stable == record("Events", #""All of them""#, updatedAt: "12:10:00"))
            let archived = try await api.post(uri, json: #"{"isArchive":"True"}"#)
            #expect(archived.stable == record("Events", #""All of them""#, updatedAt: "12:10:00", isArchive: true))
            let back = try await api.call(.post, uri + "?type=folder&isArchive=false&description=", .json(""))
            #expect(back.stable == record("Events", "null", updatedAt: "12:10:00"))
            #expect(try await api.get(uri).stable == back.stable)
            api.clock.advance(by: RelativePeriod(10, .minute))
            #expect(
                try await api.post(uri, form: "type=Folder").stable == back.stable, "nothing given, nothing changed")
            #expect(try await api.post(uri, form: "name=Events").record?["name"] == "Events", "its own name is free")
        }
    }

    @Test("what acts by itself below an archived folder stops, however deep, and does not come back with it")
    func archived() async throws {
        try await APIFixture.run { api async throws in
            let outer = try await api.folder("Outer")
            let inner = try await api.folder("Inner", in: .folder(outer))
            let program = try await api.program("Webinar", in: .folder(inner))
            let nested = try await api.folder("Nested", in: .program(program))
            let beside = try await api.folder("Beside")
            let places: [FolderReference] = [.folder(outer), .folder(inner), .program(program), .folder(nested)]
            var (triggers, batches): ([SmartCampaignID], [SmartCampaignID]) = ([], [])
            for (index, place) in (places + [.folder(beside)]).enumerated() {
                triggers.append(try await api.archivable("Trigger \(index)", in: place, isTrigger: true))
                batches.append(try await api.archivable("Batch \(index)", in: place, isTrigger: false))
            }
            let before = api.store.position.definitions
            let uri = "/rest/asset/v1/folder/\(outer).json"
            #expect(try await api.post(uri, json: #"{"isArchive":true}"#).record?["isArchive"] == true)
            func states() throws -> [String] {
                try api.store.read { reader in
                    try zip(triggers, batches).map { trigger, batch in
                        let runs = try reader.runs(of: batch).map(\.run.state.rawValue)
                        let recurs = try reader.smartCampaign(batch)?.recurrence != nil
                        let isActive = try reader.smartCampaign(trigger)?.isActive == true
                        let listens = try !reader.listenedTypes(of: trigger).isEmpty
                        return "\(isActive) \(listens) \(recurs) \(Set(runs).sorted().joined(separator: " "))"
                    }
                }
            }
            let stopped = Array(repeating: "false false false cancelled", count: 4) + ["true true true scheduled"]
            #expect(try states() == stopped)
            #expect(api.store.position.definitions > before, "whoever keeps definitions is told")
            #expect(try await api.post(uri, json: #"{"isArchive":false}"#).record?["isArchive"] == false)
            #expect(try states() == stopped)
        }
    }

    struct Archiving: Sendable {
        let granted: Set<Permission>
        let isTrigger: Bool?
        let isAllowed: Bool
    }

    @Test(
        "who archives a folder must be allowed to deactivate and to cancel what stops with it",
        arguments: [
            Archiving(granted: [], isTrigger: nil, isAllowed: true),
            Archiving(granted: [], isTrigger: true, isAllowed: false),
            Archiving(granted: [.executeCampaign], isTrigger: true, isAllowed: false),
            Archiving(granted: [.deactivateCampaign], isTrigger: true, isAllowed: true),
            Archiving(granted: [], isTrigger: false, isAllowed: false),
            Archiving(granted: [.deactivateCampaign], isTrigger: false, isAllowed: false),
            Archiving(granted: [.executeCampaign], isTrigger: false, isAllowed: true),
        ])
    func archiver(_ archiving: Archiving) async throws {
        try await APIFixture.run { api async throws in
            let folder = try await api.folder("Outer")
            let inner = try await api.folder("Inner", in: .folder(folder))
            if let isTrigger = archiving.isTrigger {
                _ = try await api.archivable("Campaign", in: .folder(inner), isTrigger: isTrigger)
            }
            let uri = "/rest/asset/v1/folder/\(folder).json"
            let token = try await api.token(archiving.granted.union([.readWriteAssets]))
            let before = try api.snapshot()
            let renamed = try await api.call(.post, uri, token: token, .json(#"{"isArchive":false}"#))
            #expect(renamed.isSuccess, "nothing stops with it")
            let answer = try await api.call(.post, uri, token: token, .json(#"{"isArchive":true}"#))
            #expect(answer.isSuccess == archiving.isAllowed)
            guard !archiving.isAllowed else { return }
            #expect(answer.error?.code == "603")
            #expect(try api.snapshot() == before)
        }
    }

    @Test("people in flows, and runs in progress, go on to the end in an archived folder")
    func archivedInProgress() async throws {
        try await APIFixture.run { api async throws in
            let folder = try await api.folder("Outer")
            let trigger = try await api.archivable("Trigger", in: .folder(folder), isTrigger: true)
            let batch = try await api.archivable("Batch", in: .folder(folder), isTrigger: false)
            try await api.lead("a@example.com", [.country: .text("Germany")])
            try await api.engine.commands.schedule(batch, origin: .command, floorSeconds: 0)
            try await api.engine.runUntilIdle()
            _ = try await api.post("/rest/asset/v1/folder/\(folder).json", json: #"{"isArchive":true}"#)
            for campaign in [trigger, batch] {
                let run = try #require(try api.store.read { try $0.runReports(of: campaign).last { $0.inFlow > 0 } })
                #expect(run.record.run.state == .running && run.waiting == 1)
            }
            #expect(try await api.post("/muster/v1/clock.json", json: #"{"advance":"2 days"}"#).isSuccess)
            for campaign in [trigger, batch] {
                let run = try #require(
                    try api.store.read { try $0.runs(of: campaign).last { $0.run.state == .finished } })
                #expect(run.counters == RunCounters(qualified: 1, completed: 1))
            }
        }
    }

    @Test("only the folders beside it must not have the name")
    func names() async throws {
        try await APIFixture.run { api async throws in
            try await api.folder("Taken")
            let folder = try await api.folder("Inner", in: .folder(try await api.folder("Outer")))
            let answer = try await api.post("/rest/asset/v1/folder/\(folder).json", form: "name=Taken")
            #expect(answer.record?["path"] == "/Marketing Activities/Default/Outer/Taken")
        }
    }

    @Test(
        "bad input",
        arguments: [
            ("1001.json", "name=Taken", "709", "Folder with the same name already exists"),
            ("1001.json", "name=", "701", "name cannot be blank"),
            ("1001.json", "name=+", "701", "name cannot be blank"),
            (
                "1001.json", "name=" + String(repeating: "x", count: 256), "701",
                "name cannot exceed more than 255 characters"
            ),
            (
                "1001.json", "description=" + String(repeating: "x", count: 2001), "701",
                "description cannot exceed more than 2000 characters"
            ),
            ("1001.json", "isArchive=maybe", "1001", "Invalid value 'maybe'. Required of type 'Boolean'"),
            ("1001.json", "type=Zone&name=A", "1001", "Invalid value 'Zone'. Required of type 'FolderVariantType'"),
            ("x.json", "name=A", "1001", "Invalid value 'x'. Required of type 'Integer'"),
            ("75.json", "name=A", "702", "75 Folder not found"),
            ("75.json", "type=Program&name=A", "702", "75 Folder not found"),
            ("1001.json", "type=Program&name=A", "709", "Folder is a program"),
            ("12.json", "name=A", "709", "Folder is a system folder"),
            ("12.json", "type=Folder", "709", "Folder is a system folder"),
            ("1.json", "isArchive=true", "709", "Folder is a system folder"),
        ])
    func refused(call: String, form: String, code: String, message: String) async throws {
        try await APIFixture.run { api async throws in
            try await api.folder("Webinars")
            try await api.folder("Taken")
            try await api.program("Spring")
            try await api.expectRefusal(code, message, .post, "/rest/asset/v1/folder/" + call, .form(form))
        }
    }
}

extension APIFixture {
    /// A campaign that acts by itself: an active one, or one that recurs and is scheduled besides.
    fileprivate func archivable(
        _ name: String, in place: FolderReference, isTrigger: Bool
    ) async throws -> SmartCampaignID {
        let germans = #"{"filters":[{"Country":"Germany"}]}"#
        let created = #"{"triggers":[{"Person is Created":{}}],"filters":[{"Country":"Germany"}]}"#
        let id = try await campaign(
            name, in: place, rules: isTrigger ? created : germans, flow: #"{"flow":[{"Wait":"1 day"}]}"#)
        if isTrigger {
            try await engine.commands.activate(id)
        } else {
            try await store.write { writer in
                _ = try CampaignAuthoring(writer).setSettings(
                    ["recurrence": ["startAt": "2024-03-20T09:00:00Z", "intervalType": "Daily"]], of: id)
            }
            try await engine.commands.schedule(id)
        }
        return id
    }
}
