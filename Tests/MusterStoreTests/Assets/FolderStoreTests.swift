import MusterModel
import MusterStore
import MusterTesting
import Testing

@Suite struct FolderStoreTests {
    private let home = FolderReference.folder(SystemAssets.marketingActivities)

    @Test(
        "a folder takes kind and tree from its parent",
        arguments: [
            (SystemAssets.marketingActivities, Folder.Kind.marketing, Folder.Tree.marketingActivities),
            (SystemAssets.groupLists, .list, .leadDatabase), (SystemAssets.smartLists, .smartList, .leadDatabase),
            (SystemAssets.emails, .email, .designStudio), (6, .list, .leadDatabase),
        ])
    func kinds(parent: FolderID, kind: Folder.Kind, tree: Folder.Tree) async throws {
        try await withStore { store in
            let id = try await store.write {
                try $0.createFolder(name: "Mine", description: "Ours", parent: .folder(parent)).id
            }
            let folder = try #require(try store.read { try $0.folder(id) })
            #expect(folder.kind == kind)
            #expect(folder.tree == tree)
            #expect(folder.parent == .folder(parent))
            #expect(folder.description == "Ours")
            #expect(!folder.isSystem && !folder.isArchive)
        }
    }

    @Test("a folder inside a program belongs to the program, however deep")
    func insideProgram() async throws {
        try await withStore { store in
            let (program, deep) = try await store.write { writer in
                let top = try writer.createFolder(name: "2026", description: nil, parent: .folder(4))
                let program = try writer.createProgram(
                    name: "Webinar", kind: .standard, channel: "Blog", folder: .folder(top.id))
                let outer = try writer.createFolder(name: "Work", description: nil, parent: .program(program.id))
                let inner = try writer.createFolder(name: "Drafts", description: nil, parent: .folder(outer.id))
                return (program.id, inner.id)
            }
            try store.read { reader throws in
                #expect(try reader.programID(containing: .folder(deep)) == program)
                #expect(try reader.programID(containing: .program(program)) == program)
                #expect(try reader.programID(containing: .folder(4)) == nil)
                #expect(try reader.path(of: deep) == "/Marketing Activities/Default/2026/Webinar/Work/Drafts")
                let chain = try reader.ancestors(of: .folder(deep))
                #expect(chain.map(\.kind) == [.folder, .folder, .program, .folder, .folder, .folder])
                #expect(chain.last == .folder(1))
                #expect(try reader.tree(of: .program(program)) == .marketingActivities)
            }
        }
    }

    @Test("what does not exist has no path, no ancestors and no program")
    func missing() async throws {
        try await withStore { store in
            try store.read { reader throws in
                for container in [FolderReference(.folder, 77), FolderReference(.program, 77)] {
                    #expect(try !reader.containerExists(container))
                    #expect(try reader.path(of: container) == nil)
                    #expect(try reader.ancestors(of: container).isEmpty)
                    #expect(try reader.programID(containing: container) == nil)
                    #expect(try reader.tree(of: container) == nil)
                }
            }
            await #expect(throws: AssetNotFoundError.self) {
                try await store.write {
                    _ = try $0.createFolder(name: "Lost", description: nil, parent: .folder(77))
                }
            }
        }
    }

    @Test("names are unique among the children of one parent only")
    func uniqueNames() async throws {
        try await withStore { store in
            let first = try await store.write {
                try $0.createFolder(name: "Same", description: nil, parent: .folder(4)).id
            }
            try await store.write { _ = try $0.createFolder(name: "Same", description: nil, parent: .folder(first)) }
            await #expect(throws: StoreError.self) {
                try await store.write { _ = try $0.createFolder(name: "Same", description: nil, parent: .folder(4)) }
            }
            try store.read { reader throws in
                #expect(try reader.folders(named: "Same").count == 2)
                #expect(try reader.folderNameIsTaken("Same", in: .folder(4)))
                #expect(try !reader.folderNameIsTaken("Same", in: .folder(4), excluding: first))
                #expect(try !reader.folderNameIsTaken("same", in: .folder(4)))
                #expect(try reader.folder(named: "Same", in: .folder(4))?.id == first)
            }
        }
    }

    @Test("an update changes name, description and archive flag, and the time")
    func update() async throws {
        try await withStoreAndClock { store, clock in
            let folder = try await store.write {
                try $0.createFolder(name: "Old", description: "x", parent: .folder(4))
            }
            clock.advance(seconds: 60)
            try await store.write { writer in
                var folder = folder
                folder.name = "New"
                folder.description = nil
                folder.isArchive = true
                try writer.updateFolder(folder)
            }
            let read = try #require(try store.read { try $0.folder(folder.id) })
            #expect(read.name == "New")
            #expect(read.description == nil)
            #expect(read.isArchive)
            #expect(read.createdAt == folder.createdAt)
            #expect(read.updatedAt == folder.createdAt.adding(seconds: 60))
        }
    }
}
