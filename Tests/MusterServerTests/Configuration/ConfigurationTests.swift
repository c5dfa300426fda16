import MusterModel
import Testing

@testable import MusterServer

@Suite struct ConfigurationTests {
    @Test(
        arguments: [
            ("real", .real), ("REAL", .real), ("simulated", .simulated(from: nil)),
            ("simulated=2026-03-01T09:00:00Z", .simulated(from: Instant(text: "2026-03-01T09:00:00Z"))),
            ("simulated=2026-03-01", .simulated(from: Instant(text: "2026-03-01T00:00:00Z"))),
            ("simulated=", nil), ("simulated=soon", nil), ("real=1", nil), ("", nil), ("fast", nil),
        ] as [(String, ClockChoice?)])
    func clockChoice(text: String, expected: ClockChoice?) { #expect(ClockChoice(text) == expected) }

    @Test func credentialsComeInPairs() throws {
        #expect(try Credentials(environment: [:]) == nil)
        #expect(try Credentials(environment: ["MUSTER_CLIENT_ID": "", "MUSTER_CLIENT_SECRET": ""]) == nil)
        #expect(
            try Credentials(environment: ["MUSTER_CLIENT_ID": "a", "MUSTER_CLIENT_SECRET": "b"])
                == Credentials(clientID: "a", clientSecret: "b"))
        let error = #expect(throws: ConfigurationError.self) { try Credentials(environment: ["MUSTER_CLIENT_ID": "a"]) }
        #expect(error?.description == "MUSTER_CLIENT_ID is set, but MUSTER_CLIENT_SECRET is not")
    }
}
