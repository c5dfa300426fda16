import Testing

@testable import MusterREST

@Suite struct HostNamesTests {
    @Test(arguments: [
        ("localhost", true), ("localhost:8080", true), ("LOCALHOST:", true), ("localhost.", true),
        ("127.0.0.1:1", true), ("[::1]", true), ("[::1]:8080", true), ("123-abc-456.mktorest.com", true),
        ("123-ABC-456.MKTOREST.com.:443", true), ("muster.test", true), ("Muster.Test:80", true),
        ("evil.example", false), ("127.0.0.1.evil.example", false), ("localhost.evil.example", false),
        ("mktorest.com.evil.example", false), ("evilmktorest.com", false), ("localhost:x", false),
        ("localhost:80:80", false), ("a@localhost", false), ("a@b.mktorest.com", false), ("", false), (":80", false),
        ("192.168.0.1", false), ("::1", false), ("[::2]", false), ("evil/.mktorest.com", false),
    ])
    func onItsOwnMachine(authority: String, isTaken: Bool) {
        for address in ["127.0.0.1", "localhost"] {
            let names = HostNames(listeningAt: address, further: ["muster.test"])
            #expect(names.contain(authority) == isTaken)
        }
    }

    @Test func anAddressThatIsListenedAtIsTaken() {
        #expect(HostNames(listeningAt: "127.0.0.7", further: []).contain("127.0.0.7:80"))
        #expect(!HostNames(listeningAt: "127.0.0.7", further: []).contain("127.0.0.8:80"))
        #expect(HostNames(listeningAt: "::1", further: []).contain("[::1]:80"))
        #expect(!HostNames(listeningAt: "::1", further: []).contain("evil.example"))
    }

    @Test(arguments: ["0.0.0.0", "::", "192.168.0.1"])
    func elsewhereAnyNameIsTaken(address: String) {
        #expect(HostNames(listeningAt: address, further: []).contain("evil.example"))
    }
}
