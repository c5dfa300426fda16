import Foundation
import MusterStore
import MusterTesting
import Testing

/// The schema that the migrations make, kept in one file so that a review sees it whole.
@Suite struct SchemaTests {
    private static let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Golden/schema-sqlite.sql")

    /// `make goldens` writes the file; that run fails, so that nobody records by accident.
    @Test("the schema is the recorded one")
    func schema() async throws {
        try await withStore { store async throws in
            let made = try Self.schema(of: store)
            if ProcessInfo.processInfo.environment["MUSTER_WRITE_GOLDENS"] == "1" {
                try made.write(to: Self.file, atomically: true, encoding: .utf8)
                Issue.record("recorded \(Self.file.lastPathComponent); look at the difference and run again")
            }
            #expect(try String(contentsOf: Self.file, encoding: .utf8) == made)
        }
    }

    private static func schema(of store: Store) throws -> String {
        var statements: [String] = []
        try store.database.read { connection in
            try connection.query(
                "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY tbl_name, type DESC, name", []
            ) { row in
                statements.append(row.text(0) + ";\n")
                return true
            }
        }
        return statements.joined(separator: "\n")
    }
}
