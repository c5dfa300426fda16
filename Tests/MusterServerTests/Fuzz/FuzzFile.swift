import Foundation
import MusterModel

@testable import MusterFuzzing

/// Files for the command line that are dear to read, each of at most a megabyte.
enum FuzzFile: String, CaseIterable, Sendable {
    // YAML
    case laughs, laughingKeys, laughingTexts, deepFlow, deepBlock, manyDocuments, mergeKeys, manyAnchors, longText
    case longKey, wideList, sameKeys, brokenYAML, swollen, comments
    // CSV
    case manyColumns, manyRows, wideRows, quotes, openQuote, longCell, separators, returns, zeros, brokenCSV

    var isYAML: Bool {
        switch self {
        case .manyColumns, .manyRows, .wideRows, .quotes, .openQuote, .longCell, .separators, .returns, .zeros,
            .brokenCSV:
            false
        default: true
        }
    }

    func content(size: Int, _ random: inout SeededGenerator) -> [UInt8] {
        let swelling = FuzzSwelling(size: size)
        func many(_ text: String, _ separator: String = "") -> [UInt8] { swelling.repeated(text, separator: separator) }
        func text(_ text: String) -> [UInt8] { Array(text.utf8) }
        let number = "\u{E000}"
        switch self {
        case .laughs: return text(laughs(depth: random.number(5...40), width: random.pick([2, 10])) { "[\($0)]" })
        case .laughingKeys:
            return text(
                laughs(depth: random.number(5...40), width: 2) { "{\($0.replacing(", ", with: " : 1, ")) : 1}" })
        case .laughingTexts:
            let aliases = FuzzSwelling(size: size / 2).repeated("*a", separator: ", ")
            return text("x: &a \"") + FuzzSwelling(size: size / 2).repeated("y") + text("\"\nstaticLists: [") + aliases
                + text("]\n")
        case .deepFlow: return many(random.pick(["[", "{a: ", "[{a: ", "- "]))
        case .deepBlock:
            let depth = Int(Double(size * 2).squareRoot())
            return (0..<depth).flatMap { text(String(repeating: " ", count: $0) + random.pick(["a:\n", "- \n"])) }
        case .manyDocuments: return many("---\nstaticLists: [L\(number)]\n")
        case .mergeKeys: return text("a: &a {x: 1}\nb:\n") + many("  <<: *a\n")
        case .manyAnchors: return text("staticLists:\n") + many("  - &a\(number) L\(number)\n  - *a\(number)\n")
        case .longText:
            return text("staticLists: [\"") + many(random.pick(["y", "\\u0041", "\\\n", "é"])) + text("\"]\n")
        case .longKey: return many("k") + text(": 1\n")
        case .wideList:
            return text("staticLists: [") + many(random.pick(["a", "L\(number)", "{}", "1"]), ", ") + text("]\n")
        case .sameKeys: return many("k: 1\n")
        case .brokenYAML:
            var bytes = many("  - name: \"L\(number)\"\n    filters: [{City: x}]\n")
            for _ in 0..<3 { bytes[random.below(bytes.count)] = random.pick([0xFF, 0x00, 0x09, 0x22, 0x7B, 0x26]) }
            return text("smartLists:\n") + bytes
        case .swollen:
            let document = FuzzDocuments.pick(for: "apply", &random)
            return (try? JSONParser.parse(document)).map { swelling.swollen($0, &random) } ?? text(document)
        case .comments: return many(random.pick(["# x\n", "#", "\n", "%TAG ! x\n", "!!str ", "? ", ": ", "|\n"]))
        case .manyColumns: return many("c\(number)", ",") + text("\n1,2\n")
        case .manyRows: return text("email\n") + many("p\(number)@example.com\n")
        case .wideRows:
            return text("email,city\n") + many(random.pick(["a,b,c,d\n", "a\n", "p\(number)@example.com,\n"]))
        case .quotes: return text("email,city\np@example.com,\"") + many("\"\"") + text("\"\n")
        case .openQuote: return text("email,city\n") + many("\"a\n")
        case .longCell: return text("email,city\np@example.com,") + many("x") + text("\n")
        case .separators: return many(random.pick([",", ";", "\t", "\","]))
        case .returns: return text("email\r") + many("a\(number)@example.com\r")
        case .zeros: return text("email\n") + many("\0")
        case .brokenCSV:
            var bytes = many("p\(number)@example.com,Leeds,\"x\"\n")
            for _ in 0..<3 { bytes[random.below(bytes.count)] = random.pick([0xFF, 0x00, 0x22, 0x0D, 0x2C]) }
            return text("email,city,firstName\n") + bytes
        }
    }

    /// Anchors of which each means the one before many times.
    private func laughs(depth: Int, width: Int, _ node: (String) -> String) -> String {
        var lines = ["a0: &a0 x"]
        for level in 1...depth {
            let aliases = Array(repeating: "*a\(level - 1)", count: width).joined(separator: ", ")
            lines.append("a\(level): &a\(level) \(node(aliases))")
        }
        return lines.joined(separator: "\n") + "\nstaticLists: *a\(depth)\n"
    }
}

/// The command line with files of every kind, one at a time, each with what it costs.
struct FuzzFiles {
    let seed: UInt64
    let findings: FuzzFindings
    var limits = FuzzLimits.usual

    /// Every kind once, if there is time, and then any of them; returns how many files that were.
    func run(seconds: Double, path: String) async throws -> Int {
        var random = SeededGenerator(seed: seed)
        let started = ContinuousClock.now
        let server = try await FuzzServer.start(database: path, findings, limits: limits)
        defer { server.stop() }
        let file = path + ".file"
        try Data("staticLists: []\n".utf8).write(to: URL(fileURLWithPath: file))
        // What the command needs for nothing.
        let idle = try await run(["apply", "--dry-run", file], on: server).peak
        var (count, kinds, dearest) = (0, [FuzzFile](), FuzzCost())
        while (ContinuousClock.now - started).inSeconds < seconds {
            if kinds.isEmpty { kinds = FuzzFile.allCases.shuffled(using: &random) }
            let kind = kinds.removeLast()
            count += 1
            let content = kind.content(size: random.pick([50_000, 300_000, 1_000_000]), &random)
            try Data(content).write(to: URL(fileURLWithPath: file))
            let before = server.beginCost()
            let (used, peak) = try await run(
                kind.isYAML ? ["apply", "--dry-run", file] : ["import", "leads", "--skip-bad-rows", file],
                on: server, about: kind.rawValue, content)
            let atServer = try server.endCost(before)
            let costs = [FuzzCost(processorSeconds: used, memory: peak - idle), atServer]
            for (cost, what) in zip(costs, ["the command", "the server"]) {
                if cost.processorSeconds > dearest.processorSeconds { dearest = cost }
                for fault in limits.faults(of: cost) {
                    findings.add("\(fault), \(what), \(kind)", "\(cost), \(content.count) bytes", inputs: [content])
                }
            }
            guard server.isWell(after: "file \(kind)", [content]) else { break }
        }
        print("fuzz: \(count) files, at most \(dearest)")
        return count
    }

    /// Seconds of a processor, and the most memory.
    private func run(
        _ arguments: [String], on server: FuzzServer, about kind: String = "", _ content: [UInt8] = []
    ) async throws -> (used: Double, peak: Int) {
        let process = try ChildProcess(
            try ServerProcess.executable(), arguments + ["--url", server.process.base],
            environment: [
                "MUSTER_CLIENT_ID": ServerProcess.clientID, "MUSTER_CLIENT_SECRET": ServerProcess.clientSecret,
            ])
        async let output = process.output.rest()
        async let errors = process.errors.rest()
        let started = ContinuousClock.now
        var (used, peak) = (0.0, 0)
        while !process.hasEnded {
            // What it has used is told as long as it lives.
            let cost = ProcessCost(of: process.identifier)
            (used, peak) = (max(used, cost.processorSeconds), max(peak, cost.peak))
            if (ContinuousClock.now - started).inSeconds > Double(limits.patience) { process.signal(SIGKILL) }
            await Task.yield()
        }
        let (code, texts) = (process.exitCode(), await (output, errors))
        findings.count("exit \(code)")
        if code >= 128 || (code != 0 && texts.1.isEmpty) {
            findings.add("exit \(code), \(kind)", "\(texts.0.suffix(500))\n\(texts.1.suffix(1_000))", inputs: [content])
        }
        if texts.1.utf8.count > 100_000 {
            findings.add(
                "a long story, \(kind)", "\(texts.1.utf8.count) bytes: \(texts.1.prefix(300))", inputs: [content])
        }
        return (used, peak)
    }
}
