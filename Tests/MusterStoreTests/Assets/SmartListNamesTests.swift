import MusterModel
import MusterStore
import MusterTesting
import Testing

/// Where the names of smart lists are unique.
@Suite struct SmartListNamesTests {
    private enum Place: CaseIterable, Sendable { case smartLists, otherFolder, program, folderInside, otherProgram }

    @Test("lists in different containers inside programs share names; outside of programs no two do")
    func scopes() async throws {
        try await withStore { store in
            let places = try await store.write { writer -> [Place: FolderReference] in
                let home = FolderReference.folder(SystemAssets.marketingActivities)
                let program = try writer.createProgram(name: "P", kind: .standard, channel: "Blog", folder: home).id
                let other = try writer.createProgram(name: "Q", kind: .standard, channel: "Blog", folder: home).id
                let lists = FolderReference.folder(SystemAssets.smartLists)
                return [
                    .smartLists: lists,
                    .otherFolder: .folder(try writer.createFolder(name: "F", description: nil, parent: lists).id),
                    .program: .program(program), .otherProgram: .program(other),
                    .folderInside: .folder(
                        try writer.createFolder(name: "F", description: nil, parent: .program(program)).id),
                ]
            }
            var made: [Place] = []
            for place in Place.allCases {
                let container = try #require(places[place])
                do {
                    _ = try await store.write {
                        try $0.createSmartList(name: "A", description: nil, folder: container)
                    }
                    made.append(place)
                } catch is StoreError {}
                await #expect(throws: StoreError.self, "a second one in \(place)") {
                    _ = try await store.write {
                        try $0.createSmartList(name: "A", description: nil, folder: container)
                    }
                }
            }
            #expect(made == [.smartLists, .program, .folderInside, .otherProgram])
        }
    }
}
