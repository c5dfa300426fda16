import MusterModel
import MusterTesting
import Testing

@testable import MusterStore

@Suite struct AuditTrailTests {
    private static let author = AuditAuthor("ann@example.com", client: "c1")

    private func lines(_ store: Store) throws -> [AuditLine] {
        try store.read { try $0.auditLines(AuditQuery(limit: 100)) }
    }

    private func makeList(_ name: String, _ store: Store) async throws -> StaticList {
        try await AuditAuthor.$current.withValue(Self.author) {
            try await store.write { writer in
                try writer.createStaticList(name: name, description: nil, folder: .folder(SystemFolder.all[0].id))
            }
        }
    }

    @Test func whatTheEngineDoesLeavesNoLine() async throws {
        try await withStore { store in
            _ = try await store.write { writer in
                try writer.createStaticList(name: "L", description: nil, folder: .folder(SystemFolder.all[0].id))
            }
            #expect(try lines(store).isEmpty)
        }
    }

    @Test func severalChangesOfOneTransactionAreOneLine() async throws {
        try await withStore { store in
            var list = try await makeList("L", store)
            try await AuditAuthor.$current.withValue(Self.author) {
                try await store.write { [list] writer in
                    var list = list
                    for name in ["M", "N"] {
                        list.name = name
                        try writer.updateStaticList(list)
                    }
                }
                // There and back again is no change.
                list.name = "N"
                try await store.write { [list] writer in
                    var list = list
                    for name in ["O", "N"] {
                        list.name = name
                        try writer.updateStaticList(list)
                    }
                }
            }
            let lines = try lines(store)
            #expect(lines.map(\.action) == [.changed, .created])
            #expect(lines[0].changes == ["name": ["from": "L", "to": "N"]])
            #expect(lines[0].author == Self.author && lines[0].name == "N" && lines[0].at == store.clock.now)
        }
    }

    @Test func aTransactionThatFailsLeavesNoLine() async throws {
        struct Refused: Error {}
        try await withStore { store async throws in
            await #expect(throws: Refused.self) {
                try await AuditAuthor.$current.withValue(Self.author) {
                    try await store.write { writer in
                        _ = try writer.createStaticList(
                            name: "L", description: nil, folder: .folder(SystemFolder.all[0].id))
                        throw Refused()
                    }
                }
            }
            #expect(try lines(store).isEmpty)
        }
    }

    @Test func oldLinesGoWithTheNextOne() async throws {
        let clock = TestClock(now: TestClock.usualNow)
        try await withStore(clock: clock) { store in
            _ = try await makeList("Old", store)
            clock.move(to: clock.now.adding(seconds: StoreWriter.auditKept))
            _ = try await makeList("Kept", store)
            #expect(try lines(store).map(\.name) == ["Kept", "Old"])
            clock.move(to: clock.now.adding(seconds: 1))
            _ = try await makeList("New", store)
            #expect(try lines(store).map(\.name) == ["New", "Kept"])
        }
    }

    @Test func aLongTextIsToldByItsBeginning() async throws {
        try await withStore { store in
            var list = try await makeList("L", store)
            list.description = String(repeating: "ü", count: 10_000)
            try await AuditAuthor.$current.withValue(Self.author) {
                try await store.write { [list] in try $0.updateStaticList(list) }
            }
            let told = try lines(store)[0].changes["description"]?.object?["to"]?.text
            #expect(told?.utf8.count ?? 0 <= StoreWriter.longestAuditedText && told?.hasSuffix("ü…") == true)
        }
    }

    @Test func addressesOfWhoeverIsErasedGo() async throws {
        try await withStore { store in
            let lead = try await store.write { writer in
                let lead = try writer.createLead([.email: .text("Old.One@x.example")], origin: .api)
                try writer.updateLead(lead, [.email: .text("new.one@x.example")], origin: .api)
                return lead
            }
            _ = try await makeList("For OLD.one@X.example", store)
            _ = try await makeList("For new.one@x.example and another@x.example", store)
            try await AuditAuthor.$current.withValue(Self.author) {
                _ = try await store.write { try $0.erase([lead], salt: "salt") }
            }
            let lines = try lines(store)
            #expect(lines.map(\.name) == [nil, "For (erased) and another@x.example", "For (erased)"])
            #expect(lines[0].sort == .erasure)
            #expect(lines[2].changes["name"] == ["to": "For (erased)"])
        }
    }
}
