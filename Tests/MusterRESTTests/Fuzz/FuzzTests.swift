import HTTPTypes
import Hummingbird
import MusterEngine
import MusterModel
import MusterTesting
import Testing

@testable import MusterFuzzing
@testable import MusterREST

/// 100,000 calls that nobody has thought of: whatever comes, the answer is one of the contract and
/// the database is sound.
@Suite struct FuzzTests {
    private static let seed = SeededGenerator.seedOfRun("FuzzTests")
    private static let instances = 10
    private static let callsPerInstance = 10_000

    @Test("no call is answered with a fault", arguments: 0..<instances)
    func calls(instance: Int) async throws {
        try await APIFixture.run { api async throws in
            let world = try await FuzzWorld(api)
            var caller = FuzzCaller(api, nothing: try await api.token([]))
            var generator = FuzzGenerator(seed: Self.seed &+ UInt64(instance) &* 1_000_003)
            var kinds: Set<String> = []
            for number in 0..<Self.callsPerInstance {
                let request = generator.next()
                if number.isMultiple(of: 100) || request.route.path.hasSuffix("idle.json") {
                    try await api.engine.runUntilIdle()
                }
                let answer = try await caller.send(request)
                let isSample = number.isMultiple(of: 20)
                // The catalogues are long, and always the same.
                guard isSample || answer.buffer.readableBytes < 10_000 else { continue }
                let json = answer.json
                try await caller.learn(from: json, to: request)
                generator.learn(from: json)
                var faults = FuzzVerdict.faults(of: answer.plain, json, to: request)
                if number.isMultiple(of: 3) {
                    try APIFixture.expectDefined(
                        answer, request.method, request.uri, request.apiBody, #_sourceLocation)
                }
                if isSample, json != nil, !FuzzVerdict.isJSON(answer.plain) { faults.append("no JSON") }
                // Of each kind of fault one is enough.
                for fault in faults where kinds.insert("\(request.route) \(fault)").inserted && kinds.count <= 20 {
                    Issue.record("\(fault)\n\(request)\n\(answer.status) \(answer.text.prefix(500))")
                }
            }
            for fault in try await world.faults().prefix(20) { Issue.record("afterwards: \(fault)") }
            #expect(caller.successes > Self.callsPerInstance / 10, "most calls should get somewhere")
        }
    }
}

/// Sends the calls, and signs in again whenever one of them has ended its own session.
private struct FuzzCaller {
    private let api: APIFixture
    private let nothing: String
    private var everything: String
    private(set) var successes = 0

    init(_ api: APIFixture, nothing: String) {
        self.api = api
        self.nothing = nothing
        everything = api.token
    }

    mutating func send(_ request: FuzzRequest) async throws -> APIAnswer {
        let token: String? =
            switch request.caller {
            case .everything: everything
            case .nothing: nothing
            case .unknown: "cdf01657-110d-4155-99a7-f986b2ff13a0:int"
            case .nobody: nil
            }
        return try await api.send(
            request.method, request.uri, token: token, headers: request.headers, request.apiBody)
    }

    mutating func learn(from json: JSONObject?, to request: FuzzRequest) async throws {
        if json?["success"] == true { successes += 1 }
        let code = json?["errors"]?.array?.first?.object?["code"]?.text
        if case .everything = request.caller, let code, ["601", "602", "603"].contains(code) {
            everything = try await api.token(.all)
        }
    }
}

extension FuzzRequest {
    /// What it sends, which is text without a socket.
    fileprivate var apiBody: APIBody { body.map { .raw($0.text, contentType: $0.contentType) } ?? .none }
}

extension APIAnswer {
    fileprivate var plain: FuzzAnswer {
        FuzzAnswer(
            status: status.code, contentType: headers[.contentType], isCompressed: headers[.contentEncoding] != nil,
            body: Array(buffer.readableBytesView))
    }
}
