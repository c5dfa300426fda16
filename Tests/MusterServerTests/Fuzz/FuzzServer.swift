import Foundation
import HTTPTypes
import MusterModel

@testable import MusterFuzzing
@testable import MusterREST

/// The real server with something of everything, asked one thing after another by one thread.
final class FuzzServer {
    let process: ServerProcess
    let findings: FuzzFindings
    let limits: FuzzLimits
    private(set) var token: String
    private var connection: FuzzConnection

    private static let arguments = ["--clock", "simulated=2024-03-05T12:00:00Z", "--log-level", "warning"]

    /// - Parameter people: how many leads there are besides those of the world.
    static func start(
        database: String, _ findings: FuzzFindings, limits: FuzzLimits = .usual, people: Int = 0
    ) async throws -> FuzzServer {
        let process = try await ServerProcess.start(database: database, arguments)
        Task {
            for await line in process.logLines where line.contains(" error ") || line.contains("Fatal") {
                let kind = String(line.drop { $0 != " " }.filter { !$0.isNumber }.prefix(120))
                findings.add("log \(kind)", String(line.prefix(1_500)))
            }
        }
        let server = try FuzzServer(process, findings, limits)
        try server.makeWorld(people: people)
        return server
    }

    private init(_ process: ServerProcess, _ findings: FuzzFindings, _ limits: FuzzLimits) throws {
        self.process = process
        self.findings = findings
        self.limits = limits
        token = try process.token()
        connection = FuzzConnection(try process.connect(patience: limits.patience))
    }

    private func makeWorld(people: Int) throws {
        for start in stride(from: 0, to: 12 + people, by: 300) {
            let input = (start..<min(start + 300, 12 + people)).map { number -> JSONValue in
                [
                    "email": .string("p\(number)@example.com"), "firstName": "P{{my.X}}",
                    "city": .string(number.isMultiple(of: 2) ? "Leeds" : "Paris"),
                ]
            }
            try expect(ask("POST", "/rest/v1/leads.json", JSONValue.object(["input": .array(input)]).jsonText))
        }
        try expect(ask("POST", "/muster/v1/apply.json", FuzzDocuments.world))
    }

    private func expect(_ answer: JSONObject) throws {
        guard answer["success"] == true else { throw ServerProcess.Failed(description: "refused: \(answer)") }
    }

    /// A call of our own, which has to be answered.
    func ask(_ method: String, _ uri: String, _ json: String? = nil) throws -> JSONObject {
        let request = FuzzRequest(
            route: Route(.get, uri), method: HTTPRequest.Method(method) ?? .get, uri: uri,
            body: json.map { FuzzBody.json($0) }, caller: .everything)
        for attempt in 0...1 {
            let answer = try exchange(request.bytes(token: token), isHead: false)
            let json = (try? JSONParser.parse(answer.body))?.object ?? [:]
            let code = json["errors"]?.array?.first?.object?["code"]?.text
            // The clock has been moved, or a user changed.
            guard attempt == 0, let code, ["601", "602"].contains(code) else { return json }
            token = try process.token()
        }
        return [:]
    }

    /// The bytes of a kept input with a token that counts.
    func signed(_ bytes: [UInt8]) -> [UInt8] {
        let head = bytes.prefix(10_000)
        guard let place = head.firstRange(of: Array(FuzzRequest.token.utf8)) else { return bytes }
        return Array(bytes[..<place.lowerBound]) + Array(token.utf8) + Array(bytes[place.upperBound...])
    }

    /// A connection that has been closed in between is made anew.
    func exchange(_ bytes: [UInt8], isHead: Bool) throws -> FuzzAnswer {
        if connection.isOpen {
            do { return try connection.exchange(bytes, isHead: isHead) } catch FuzzConnection.Failed.closed {}
        }
        connection = FuzzConnection(try process.connect(patience: limits.patience))
        return try connection.exchange(bytes, isHead: isHead)
    }

    /// From here on something may cost.
    func beginCost() -> ProcessCost {
        process.forgetPeak()
        return process.cost
    }

    /// What has been used since, until nobody is being processed any more.
    func endCost(_ before: ProcessCost) throws -> FuzzCost {
        _ = try ask("GET", "/muster/v1/idle.json?timeout=300")
        return FuzzCost(from: before, to: process.cost)
    }

    /// Whether one of the inputs has taken away the client that the server was started with, or its secret: then
    /// nothing more can be asked, which is no fault.
    var hasLostItsClient: Bool {
        do {
            _ = try process.token()
            return false
        } catch { return error is ServerProcess.Failed && !process.hasEnded }
    }

    /// Whether it lives, rests, answers and has no trouble. What is wrong is a finding.
    func isWell(after what: String, _ inputs: [[UInt8]] = []) -> Bool {
        guard !process.hasEnded else {
            findings.add("crash after \(what)", "the server has ended by itself", inputs: inputs)
            return false
        }
        do {
            let idle = try ask("GET", "/muster/v1/idle.json?timeout=120")
            guard idle["result"]?.array?.first?.object?["idle"] == true else {
                findings.add("never idle after \(what)", "\(idle)", inputs: inputs)
                return false
            }
            let canary = "canary@example.com"
            _ = try ask("POST", "/rest/v1/leads.json", #"{"input":[{"email":"\#(canary)"}]}"#)
            let read = try ask("GET", "/rest/v1/leads.json?filterType=email&filterValues=\(canary)&fields=email")
            guard read["result"]?.array?.first?.object?["email"]?.text == canary else {
                findings.add("canary after \(what)", "\(read)", inputs: inputs)
                return false
            }
            let lanes = try ask("GET", "/muster/v1/engine.json")["result"]?.array?.first?.object?["lanes"]?.array ?? []
            for lane in lanes where lane.object?["reason"]?.isNull == false {
                findings.add("lane after \(what)", lane.jsonText, inputs: inputs)
                return false
            }
            return !lanes.isEmpty
        } catch {
            findings.add("no answer after \(what)", "\(error)", inputs: inputs)
            return false
        }
    }

    func stop() {
        guard process.terminate(within: Double(limits.patience)) != nil else {
            findings.add("shutdown", "SIGTERM did not end it")
            return process.kill()
        }
    }
}
