import HTTPTypes
import Hummingbird
import MusterModel
import MusterTesting
import NIOCore
import NIOEmbedded
import Synchronization
import Testing

@testable import MusterREST

/// A clock that tests set.
private final class Watch: Sendable {
    private let time = Mutex(ContinuousClock.now)
    var now: ContinuousClock.Instant { time.withLock { $0 } }
    func advance(_ duration: Duration) { time.withLock { $0 += duration } }
}

private func address(_ text: String) throws -> ClientAddress {
    let address = try SocketAddress(ipAddress: text, port: 1)
    return try #require(ClientAddress(address))
}

@Suite struct SecretThrottleTests {
    private let watch = Watch()
    private let throttle: SecretThrottle

    init() { throttle = SecretThrottle(now: { [watch] in watch.now }, mostSources: 100) }

    /// The pauses of so many wrong secrets at once.
    private func pauses(_ count: Int, from text: String, for client: String?) throws -> [Duration] {
        try (0..<count).map { _ in throttle.wrong(from: try address(text), for: client).pause }
    }
    private static let none = Array(repeating: Duration.zero, count: 10)

    @Test("ten wrong secrets are answered at once, and those that come at the same time then one a second")
    func oneAddress() throws {
        #expect(try pauses(13, from: "192.0.2.1", for: nil) == Self.none + [.seconds(1), .seconds(2), .seconds(3)])
        #expect(try pauses(1, from: "192.0.2.2", for: nil) == [.zero])
        watch.advance(.seconds(3))
        #expect(try pauses(1, from: "192.0.2.1", for: nil) == [.seconds(1)])
        watch.advance(.seconds(60))
        #expect(try pauses(11, from: "192.0.2.1", for: nil) == Self.none + [.seconds(1)])
    }

    @Test("tries for one client count wherever they come from")
    func oneClient() throws {
        for number in 1...10 { #expect(try pauses(1, from: "192.0.2.\(number)", for: "a") == [.zero]) }
        for number in 11...12 {
            #expect(try pauses(1, from: "192.0.2.\(number)", for: "a") == [.seconds(number - 10)])
        }
        #expect(try pauses(1, from: "192.0.2.13", for: "b") == [.zero])
        #expect(try throttle.right(from: address("192.0.2.14")) == .zero)
        #expect(try throttle.right(from: address("192.0.2.1")) == .zero)
    }

    @Test("a minute is counted from each try")
    func slidingMinute() throws {
        for _ in 0..<10 {
            #expect(try pauses(1, from: "192.0.2.1", for: "a") == [.zero])
            watch.advance(.seconds(6))
        }
        #expect(try pauses(1, from: "192.0.2.1", for: "a") == [.zero])
        watch.advance(.seconds(5))
        #expect(try pauses(1, from: "192.0.2.1", for: "a") == [.seconds(1)])
    }

    @Test("a right secret waits for those before it from its address, and never for long")
    func right() throws {
        let source = try address("192.0.2.1")
        #expect(throttle.right(from: source) == .zero)
        _ = try pauses(12, from: "192.0.2.1", for: "a")
        #expect(throttle.right(from: source) == .seconds(2))
        #expect(try pauses(1_000, from: "192.0.2.1", for: "a").last == SecretThrottle.longest)
        #expect(throttle.right(from: source) == SecretThrottle.longestForRight)
        #expect(try throttle.right(from: address("192.0.2.2")) == .zero)
        #expect(throttle.right(from: nil) == .zero)
        watch.advance(.seconds(28))
        #expect(throttle.right(from: source) == .seconds(2))
        watch.advance(.seconds(32))
        #expect(throttle.right(from: source) == .zero)
    }

    @Test("the try after which others wait is told of, once a minute of them")
    func told() throws {
        let source = try address("192.0.2.1")
        #expect((1...30).filter { _ in throttle.wrong(from: source, for: "a").isTheLastFree }.count == 1)
        watch.advance(.seconds(60))
        #expect((1...30).filter { _ in throttle.wrong(from: source, for: "a").isTheLastFree }.count == 1)
    }

    @Test("however many sources there are, so many are remembered, those of late")
    func bounded() throws {
        for number in 0..<1_000 {
            _ = try pauses(10, from: "10.0.\(number / 250).\(number % 250)", for: "client \(number)")
            watch.advance(.milliseconds(1))
        }
        #expect((1...100).contains(throttle.sources))
        #expect(try pauses(1, from: "10.0.3.249", for: nil) == [.seconds(1)])
        watch.advance(.seconds(60))
        for number in 0..<100 { _ = try pauses(1, from: "10.1.0.\(number)", for: nil) }
        #expect(throttle.sources <= 100)
    }

    @Test("a machine with a network of addresses is one source")
    func addresses() throws {
        #expect(try address("2001:db8:0:1::7") == address("2001:db8:0:1:ffff::"))
        #expect(try address("2001:db8:0:1::7") != address("2001:db8:0:2::7"))
        #expect(try address("::ffff:192.0.2.1") == address("192.0.2.1"))
        #expect(try address("192.0.2.1") != address("192.0.2.2"))
        #expect(try address("192.0.2.1").description == "192.0.2.1")
        #expect(try address("2001:db8:0:1::7").description == "2001:db8:0:1::/64")
        #expect(ClientAddress(nil) == nil)
    }
}

/// Wrong secrets as clients meet it.
@Suite struct SlowAnswerTests {
    private static func outcome(
        _ api: APIFixture, from text: String, secret: String, client: String = APIFixture.clientID
    ) async throws -> RequestOutcome {
        let channel = NIOAsyncTestingChannel()
        try await channel.pipeline.addHandler(ClientWatch()).get()
        try await channel.connect(to: SocketAddress(ipAddress: text, port: 1)).get()
        let head = HTTPRequest(
            method: .get, scheme: "https", authority: "a",
            path: "/identity/oauth/token?grant_type=client_credentials&client_id=\(client)&client_secret=\(secret)")
        let outcome = try await api.responder.handler.outcome(
            of: Request(head: head, body: RequestBody(buffer: .init())), from: ClientConnection(channel),
            requestID: "1#1", now: api.clock.now)
        try await channel.close()
        return outcome
    }

    @Test("answers to wrong secrets take their time, and a right one from elsewhere takes none")
    func slow() async throws {
        let (pauses, watch) = (Recorder<Int64>(), Watch())
        try await APIFixture.run(
            patience: { pauses.add($0) }, throttle: SecretThrottle(now: { watch.now })
        ) { api async throws in
            for _ in 1...10 {
                #expect(try await Self.outcome(api, from: "192.0.2.1", secret: "x").status == .unauthorized)
            }
            #expect(pauses.values == [])
            #expect(try await Self.outcome(api, from: "192.0.2.1", secret: "x").status == .unauthorized)
            #expect(try await Self.outcome(api, from: "192.0.2.1", secret: "x", client: "no").status == .unauthorized)
            #expect(pauses.values == [1, 2])
            #expect(try await Self.outcome(api, from: "192.0.2.2", secret: APIFixture.secret).status == .ok)
            #expect(pauses.values == [1, 2])
            watch.advance(.milliseconds(500))
            #expect(try await Self.outcome(api, from: "192.0.2.1", secret: APIFixture.secret).status == .ok)
            #expect(pauses.values == [1, 2, 2], "a second and a half, in whole seconds")
        }
    }

    @Test("whoever waits for his answer is let go when the server stops")
    func stopping() async throws {
        let watch = Watch()
        try await APIFixture.run(throttle: SecretThrottle(now: { watch.now })) { api in
            for _ in 1...10 { _ = try await Self.outcome(api, from: "192.0.2.1", secret: "x") }
            let waiting = Task { try await Self.outcome(api, from: "192.0.2.1", secret: "x") }
            api.responder.stop()
            #expect(try await waiting.value.status == .unauthorized)
        }
    }
}
