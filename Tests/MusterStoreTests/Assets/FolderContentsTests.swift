import MusterModel
import MusterStore
import MusterTesting
import Testing

@Suite struct FolderContentsTests {
    @Test("direct children only, by id and kind, cut into pages")
    func children() async throws {
        try await withStore { store in
            let (top, program) = try await store.write { writer in
                let top = FolderReference.folder(
                    try writer.createFolder(name: "Top", description: nil, parent: .folder(4)).id)
                _ = try writer.createFolder(name: "Inner", description: nil, parent: top)
                let program = try writer.createProgram(name: "P", kind: .email, channel: "Email Send", folder: top)
                let local = FolderReference.folder(
                    try writer.createFolder(name: "Local", description: nil, parent: .program(program.id)).id)
                _ = try writer.createSmartCampaign(name: "C", folder: top)
                _ = try writer.createSmartCampaign(name: "C", folder: .program(program.id))
                _ = try writer.createStaticList(name: "L", description: nil, folder: local)
                return (top, program.id)
            }
            try store.read { reader throws in
                let all = [FolderItem(.program, 1001), FolderItem(.smartCampaign, 1001), FolderItem(.folder, 1002)]
                #expect(try reader.contents(of: top, offset: 0, limit: 10) == all)
                #expect(try reader.contents(of: top, offset: 1, limit: 1) == [all[1]])
                #expect(
                    try reader.contents(of: .program(program), offset: 0, limit: 10)
                        == [FolderItem(.smartCampaign, 1002), FolderItem(.folder, 1003)],
                    "neither the program's own list nor what is in its folders")
                #expect(try reader.contents(of: FolderReference(.program, 9), offset: 0, limit: 10).isEmpty)
            }
        }
    }

    @Test("a deleted folder takes its tokens along, and only its own")
    func deleted() async throws {
        try await withStore { store in
            let token = MyToken(name: "A", kind: .text, value: "x")
            let folder = try await store.write { writer in
                let folder = try writer.createFolder(name: "Top", description: nil, parent: .folder(4)).id
                let program = try writer.createProgram(
                    name: "P", kind: .standard, channel: "Blog", folder: .folder(4)
                ).id
                #expect(folder.rawValue == program.rawValue)
                for container in [FolderReference.folder(folder), .program(program)] {
                    try writer.setToken(token, in: container)
                }
                return folder
            }
            try await store.write { try $0.deleteFolder(folder) }
            try store.read { reader throws in
                #expect(try reader.folder(folder) == nil)
                #expect(try reader.tokens(in: .folder(folder)).isEmpty)
                #expect(try reader.tokens(in: FolderReference(.program, folder.rawValue)) == [token])
            }
        }
    }
}
