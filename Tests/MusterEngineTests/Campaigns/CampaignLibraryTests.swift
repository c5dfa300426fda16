import Dispatch
import MusterEngine
import MusterFlows
import MusterModel
import MusterTesting
import Testing

@testable import MusterStore

/// A definition is always that of the state that its reader sees.
@Suite struct CampaignLibraryTests {
    private static let flows = [
        #"{"flow":[{"Wait":"1 day"}]}"#,
        #"{"flow":[{"Wait":"1 day"},{"Wait":"2 days"}]}"#,
    ]

    @Test func aCommitBetweenSnapshotAndLookupGivesNobodyAnotherFlow() async throws {
        try await EngineFixture.run { story in
            let id = try await story.campaign("A", rules: #"{"filters":[{"City":"Bonn"}]}"#, flow: Self.flows[0])
            let library = CampaignLibrary()
            let steps = { @Sendable (reader: StoreReader) in
                try library.definition(id, reader: reader, at: story.store.moment)?.steps.count
            }
            let old = try await Self.onThread {
                try story.store.read { reader in
                    // The snapshot exists; now the flow is replaced and everybody else reads the new one.
                    try Self.wait { try await story.edit(id, flow: Self.flows[1]) }
                    let new = try Self.wait { try story.store.read(steps) }
                    #expect(new == 2)
                    return try steps(reader)
                }
            }
            #expect(old == 1)
            #expect(try story.store.read(steps) == 2)
        }
    }

    @Test func anEditThatSharesTheTransactionIsSeenAndNotKeptUnlessCommitted() async throws {
        struct Refused: Error {}
        try await EngineFixture.run { story async throws in
            let id = try await story.campaign("A", rules: #"{"filters":[{"City":"Bonn"}]}"#, flow: Self.flows[0])
            let library = CampaignLibrary()
            let steps = { @Sendable (reader: StoreReader) in
                try library.definition(id, reader: reader, at: story.store.moment)?.steps.count
            }
            let seen = Recorder<Int?>()
            await #expect(throws: Refused.self) {
                try await story.store.write { writer in
                    seen.add(try steps(writer.reader))
                    let json = try JSONParser.parse(Self.flows[1])
                    try writer.setFlow(try writer.reader.flowDocument.read(json), of: id)
                    seen.add(try steps(writer.reader))
                    throw Refused()
                }
            }
            #expect(seen.values == [1, 2])
            #expect(try story.store.read(steps) == 1)
        }
    }

    @Test func aLookUpThatFailsWithTheStorageMakesNoDefinitionInWhichTheAssetIsMissing() async throws {
        try await EngineFixture.run { story async throws in
            try await story.staticList("VIP")
            let rules = #"{"filters":[{"Member of List":{"in":"VIP"}}]}"#
            let id = try await story.campaign("A", rules: rules, flow: #"{"flow":[{"Add to List":"VIP"}]}"#)
            let library = CampaignLibrary()
            try story.store.read { reader throws in
                let broken = StoreReader(
                    connection: BusyConnection(whole: reader.connection, table: "static_list"),
                    catalogs: reader.catalogs, position: reader.position)
                #expect(throws: StoreError.self) {
                    try library.definition(id, reader: broken, at: story.store.moment)
                }
                #expect(try library.definition(id, reader: reader, at: story.store.moment)?.isValid == true)
            }
        }
    }

    private static func onThread<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(with: Result { try body() }) }
        }
    }

    private static func wait<T: Sendable>(_ body: @escaping @Sendable () async throws -> T) throws -> T {
        let done = DispatchSemaphore(value: 0)
        let result = Recorder<Result<T, any Error>>()
        Task.detached {
            do { result.add(.success(try await body())) } catch { result.add(.failure(error)) }
            done.signal()
        }
        done.wait()
        return try #require(result.values.first).get()
    }
}

/// Cannot read one of the tables.
private struct BusyConnection: SQLConnection {
    let whole: any SQLConnection
    let table: String
    var dialect: any Dialect { whole.dialect }

    func query(_ sql: String, _ arguments: [SQLValue], _ row: (any SQLRow) throws -> Bool) throws {
        if sql.contains(table) { throw StoreError(.busy, "the database is busy") }
        try whole.query(sql, arguments, row)
    }
}
