import Testing

@testable import MusterServer

@Suite struct ServerAddressTests {
    @Test(
        arguments: [
            ("http://a:1", "http://b:2", "http://a:1", ""), (nil, "http://b:2/", "http://b:2", " (from MUSTER_URL)"),
            (nil, "", "http://127.0.0.1:8080", ""), (nil, nil, "http://127.0.0.1:8080", ""),
        ] as [(String?, String?, String, String)])
    func whatIsGivenIsNearerThanTheEnvironment(url: String?, named: String?, expected: String, origin: String) throws {
        let address = try ServerAddress(url, environment: named.map { ["MUSTER_URL": $0] } ?? [:])
        #expect(address.url == expected && address.origin == origin)
    }

    @Test(arguments: [
        (
            "http://127.0.0.1:8080",
            "start one with 'muster serve', name another one with --url or MUSTER_URL, or work on a file with --database"
        ),
        (
            "http://localhost:81",
            "start one with 'muster serve --port 81', name another one with --url or MUSTER_URL, or work on a file with --database"
        ),
        (
            "http://[::1]:82",
            "start one with 'muster serve --port 82', name another one with --url or MUSTER_URL, or work on a file with --database"
        ),
        (
            "https://muster.example",
            "is it running? Otherwise name another one with --url or MUSTER_URL, or work on a file with --database"
        ),
    ])
    func theAdviceIsThatOfTheAddress(url: String, advice: String) throws {
        #expect(try ServerAddress(url, environment: [:]).advice == advice)
    }

    @Test(arguments: [
        ("localhost:8080", "http://localhost:8080"), ("ftp://a", "http://HOST:PORT"), ("http://", "http://HOST:PORT"),
    ])
    func whatIsNoAddressIsToldTheRightForm(url: String, meant: String) throws {
        for (address, named, origin) in [(url, nil, ""), (nil, url, " (from MUSTER_URL)")]
            as [(String?, String?, String)]
        {
            let error = #expect(throws: AccessError.self) {
                try ServerAddress(address, environment: named.map { ["MUSTER_URL": $0] } ?? [:])
            }
            #expect(
                error?.description
                    == "'\(url)'\(origin) is no address of a server; it begins with http:// or https://, as \(meant)")
        }
    }
}
