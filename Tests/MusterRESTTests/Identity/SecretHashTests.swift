import Testing

@testable import MusterREST

@Suite struct SecretHashTests {
    /// - Source: FIPS 180-2, appendix B.1.
    @Test func hashesAreSHA256InHex() {
        #expect(SecretHash.of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }

    @Test func onlyTheSecretMatches() {
        let hash = SecretHash.of("secret")
        #expect(SecretHash.matches("secret", hash: hash))
        #expect(!SecretHash.matches("Secret", hash: hash))
        #expect(!SecretHash.matches("", hash: hash))
        #expect(!SecretHash.matches("secret", hash: ""))
    }

    @Test func tokensAreVersion4UUIDs() {
        let bytes = Array(repeating: UInt8(0xff), count: 16)
        #expect(AccessTokens.uuid(bytes) == "ffffffff-ffff-4fff-bfff-ffffffffffff")
        #expect(AccessTokens.uuid(Array(0..<16)) == "00010203-0405-4607-8809-0a0b0c0d0e0f")
    }
}
