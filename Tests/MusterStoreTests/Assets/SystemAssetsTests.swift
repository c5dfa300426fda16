import MusterModel
import MusterStore
import MusterTesting
import Testing

@Suite struct SystemAssetsTests {
    @Test(
        "every instance has the tree that clients expect",
        arguments: [
            ("/Marketing Activities", 1, Folder.Kind.zone), ("/Design Studio", 2, .zone), ("/Lead Database", 3, .zone),
            ("/Marketing Activities/Default", 4, .zone), ("/Marketing Activities/Default/Archive", 7, .marketing),
            ("/Design Studio/Default/Emails", 8, .email), ("/Design Studio/Default/Email Templates", 9, .emailTemplate),
            ("/Lead Database/Default/Group Lists", 12, .list), ("/Lead Database/Default/Smart Lists", 13, .smartList),
        ])
    func seedTree(path: String, id: Int64, kind: Folder.Kind) async throws {
        try await withStore { store in
            let (folder, found) = try store.read { (try $0.folder(FolderID(id)), try $0.path(of: FolderID(id))) }
            #expect(found == path)
            #expect(folder?.kind == kind)
            #expect(folder?.isSystem == true)
        }
    }

    @Test("each kind of program has a channel, and plain programs one with three statuses to pass through")
    func channels() async throws {
        try await withStore { store in
            let channels = try store.read { try $0.channels() }
            #expect(Set(channels.map(\.kind)) == Set(Program.Kind.allCases))
            #expect(Set(channels.map(\.name)).isSuperset(of: ["Blog", "Online Advertising"]))
            let rich = channels.filter {
                $0.kind == .standard && $0.statuses.count { $0.step > 0 && !$0.isHidden } >= 3
            }
            #expect(!rich.isEmpty)
            for channel in channels {
                #expect(channel.statuses.first?.name == "Not in Program")
                #expect(channel.statuses.map(\.step) == channel.statuses.map(\.step).sorted())
            }
        }
    }

    @Test("a second start plants nothing again and leaves a renamed channel alone")
    func plantedOnce() async throws {
        try await withTemporaryDatabase { database in
            let first = try await database.open()
            let before = try first.read { reader in
                (try reader.folders(under: nil, maxDepth: 9, offset: 0, limit: 999), try reader.channels())
            }
            try await first.write {
                _ = try $0.rows.execute("UPDATE channel SET name = 'Our Blog' WHERE name = 'Blog'", [])
            }
            try await first.database.close()

            let second = try await database.open()
            let after = try second.read { reader in
                (try reader.folders(under: nil, maxDepth: 9, offset: 0, limit: 999), try reader.channels())
            }
            #expect(after.0.map(\.reference) == before.0.map(\.reference))
            #expect(after.1.map(\.id) == before.1.map(\.id))
            #expect(after.1.contains { $0.name == "Our Blog" && $0.statuses.count == 4 })
            try await second.database.close()
        }
    }

    @Test("what people make is numbered from 1001")
    func firstIDs() async throws {
        try await withStore { store in
            let ids = try await store.write { writer in
                let home = FolderReference.folder(SystemAssets.marketingActivities)
                let folder = try writer.createFolder(name: "A", description: nil, parent: home)
                let program = try writer.createProgram(name: "P", kind: .standard, channel: "Blog", folder: home)
                let list = try writer.createStaticList(
                    name: "L", description: nil, folder: .folder(SystemAssets.groupLists))
                let campaign = try writer.createSmartCampaign(name: "C", folder: home)
                return [
                    folder.id.rawValue, program.id.rawValue, list.id.rawValue, campaign.id.rawValue,
                    campaign.smartListID.rawValue, campaign.flowID,
                ]
            }
            #expect(ids == Array(repeating: 1001, count: 6))
        }
    }
}
