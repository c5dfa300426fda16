import Foundation
import MusterModel
import MusterStore
import MusterTesting
import Testing

@testable import MusterServer

/// Erasing on the real server, beside its work, and through a kill.
@Suite(.serialized) struct ErasingTests {
    private static let needles = ["zyxmail", "Zyxname", "zyxcity"]

    private func found(in place: TemporaryDatabase) throws -> Set<String> {
        let files = try FileManager.default.contentsOfDirectory(at: place.directory, includingPropertiesForKeys: nil)
        let texts = try files.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self).lowercased() }
        return Set(Self.needles.filter { needle in texts.contains { $0.contains(needle.lowercased()) } })
    }

    private func connection(_ server: ServerProcess) throws -> APIConnection {
        APIConnection(
            try ServerAddress(server.base, environment: [:]),
            credentials: Credentials(clientID: ServerProcess.clientID, clientSecret: ServerProcess.clientSecret))
    }

    /// Somebody who waits in a flow with mail sent to him, among others.
    private func campaign(_ database: TemporaryDatabase) async throws -> (CrashCampaign, LeadID) {
        let campaign = try await CrashCampaign.prepare(
            database.path, people: 20, flow: [["Send Email": "Hello"], ["Wait": "1 hour"], ["Add to List": "Passed"]])
        let instance = try await Instance.open(path: database.path, logger: .silent)
        let lead = try await instance.store.write { writer in
            try writer.createLead(
                [
                    .email: .text("zyxmail@example.com"), .firstName: .text("Zyxname"), .city: .text("zyxcity"),
                    .unsubscribed: .boolean(false),
                ], origin: .api)
        }
        try await instance.close()
        return (campaign, lead)
    }

    @Test func somebodyInAFlowIsErasedWhileOthersAreWritten() async throws {
        try await withTemporaryDatabase { database in
            let (_, lead) = try await campaign(database)
            let server = try await ServerProcess.start(database: database.path)
            let client = try CrashClient(server)
            try await client.waitUntilIdle()
            try #require(try found(in: database) == Set(Self.needles))
            let others = (1...20).map { LeadID($0) }
            async let moves: Void = {
                for round in 0..<30 { try await client.move(others, to: "Leeds \(round)") }
            }()
            let erased = try await CommandProcess.run(
                ["lead", "erase", "--email", "ZYXmail@example.com", "--yes"], on: server)
            #expect(erased.code == 0 && erased.output.contains("1 messages") && erased.output.contains("1 passages"))
            try await moves
            let list = try await CommandProcess.run(["lead", "erasures"], on: server)
            #expect(list.code == 0 && list.output.contains("files clean at"), "\(list)")
            #expect(try found(in: database).isEmpty)
            try await client.advance("2 hours")
            let gone = try await connection(server).answer(
                "GET", "/rest/v1/lead/\(lead.rawValue).json", query: [:], body: nil)
            #expect(gone["errors"]?.array?.first?.object?["code"]?.text == "1004")
            let first = try await connection(server).record("GET", "/rest/v1/lead/1.json", query: ["fields": "city"])
            #expect(first["city"]?.text == "Leeds 29")
            #expect(server.terminate() == 0)
            #expect(try found(in: database).isEmpty)
            for await line in server.logLines {
                #expect(!Self.needles.contains { line.lowercased().contains($0.lowercased()) }, "\(line)")
            }
            let end = try await CrashSite.look(at: database.path) { instance in
                try instance.store.read { reader in try reader.outboxCounts() }
            }
            #expect(end == ["done": 20])
        }
    }

    @Test func whatAKillHasLeftInTheFilesGoesWithTheNextStart() async throws {
        try await withTemporaryDatabase { database in
            let (_, lead) = try await campaign(database)
            let server = try await ServerProcess.start(database: database.path)
            try await CrashClient(server).waitUntilIdle()
            server.kill(at: KillPoint(after: 1, "people were erased"))
            // Is cut off, unless the answer is there before the line has been read.
            _ = try? await connection(server).call("POST", "/muster/v1/lead/\(lead.rawValue)/erase.json")
            server.kill()
            let next = try await ServerProcess.start(database: database.path)
            while true {
                let erasures = try await connection(next).records("GET", "/muster/v1/erasures.json")
                try #require(erasures.count == 1)
                if erasures[0]["filesCleanAt"] != nil { break }
            }
            #expect(try found(in: database).isEmpty)
            #expect(next.terminate() == 0)
        }
    }
}
