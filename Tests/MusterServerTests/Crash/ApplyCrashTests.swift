import Foundation
import MusterModel
import MusterStore
import MusterTesting
import Testing

@testable import MusterServer

/// Kills the real server while it makes an instance what a document says.
@Suite(.serialized) struct ApplyCrashTests {
    static let campaigns = 20

    @Test("killed while it applies a document, the instance is the old one or the new one")
    func apply() async throws {
        var random = SeededGenerator(seed: SeededGenerator.seedOfRun("apply crash"))
        try await withTemporaryDatabase { database in
            var (least, acknowledged) = (0, 0)
            let longest = try await callsDuringOne(database.path)
            for round in 2...max(2, CrashLimits.kills + 1) {
                let server = try await ServerProcess.start(database: database.path, CrashLimits.chunk)
                let applied = Task { (try? await CrashClient(server).apply(Self.document(round))) != nil }
                // So many short calls long the document is worked on before the end comes.
                let client = try CrashClient(server)
                for _ in 0..<random.below(2 * longest) { try await client.readClock() }
                server.kill()
                let wasAcknowledged = await applied.value
                let found = try await rounds(database.path)
                #expect(found.count <= 1, "parts of several documents: \(found)")
                if wasAcknowledged { (least, acknowledged) = (round, acknowledged + 1) }
                #expect((found.first ?? 0) >= least, "acknowledged was \(least), found was \(found)")
            }
            print("apply crash: \(acknowledged) of \(CrashLimits.kills) documents were acknowledged")
            #expect(acknowledged < CrashLimits.kills, "the kills must fall into the work, not behind it")
            let server = try await ServerProcess.start(database: database.path)
            let client = try CrashClient(server)
            _ = try await client.apply(Self.document(0))
            let again = try await client.apply(Self.document(0))
            #expect(again["created"]?.array?.isEmpty == true)
            #expect(again["updated"]?.array?.isEmpty == true)
            #expect(server.terminate() == 0)
            #expect(try await rounds(database.path) == [0])
            #expect(try await ChaosInspection(path: database.path).faults().isEmpty)
        }
    }

    /// How many short calls are answered while the server applies a document.
    private func callsDuringOne(_ path: String) async throws -> Int {
        let server = try await ServerProcess.start(database: path, CrashLimits.chunk)
        let client = try CrashClient(server)
        let counting = Task {
            var calls = 0
            while !Task.isCancelled, (try? await client.readClock()) != nil { calls += 1 }
            return calls
        }
        _ = try await CrashClient(server).apply(Self.document(1))
        counting.cancel()
        let calls = await counting.value
        server.kill()
        return max(calls, 1)
    }

    /// Says its round in everything that it makes or changes.
    private static func document(_ round: Int) -> JSONValue {
        let text = "Round \(round)"
        let names = (0..<campaigns).map { "Campaign \($0)" }
        return [
            "tokens": ["Round": .string(text)],
            "smartLists": .array(
                names.map { name in
                    ["name": .string("List of \(name)"), "filters": [["City": .string(text)]]]
                }),
            "campaigns": .array(
                names.map { name in
                    [
                        "name": .string(name), "description": .string(text), "active": true,
                        "triggers": [["Data Value Changes": ["Attribute": "City", "New Value": .string(text)]]],
                        "flow": [["Change Data Value": ["Attribute": "Department", "New Value": .string(text)]]],
                    ]
                }),
        ]
    }

    /// The rounds of which something is there, and every campaign is active exactly once.
    private func rounds(_ path: String) async throws -> Set<Int> {
        let tables = try await ChaosInspection(path: path).tables()
        let texts = ["smart_campaign", "smart_list", "my_token"].flatMap { tables[$0] ?? [] }
        let found = texts.flatMap { row in
            row.matches(of: /Round (\d+)/).compactMap { Int($0.1) }
        }
        let made = tables["smart_campaign"]?.filter { $0.contains("name='Campaign ") } ?? []
        let runs = tables["campaign_run"]?.filter { $0.contains("state='running'") } ?? []
        #expect(made.isEmpty || made.count == Self.campaigns)
        #expect(runs.count == made.count, "an active campaign has one open run")
        return Set(found)
    }
}
