import MusterTesting
import Testing

@testable import MusterFuzzing

/// The checks of the fuzzers must be able to fail.
@Suite struct FuzzCanaryTests {
    @Test("a server that may cost nothing is found dear")
    func dear() async throws {
        let findings = FuzzFindings(seed: 1, isKept: false)
        try await withTemporaryDatabase { database in
            let limits = FuzzLimits(processorSeconds: -1, memory: -1_000_000)
            let dear = FuzzDear(seed: 1, findings: findings, limits: limits, shapes: [.brackets], plots: [])
            _ = try await dear.run(seconds: .infinity, most: 1) { "\(database.path)\($0)" }
        }
        #expect(findings.all.contains { $0.kind.hasPrefix("too much processor time") })
        #expect(findings.all.contains { $0.kind.hasPrefix("too much memory") })
    }

    @Test("a server that has ended is found")
    func ended() async throws {
        let findings = FuzzFindings(seed: 1, isKept: false)
        try await withTemporaryDatabase { database in
            let server = try await FuzzServer.start(database: database.path, findings)
            #expect(server.isWell(after: "nothing"))
            #expect(findings.all.isEmpty, "\(findings.all)")
            server.process.kill()
            #expect(!server.isWell(after: "a kill"))
        }
        #expect(findings.all.map(\.kind) == ["crash after a kill"])
    }
}
