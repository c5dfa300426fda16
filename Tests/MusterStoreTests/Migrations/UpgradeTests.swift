import MusterModel
import MusterSQLite
import MusterTesting
import Testing

@testable import MusterStore

@Suite struct UpgradeTests {
    @Test("the migrations up to a schema still make what the version of that schema made")
    func frozen() async throws {
        let saved = try SavedDatabase.schema4()
        try await withTemporaryDatabase { place in
            try await place.make(schema: 4) { _ in }
            let database = try SQLiteDatabase(path: place.path, readers: 1)
            let made = try database.read { connection in
                try connection.all(
                    "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND tbl_name <> 'schema_migration'"
                ) { $0.text(0) }
            }
            let recorded = saved.schema.filter { !$0.hasPrefix("CREATE TABLE schema_migration") }
            #expect(Set(made).subtracting(recorded).isEmpty)
            #expect(recorded.subtracting(made).isEmpty)
            try await database.close()
        }
    }

    @Test("an upgraded database has the schema of a new one, and the columns of its own fields")
    func schema() async throws {
        let new = try await withStore { try $0.schema() }
        try await withUpgraded { store in
            let upgraded = try store.schema().map { statement in
                statement.hasPrefix("CREATE TABLE lead (")
                    ? statement.replacing(", shoe_size INTEGER", with: "") : statement
            }
            #expect(upgraded == new)
        }
    }

    @Test("everything is there after an upgrade")
    func content() async throws {
        try await withUpgraded { store in
            try store.read { reader in
                let size = try #require(reader.catalogs.leadFields[restName: "shoeSize"])
                let leads = try reader.leads([1, 2, 3], fields: [.firstName, .unsubscribed, size])
                #expect(leads.map { $0[.firstName] } == [.text("Ann"), .text("Anna"), .text("Bob")])
                #expect(leads.map { $0[size] } == [.integer(38), .null, .integer(45)])
                #expect(
                    leads.map { $0[.unsubscribed] } == [.boolean(true), .boolean(true), .null], "who shares an address")
                #expect(try reader.lastActivityID() == 4)
                #expect(try reader.members(of: 1001, after: 0, limit: 9) == [1, 3])
                #expect(try reader.programMembers(of: 1001, among: [1, 2, 3]).keys.sorted() == [3])
                #expect(try reader.smartList(ofEmailProgram: 1001)?.id == 1002)
                #expect(try reader.smartList(named: "Known")?.id == 1001)
                #expect(try reader.apiUsers().map(\.name) == ["api@example.com"])
            }
            try await store.write { writer in
                #expect(try writer.createLead([.city: .text("Ulm")], origin: .api) == 4)
                try writer.updateLead(3, [.email: .text("ANN@example.com")], origin: .api)
                #expect(try writer.reader.lead(3, fields: [.unsubscribed])?[.unsubscribed] == .boolean(true))
            }
        }
    }

    @Test("each standard field has the column of its type, by a migration")
    func standardFields() async throws {
        try await withStore { store in
            let columns = try store.read { reader in
                try reader.connection.all("SELECT name, type FROM pragma_table_info('lead')") {
                    ($0.text(0), $0.text(1))
                }
            }
            let types = Dictionary(uniqueKeysWithValues: columns)
            for field in LeadField.standard {
                let type =
                    switch field.dataType.storage {
                    case .text, .date: "TEXT"
                    case .integer, .boolean, .instant: "INTEGER"
                    case .number: "REAL"
                    }
                #expect(types[field.column] == type, "a new field needs a migration: \(field.name)")
            }
            #expect(columns.count == LeadField.standard.count + 1)
            let known = try store.read { reader in
                try reader.connection.all("SELECT name FROM lead_column ORDER BY name") { $0.text(0) }
            }
            #expect(known == LeadField.standard.map(\.column).sorted())
        }
    }

    private func withUpgraded(_ body: (Store) async throws -> Void) async throws {
        let saved = try SavedDatabase.schema4()
        try await withTemporaryDatabase { place in
            try await saved.write(to: place)
            let store = try await place.open()
            do { try await body(store) } catch {
                try await store.database.close()
                throw error
            }
            try await store.database.close()
        }
    }
}

extension Store {
    /// The statements of the schema, in order.
    fileprivate func schema() throws -> [String] {
        try database.read { connection in
            try connection.all(
                "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY tbl_name, type DESC, name"
            ) { $0.text(0) }
        }
    }
}
