import Testing

@testable import MusterREST

@Suite struct RequestTargetTests {
    @Test(arguments: [
        ("/rest/v1/leads.json", ["rest", "v1", "leads.json"]),
        ("//rest//v1/leads.json/", ["rest", "v1", "leads.json"]),
        ("/rest/../bulk/v1/leads/export.json", ["bulk", "v1", "leads", "export.json"]),
        ("/rest/./v1/%6Ceads.json", ["rest", "v1", "leads.json"]),
        ("/a%2Fb/c", ["a/b", "c"]),
        ("/a+b/%zz", ["a+b", "%zz"]),
        ("/a?x=/../y", ["a"]),
        ("/", []),
    ])
    func pathsAreNormalised(target: String, expected: [String]) {
        #expect(RequestTarget(target).segments == expected)
    }

    @Test(arguments: ["/..", "/a/../..", "/%2e%2e/a", "/%ff"])
    func pathsAboveTheRootOrNotTextAreNone(target: String) {
        #expect(RequestTarget(target).segments == nil)
    }

    @Test func theQueryEndsAtTheFragment() {
        #expect(String(RequestTarget("/a?x=1&y=2#z").query) == "x=1&y=2")
        #expect(String(RequestTarget("/a").query) == "")
        #expect(String(RequestTarget("/a?q=a?b").query) == "q=a?b")
    }
}
