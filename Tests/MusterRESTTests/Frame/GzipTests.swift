import Testing

@testable import MusterREST

@Suite struct GzipTests {
    @Test(arguments: [
        ("gzip", true), ("deflate, gzip", true), ("GZIP;q=0.1", true), ("*", true), ("gzip; q=0", false),
        ("gzip;q=0.0", false), ("br", false), ("", false), ("xgzip", false),
    ])
    func acceptance(header: String, isAccepted: Bool) {
        #expect(Gzip.isAccepted(header) == isAccepted)
    }
}
