import MusterModel
import MusterTesting
import Testing

@testable import MusterStore

@Suite struct M0005OwnedListsTests {
    @Test("e-mail programs from before get a list of their own; a list that people made keeps its name")
    func oldPrograms() async throws {
        try await withTemporaryDatabase { place in
            try await place.make(schema: 4) { connection in
                for statement in [
                    """
                    INSERT INTO folder (id, name, kind, tree, is_archive, is_system, created_at, updated_at)
                      VALUES (4, 'Default', 'Zone', 'Marketing Activities', 0, 1, 0, 0),
                        (13, 'Smart Lists', 'Smart List', 'Lead Database', 0, 1, 0, 0)
                    """,
                    "INSERT INTO channel (id, name, kind, created_at, updated_at) VALUES (8, 'Email Send', 'Email', 0, 0)",
                    "INSERT INTO channel (id, name, kind, created_at, updated_at) VALUES (2, 'Blog', 'Default', 0, 0)",
                    """
                    INSERT INTO program (id, name, description, kind, channel_id, folder_id, status, created_at, updated_at)
                      VALUES (1001, 'Send', '', 'Email', 8, 4, 'unlocked', 5000, 7000),
                        (1002, 'Blog', '', 'Default', 2, 4, '', 5000, 7000)
                    """,
                    "INSERT INTO sequence (name, next) VALUES ('smartList', 1002)",
                    """
                    INSERT INTO smart_list (id, name, folder_id, rules, created_at, updated_at) VALUES
                      (1001, 'All People', 13, '{"filterMatchType":"all","triggers":[],"filters":[]}', 0, 0)
                    """,
                ] {
                    try connection.execute(statement, [])
                }
            }
            let store = try await place.open()
            let (own, none, named, all) = try store.read { reader in
                (
                    try reader.smartList(ofEmailProgram: 1001), try reader.smartList(ofEmailProgram: 1002),
                    try reader.smartList(named: "All People"), try reader.smartLists(.everything)
                )
            }
            #expect(own?.id == 1002 && own?.name == "Send" && own?.rules.isEmpty == true)
            #expect(own?.folder == .program(1001))
            #expect(own?.createdAt == Instant(seconds: 5) && own?.updatedAt == Instant(seconds: 7))
            #expect(none == nil)
            // The server's own list of that name is not planted over it.
            #expect(named?.id == 1001 && named?.isSystem == false)
            #expect(all.map(\.id) == [1001, 1002])
            try await store.database.close()
        }
    }
}
