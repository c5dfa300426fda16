import MusterModel
import MusterTesting
import Testing

@testable import MusterStore

/// What is done for a client, and ends with him.
@Suite(.timeLimit(.minutes(10))) struct AwaitedWorkTests {
    private static func code(_ body: () async throws -> Void) async -> StoreError.Code? {
        do { try await body() } catch { return (error as? StoreError)?.code }
        return nil
    }

    private static func towns(_ store: Store) throws -> Int64 {
        try store.read { reader in
            try reader.connection.first("SELECT count(*) FROM sequence WHERE name LIKE 'town %'", []) { $0.int(0) } ?? 0
        }
    }

    @Test("a reading ends within a statement when nobody waits for it, and those of others go on")
    func reading() async throws {
        try await withStore { store async throws in
            let end = ReadEnd()
            let code = await Self.code {
                try ReadEnd.$current.withValue(end) {
                    try store.read { reader in
                        end.cancel()
                        try reader.connection.query(
                            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n", []
                        ) { _ in true }
                    }
                }
            }
            #expect(code == .cancelled)
            #expect(try Self.towns(store) == 0)
        }
    }

    @Test("a write keeps nothing when nobody waits for it any more, between statements and between rows")
    func writing() async throws {
        try await withStore { store async throws in
            for row in [0, 300, 999] {
                let end = ReadEnd()
                let code = await Self.code {
                    try await store.write(until: end) { writer in
                        for _ in 0..<2 {
                            try writer.rows.executeMany("INSERT INTO sequence (name, next) VALUES (?, 1)", count: 1_000)
                            {
                                $0.bind("town \(end.isCancelled) \($1)")
                                if $1 == row { end.cancel() }
                            }
                        }
                    }
                }
                #expect(code == .cancelled)
                #expect(try Self.towns(store) == 0)
            }
        }
    }

    @Test("a write that is given up has not begun, when nobody waited for it before")
    func givenUpBefore() async throws {
        try await withStore { store async throws in
            let end = ReadEnd()
            end.cancel()
            let code = await Self.code {
                try await store.write(until: end) { _ in _ = Issue.record("nobody waits for it") }
            }
            #expect(code == .cancelled)
            let kept = try await store.write(until: ReadEnd()) { writer in
                try writer.createLead([.email: .text("a@e.example")], origin: .api)
            }
            #expect(try store.read { try $0.existing([kept]) } == [kept])
        }
    }
}
