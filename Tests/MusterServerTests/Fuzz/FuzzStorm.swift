import Foundation
import HTTPTypes
import MusterModel
import Synchronization

@testable import MusterFuzzing
@testable import MusterREST

/// Many clients at once, each with calls that nobody has thought of: right, nearly right, hostile, and with bytes
/// that are none of HTTP.
struct FuzzStorm {
    let seed: UInt64
    let findings: FuzzFindings
    var limits = FuzzLimits.usual

    private static let clients = 8
    /// Of each client in a batch, after which the server has to be well.
    private static let batch = 250
    /// An instance that has grown is given up after so many batches.
    private static let batchesOfLife = 40

    /// Returns how many requests were sent.
    func run(seconds: Double?, requests: Int?, path: (Int) -> String) async throws -> Int {
        let started = ContinuousClock.now
        var (batches, life) = (0, 0)
        var server = try await FuzzServer.start(database: path(life), findings, limits: limits)
        defer { server.stop() }
        func sent() -> Int { batches * Self.batch * Self.clients }
        while requests.map({ sent() < $0 }) ?? true,
            seconds.map({ (ContinuousClock.now - started).inSeconds < $0 }) ?? true
        {
            let isWell = try await batch(batches, on: server)
            batches += 1
            if requests != nil, batches.isMultiple(of: 10) { print("fuzz: \(sent()) requests") }
            if !isWell || batches.isMultiple(of: Self.batchesOfLife) {
                server.stop()
                life += 1
                server = try await FuzzServer.start(database: path(life), findings, limits: limits)
            }
        }
        print("fuzz: \(sent()) requests, \(life + 1) servers: \(findings.summary)")
        return sent()
    }

    /// Returns whether the server can go on.
    private func batch(_ number: Int, on server: FuzzServer) async throws -> Bool {
        guard (try? server.process.token()) != nil else { return false }
        let recent = Recorder(count: Self.clients)
        let before = server.beginCost()
        let (process, findings, limits) = (server.process, findings, limits)
        await withTaskGroup(of: Void.self) { group in
            for client in 0..<Self.clients {
                let seed = seed &+ UInt64(number * Self.clients + client) &* 1_000_003
                group.addTask {
                    await withCheckedContinuation { continuation in
                        Thread.detachNewThread {
                            FuzzStormClient(process, findings, seed, limits, recent, client).run(Self.batch)
                            continuation.resume()
                        }
                    }
                }
            }
        }
        if server.hasLostItsClient { return false }
        guard !server.process.hasEnded else { return server.isWell(after: "a storm", recent.inputs) }
        let cost = try server.endCost(before)
        if cost.memory > limits.memory {
            findings.add("too much memory in a storm", "\(cost) in batch \(number)", inputs: recent.inputs)
        }
        return server.isWell(after: "a storm", recent.inputs)
    }

    /// What each client has sent last.
    final class Recorder: Sendable {
        private let last: Mutex<[[UInt8]]>
        init(count: Int) { last = Mutex(Array(repeating: [], count: count)) }
        func note(_ input: [UInt8], of client: Int) { last.withLock { $0[client] = input } }
        var inputs: [[UInt8]] { last.withLock { $0 } }
    }
}

/// One of the clients, on a thread of its own.
private final class FuzzStormClient {
    private let process: ServerProcess
    private let findings: FuzzFindings
    private let limits: FuzzLimits
    private let recent: FuzzStorm.Recorder
    private let number: Int
    private var generator: FuzzGenerator
    private var connection: FuzzConnection?
    private var token: String?

    init(
        _ process: ServerProcess, _ findings: FuzzFindings, _ seed: UInt64, _ limits: FuzzLimits,
        _ recent: FuzzStorm.Recorder, _ number: Int
    ) {
        self.process = process
        self.findings = findings
        self.limits = limits
        self.recent = recent
        self.number = number
        generator = FuzzGenerator(seed: seed)
    }

    func run(_ count: Int) {
        for _ in 0..<count where !process.hasEnded {
            // Without a token, as after a call that has ended its own client, everything is 601.
            if token == nil { token = (try? process.token()) ?? "" }
            let request = generator.next()
            let bytes = request.bytes(token: token)
            recent.note(bytes, of: number)
            do {
                if generator.random.chance(3) { try bent(bytes) } else { try send(request, bytes) }
            } catch {
                findings.add("no answer, \(request.route)", "\(error)\n\(request)", inputs: [bytes])
                connection = nil
            }
        }
    }

    private func send(_ request: FuzzRequest, _ bytes: [UInt8]) throws {
        let answer = try exchange(bytes, isHead: request.method == .head)
        findings.count(String(answer.status))
        let json = (try? JSONParser.parse(answer.body))?.object
        if let code = json?["errors"]?.array?.first?.object?["code"]?.text, ["601", "602"].contains(code),
            case .everything = request.caller
        {
            token = nil
        }
        generator.learn(from: json)
        for fault in FuzzVerdict.faults(of: answer, json, to: request) {
            findings.add(
                "\(fault), \(request.route)", "\(request)\n\(answer.status) \(answer.text.prefix(500))", inputs: [bytes]
            )
        }
    }

    private func exchange(_ bytes: [UInt8], isHead: Bool) throws -> FuzzAnswer {
        if let connection, connection.isOpen {
            // It may have been closed in between.
            do { return try connection.exchange(bytes, isHead: isHead) } catch FuzzConnection.Failed.closed {}
        }
        let new = FuzzConnection(try process.connect(patience: limits.patience))
        connection = new
        return try new.exchange(bytes, isHead: isHead)
    }

    /// Sends bytes that are no HTTP any more, on a connection of their own: whatever is answered is no fault of the
    /// server.
    private func bent(_ bytes: [UInt8]) throws {
        var bytes = bytes
        for _ in 0..<generator.random.number(1...4) {
            let index = generator.random.below(min(bytes.count, 400))
            switch generator.random.below(4) {
            case 0: bytes[index] = UInt8(generator.random.below(256))
            case 1: bytes.remove(at: index)
            case 2: bytes.insert(contentsOf: Array(generator.random.pick(Self.scraps).utf8), at: index)
            default: bytes.removeLast(min(generator.random.below(60), bytes.count - 1))
            }
        }
        let connection = FuzzConnection(try process.connect(patience: limits.patience))
        do {
            let answer = try connection.exchange(bytes, isHead: false, isLast: true)
            findings.count("bent \(answer.status)")
            let isFine = answer.status < 500 || [501, 503, 505].contains(answer.status)
            if !isFine { findings.add("status \(answer.status) of bent bytes", answer.text, inputs: [bytes]) }
        } catch FuzzConnection.Failed.closed {
            findings.count("bent closed")
        } catch FuzzConnection.Failed.malformed {
            // The answer to a HEAD, say.
        }
    }

    private static let scraps = [
        "\r\n", "\r\n\r\n", "\0", " ", "HTTP/1.1", "Transfer-Encoding: chunked\r\n", "Content-Length: 5\r\n", ":", "%",
        "Content-Length: 99999999999999999999\r\n", "Host: b\r\n", "\u{FF}", "Connection: close\r\n",
        "Upgrade: h2c\r\n",
        "Expect: 100-continue\r\n", "GET / HTTP/1.1\r\n\r\n",
    ]
}
