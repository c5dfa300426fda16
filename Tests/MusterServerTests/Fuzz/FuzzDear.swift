import Foundation
import MusterModel

@testable import MusterFuzzing
@testable import MusterREST

/// Dear inputs one at a time, each with what it costs.
struct FuzzDear {
    let seed: UInt64
    let findings: FuzzFindings
    var limits = FuzzLimits.usual
    var shapes = FuzzShape.allCases
    var plots = FuzzPlot.allCases
    /// Leads to be asked about.
    private static let people = 300

    /// Every shape and every plot once, if there is time, and then any of them; returns how many inputs that were.
    func run(seconds: Double, most: Int = .max, path: (Int) -> String) async throws -> Int {
        var random = SeededGenerator(seed: seed)
        let started = ContinuousClock.now
        var (count, life, dearest) = (0, 0, FuzzCost?.none)
        var turns = (shapes.map(Turn.shape) + plots.map(Turn.plot)).shuffled(using: &random)
        var server = try await start(path(life))
        defer { server.stop() }
        while (ContinuousClock.now - started).inSeconds < seconds, count < most {
            if turns.isEmpty {
                turns = (shapes.map(Turn.shape) + plots.map(Turn.plot)).shuffled(using: &random)
            }
            count += 1
            let turn = turns.removeLast()
            let input = random.next()
            let cost = play(turn, input, on: server)
            if let cost, cost.processorSeconds > dearest?.processorSeconds ?? 0 { dearest = cost }
            // A server whose instance has grown, or that is not well, is given up.
            if cost == nil || count.isMultiple(of: 60) {
                server.stop()
                life += 1
                server = try await start(path(life))
            }
        }
        print("fuzz: \(count) dear inputs, \(life + 1) servers, at most \(dearest?.description ?? "nothing")")
        return count
    }

    private enum Turn {
        case shape(FuzzShape), plot(FuzzPlot)

        var name: String {
            switch self {
            case .shape(let shape): shape.rawValue
            case .plot(let plot): plot.rawValue
            }
        }
    }

    private func start(_ path: String) async throws -> FuzzServer {
        try await FuzzServer.start(database: path, findings, limits: limits, people: Self.people)
    }

    /// `nil` when the server cannot be asked any more.
    private func play(_ turn: Turn, _ seed: UInt64, on server: FuzzServer) -> FuzzCost? {
        var generator = FuzzGenerator(seed: seed)
        let player = FuzzPlayer(server, turn.name, tag: "x\(seed)")
        do {
            switch turn {
            case .shape(let shape):
                let size = generator.random.pick([50_000, 300_000, FuzzLimits.megabyte, FuzzLimits.megabyte])
                try player.send(generator.dear(shape, size: size - 2_000), isHead: shape.bendsHead)
            case .plot(let plot): try plot.play(player, &generator.random)
            }
        } catch {
            if server.hasLostItsClient { return nil }
            findings.add(
                "no answer, \(player.what)",
                "\(error)\(server.process.hasEnded ? ": the server has ended by itself" : "")",
                inputs: player.sent)
            return nil
        }
        if server.hasLostItsClient { return nil }
        return server.isWell(after: turn.name, player.sent) ? player.dearest : nil
    }

    /// Plays kept inputs again.
    static func replay(_ folder: String, _ findings: FuzzFindings, path: String) async throws {
        let server = try await FuzzServer.start(database: path, findings, people: people)
        defer { server.stop() }
        let player = FuzzPlayer(server, "replay")
        for file in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
            let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: folder).appendingPathComponent(file)))
            try player.send(bytes)
            print("fuzz: \(file) \(player.last?.description ?? "")")
        }
        _ = server.isWell(after: "replay", player.sent)
    }
}

/// Sends inputs, each of at most a megabyte, and holds each against the limits.
final class FuzzPlayer {
    private let server: FuzzServer
    private let name: String
    /// Ends the names of what it makes, so that it meets nothing of others.
    let tag: String
    private(set) var sent: [[UInt8]] = []
    private(set) var what = ""
    private(set) var last: FuzzCost?
    private(set) var dearest = FuzzCost()

    init(_ server: FuzzServer, _ name: String, tag: String = "") {
        self.server = server
        self.name = name
        self.tag = tag
    }

    @discardableResult
    func send(_ request: FuzzRequest, isHead: Bool = false) throws -> JSONObject {
        let answer = try send(request.bytes(token: nil), about: "\(name) \(request.route)")
        // A head may be refused before there is a call to answer.
        guard !isHead || answer.status == 200 || answer.status >= 500 && answer.status != 503 else { return [:] }
        let json = (try? JSONParser.parse(answer.body))?.object
        for fault in FuzzVerdict.faults(of: answer, json, to: request) {
            server.findings.add(
                "\(fault), \(what)", "\(request.description.prefix(800))\n\(answer.status) \(answer.text.prefix(500))",
                inputs: [sent.last ?? []])
        }
        return json ?? [:]
    }

    @discardableResult
    func send(_ bytes: [UInt8], about what: String? = nil) throws -> FuzzAnswer {
        self.what = what ?? name
        sent.append(bytes)
        let request = server.signed(bytes)
        let before = server.beginCost()
        let answer = try server.exchange(request, isHead: false)
        let cost = try server.endCost(before)
        last = cost
        if cost.processorSeconds > dearest.processorSeconds { dearest = cost }
        server.findings.count(String(answer.status))
        for fault in server.limits.faults(of: cost) {
            server.findings.add(
                "\(fault), \(self.what)",
                "\(cost), \(bytes.count) bytes: \(String(decoding: bytes.prefix(600), as: UTF8.self).debugDescription)",
                inputs: sent)
        }
        return answer
    }
}

extension FuzzShape {
    /// Whether it may be refused before there is a call to answer.
    var bendsHead: Bool {
        [.longPath, .manySegments, .longQuery, .manyHeaders, .longHeader, .longContentType].contains(self)
    }
}
