import Foundation
import MusterModel
import MusterStore
import MusterTesting
import Synchronization
import Testing

@testable import MusterServer

/// Kills the real server while it makes an instance what a document says.
@Suite(.serialized) struct ApplyCrashTests {
    static let campaigns = 20

    @Test("killed while it applies a document, the instance is the old one or the new one")
    func apply() async throws {
        var random = SeededGenerator(seed: SeededGenerator.seedOfRun("apply crash"))
        try await withTemporaryDatabase { database in
            var least = 0
            // The first two rounds only measure: what is made takes longer than what is changed.
            var (round, longest) = (0, 1)
            while round < 2 {
                round += 1
                longest = try await callsDuring(round, database.path, andKillAfter: nil).calls
            }
            // Kills before the answer, into the work, and kills that come with it.
            var (early, late) = (0, 0)
            while early + late < CrashLimits.kills {
                round += 1
                let limit = early <= late ? random.below(longest) : nil
                let (calls, wasAcknowledged) = try await callsDuring(round, database.path, andKillAfter: limit)
                let found = try await rounds(database.path)
                #expect(found.count <= 1, "parts of several documents: \(found)")
                if wasAcknowledged { least = round }
                #expect((found.first ?? 0) >= least, "acknowledged was \(least), found was \(found)")
                switch (limit, wasAcknowledged) {
                case (nil, true):
                    (late, longest) = (late + 1, calls)
                case (nil, false):
                    Issue.record("the document was not applied")
                    return
                case (_?, false): early += 1
                // It was faster than has been measured: the next kill comes sooner.
                case (_?, true): longest = max(longest / 2, 1)
                }
            }
            print("apply crash: \(round) documents, \(early) cut off and \(late) acknowledged")
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

    /// Kills the server after so many short calls beside the work on the document, with `nil` and at the
    /// latest when it has answered that it is done. Returns how many calls there were, and whether it
    /// has answered.
    private func callsDuring(
        _ round: Int, _ path: String, andKillAfter limit: Int?
    ) async throws -> (calls: Int, wasAcknowledged: Bool) {
        let server = try await ServerProcess.start(database: path, CrashLimits.chunk)
        let (client, applier) = (try CrashClient(server), try CrashClient(server))
        try await applier.readClock()
        let isDone = Atomic(false)
        let applied = Task {
            let isApplied = (try? await applier.apply(Self.document(round))) != nil
            isDone.store(true, ordering: .relaxed)
            return isApplied
        }
        var calls = 0
        while calls < limit ?? .max, !isDone.load(ordering: .relaxed) {
            try await client.readClock()
            calls += 1
        }
        server.kill()
        return (max(calls, 1), await applied.value)
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
