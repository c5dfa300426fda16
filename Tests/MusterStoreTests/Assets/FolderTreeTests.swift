import MusterModel
import MusterStore
import MusterTesting
import Testing

@Suite struct FolderTreeTests {
    @Test(
        "depth 0 is the root itself, depth 1 its children, and levels come one after the other",
        arguments: [
            (0, ["1001"]), (1, ["1001", "P1001", "1002", "1003"]),
            (2, ["1001", "P1001", "1002", "1003", "1004", "1005"]),
            (9, ["1001", "P1001", "1002", "1003", "1004", "1005"]),
        ])
    func depth(maxDepth: Int, expected: [String]) async throws {
        try await withStore { store in
            try await Self.plantTree(store)
            let found = try store.read {
                try $0.folders(under: .folder(1001), maxDepth: maxDepth, offset: 0, limit: 200)
            }
            #expect(found.map(Self.label) == expected)
        }
    }

    @Test("pages of any size put together are the whole answer", arguments: [1, 2, 3, 5])
    func paging(size: Int) async throws {
        try await withStore { store in
            try await Self.plantTree(store)
            let pages = try stride(from: 0, to: 8, by: size).flatMap { offset in
                try store.read { try $0.folders(under: .folder(1001), maxDepth: 9, offset: offset, limit: size) }
            }
            let whole = try store.read { try $0.folders(under: .folder(1001), maxDepth: 9, offset: 0, limit: 99) }
            #expect(pages.map(Self.label) == whole.map(Self.label))
            #expect(whole.count == 6)
        }
    }

    @Test("without a root all three trees are walked, roots first")
    func allRoots() async throws {
        try await withStore { store in
            let found = try store.read { try $0.folders(under: nil, maxDepth: 1, offset: 0, limit: 200) }
            #expect(found.map(Self.label) == ["1", "2", "3", "4", "5", "6"])
        }
    }

    @Test("a root that does not exist has nothing")
    func missingRoot() async throws {
        try await withStore { store in
            let found = try store.read { try $0.folders(under: .folder(9999), maxDepth: 2, offset: 0, limit: 20) }
            #expect(found.isEmpty)
        }
    }

    private static func label(_ node: FolderNode) -> String {
        switch node {
        case .folder(let folder): "\(folder.id)"
        case .program(let program): "P\(program.id)"
        }
    }

    /// 1001 holds 1002, 1003 and program 1001; 1004 is in 1002, 1005 in the program.
    private static func plantTree(_ store: Store) async throws {
        try await store.write { writer in
            let root = try writer.createFolder(name: "Root", description: nil, parent: .folder(4))
            let left = try writer.createFolder(name: "Left", description: nil, parent: .folder(root.id))
            _ = try writer.createFolder(name: "Right", description: nil, parent: .folder(root.id))
            _ = try writer.createFolder(name: "Deep", description: nil, parent: .folder(left.id))
            let program = try writer.createProgram(
                name: "P", kind: .standard, channel: "Blog", folder: .folder(root.id))
            _ = try writer.createFolder(name: "Local", description: nil, parent: .program(program.id))
        }
    }
}
