import MusterModel
import MusterStore
import MusterTesting
import Testing

@Suite struct MyTokenStoreTests {
    @Test("the nearest definition of a token wins, whatever its case")
    func inheritance() async throws {
        try await withStore { store in
            let (program, inner) = try await store.write { writer in
                let top = try writer.createFolder(name: "Top", description: nil, parent: .folder(4))
                let program = try writer.createProgram(
                    name: "P", kind: .standard, channel: "Blog", folder: .folder(top.id))
                let inner = try writer.createFolder(name: "In", description: nil, parent: .program(program.id))
                try writer.setToken(MyToken(name: "City", kind: .text, value: "root"), in: .folder(1))
                try writer.setToken(MyToken(name: "CITY", kind: .text, value: "top"), in: .folder(top.id))
                try writer.setToken(MyToken(name: "Points", kind: .score, value: "+5"), in: .folder(top.id))
                try writer.setToken(MyToken(name: "city", kind: .text, value: "program"), in: .program(program.id))
                return (program.id, inner.id)
            }
            try store.read { reader throws in
                let tokens = try reader.inheritedTokens(from: .folder(inner))
                #expect(tokens.mapValues(\.value) == ["city": "program", "points": "+5"])
                #expect(try reader.tokens(in: .program(program)).map(\.name) == ["city"])
                #expect(try reader.tokens(in: .folder(inner)).isEmpty)
                #expect(try reader.inheritedTokens(from: .folder(4)).mapValues(\.value) == ["city": "root"])
            }
        }
    }

    @Test("setting a token again replaces it")
    func replaced() async throws {
        try await withStore { store in
            try await store.write { writer in
                try writer.setToken(MyToken(name: "Day", kind: .text, value: "x"), in: .folder(4))
                try writer.setToken(MyToken(name: "DAY", kind: .date, value: "2026-01-01"), in: .folder(4))
            }
            let tokens = try store.read { try $0.tokens(in: .folder(4)) }
            #expect(tokens == [MyToken(name: "DAY", kind: .date, value: "2026-01-01")])
        }
    }

    @Test("a token is deleted by name in any case, and by its kind")
    func deleted() async throws {
        try await withStore { store in
            try await store.write {
                try $0.setToken(MyToken(name: "Day", kind: .date, value: "2026-01-01"), in: .folder(4))
            }
            for (name, kind, container) in [
                ("Day", MyToken.Kind.text, FolderID(4)), ("Da", .date, 4), ("Day", .date, 5),
            ] {
                let revision = store.position.records
                let isDeleted = try await store.write { writer in
                    // Nobody is told of what is not there.
                    writer.oversight = { _, _ in throw CancellationError() }
                    return try writer.deleteToken(named: name, kind: kind, in: .folder(container))
                }
                #expect(!isDeleted && store.position.records == revision)
            }
            let revision = store.position.records
            #expect(try await store.write { try $0.deleteToken(named: "DAY", kind: .date, in: .folder(4)) })
            #expect(store.position.records > revision)
            #expect(try store.read { try $0.tokens(in: .folder(4)) }.isEmpty)
        }
    }

    @Test("a container that does not exist takes no token")
    func missing() async throws {
        try await withStore { store in
            _ = await #expect(throws: AssetNotFoundError.self) {
                try await store.write { try $0.setToken(MyToken(name: "a", kind: .text, value: ""), in: .program(9)) }
            }
        }
    }
}
