import ArgumentParser
import Foundation
import MusterTesting
import Testing

@testable import muster

/// The commands that the documents show, as the parser takes them.
@Suite struct DocumentedCommandTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// What is still to come has no commands yet.
    private static let plans = "next-steps.md"

    private static func documents() throws -> [URL] {
        let files = FileManager.default
        let docs = try files.contentsOfDirectory(
            at: root.appending(path: "docs"), includingPropertiesForKeys: nil)
        let examples = try files.subpathsOfDirectory(atPath: root.appending(path: "examples").path)
        let top = ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md"].map { root.appending(path: $0) }
        let all: [URL] = top + docs + examples.map { root.appending(path: "examples/\($0)") }
        return all.filter { $0.pathExtension == "md" && $0.lastPathComponent != plans }
    }

    /// Why the parser refuses a command that a document shows; `nil` when it takes it.
    private static func problem(_ command: [String]) -> String? {
        do {
            try CommandNames.check(command, in: MusterCommand.self)
            _ = try MusterCommand.parseAsRoot(command)
            return nil
        } catch {
            // Such as a completion script, which is asked for in place of a command.
            guard MusterCommand.exitCode(for: error) != .success else { return nil }
            return MusterCommand.message(for: error)
        }
    }

    @Test("every command in a document is one")
    func all() throws {
        var known: [String: Int] = [:]
        for document in try Self.documents() {
            let shown = ShownCommands(try String(contentsOf: document, encoding: .utf8))
            for command in shown.lines {
                known[document.lastPathComponent, default: 0] += 1
                let problem = Self.problem(command)
                #expect(problem == nil, "\(document.lastPathComponent): \(command)")
            }
            // In a sentence a command may stand without its arguments.
            for command in shown.mentions {
                #expect(throws: Never.self, "\(document.lastPathComponent): \(command)") {
                    try CommandNames.check(command, in: MusterCommand.self)
                }
            }
        }
        for document in ["README.md", "commands.md", "files.md", "muster-api.md"] {
            #expect(known[document] != nil, "\(document) shows no command, or none that is found")
        }
    }

    @Test("one that is none is found, however it stands there")
    func canary() {
        let shown = ShownCommands(
            """
            `muster cuont` and `MUSTER_URL`, `muster
            status`

                $ muster srve --port 1
                $ X=1 .build/release/muster cuont 'In Leeds' | sort   # muster in a comment

            ```console
            $ muster count 'In Leeds' \\
                --tiemout 5 > file; muster run lst A && sudo muster clock "to"
            muster 0.1.0 listens
            ```
            ```sh
            muster idle --timeout 1000
            ```
            ```json
            muster nothing
            ```
            """)
        #expect(
            shown.lines == [
                ["srve", "--port", "1"], ["cuont", "In Leeds"], ["count", "In Leeds", "--tiemout", "5"],
                ["run", "lst", "A"], ["clock", "to"], ["idle", "--timeout", "1000"],
            ])
        #expect(shown.mentions == [["cuont"], ["status"]])
        #expect(shown.lines.allSatisfy { Self.problem($0) != nil })
        #expect(Self.problem(["count", "In Leeds", "--timeout", "5"]) == nil)
    }

    @Test("completion scripts are scripts, and know every command", arguments: ["bash", "zsh", "fish"])
    func completion(shell: String) async throws {
        let script = try await CommandProcess.run(["--generate-completion-script", shell])
        #expect(script.code == 0 && script.errors.isEmpty, "\(script)")
        for command in EveryCommandTests.commands(of: MusterCommand.self) {
            for word in command.split(separator: " ") { #expect(script.output.contains(word), "\(command)") }
        }
        #expect(script.output.contains("timeout") && script.output.contains("until-idle"))
        try await withTemporaryDatabase { database in
            let file = database.directory.appending(path: "script.\(shell)")
            try script.output.write(to: file, atomically: true, encoding: .utf8)
            // zsh and fish are not everywhere.
            let programs = ["/bin/\(shell)", "/usr/bin/\(shell)"].filter(FileManager.default.isExecutableFile)
            guard let program = programs.first else {
                #expect(shell != "bash", "bash is everywhere")
                return
            }
            func run(_ arguments: [String]) async throws -> (code: Int32, output: String, errors: String) {
                let process = try ChildProcess(URL(fileURLWithPath: program), arguments, environment: [:])
                async let output = process.output.rest()
                async let errors = process.errors.rest()
                let texts = await (output, errors)
                return (process.exitCode(), texts.0, texts.1)
            }
            let parsed = try await run(["-n", file.path])
            #expect(parsed.code == 0 && parsed.errors.isEmpty, "\(parsed)")
            guard shell == "bash" else { return }
            let completed = try await run(
                [
                    "-c", #"source "$0"; COMP_WORDS=(muster clock un); COMP_CWORD=2; _muster; echo "${COMPREPLY[@]}""#,
                    file.path,
                ])
            #expect(completed.output.contains("until-idle"), "\(completed)")
        }
    }
}

/// The `muster` commands of a Markdown text.
private struct ShownCommands {
    /// Those in blocks for a shell, without the word itself.
    private(set) var lines: [[String]] = []
    /// Those between backticks in sentences.
    private(set) var mentions: [[String]] = []

    init(_ markdown: String) {
        var block: String?
        var (unfinished, prose) = ("", "")
        for line in markdown.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            if line.hasPrefix("```") {
                block = block == nil ? String(line.dropFirst(3)) : nil
                continue
            }
            if block == nil, !line.hasPrefix("    ") {
                prose += line + " "
                continue
            }
            guard let command = unfinished.isEmpty ? Self.command(in: line, of: block) : line else { continue }
            if command.hasSuffix("\\") {
                unfinished += command.dropLast()
            } else {
                lines += Self.commands(in: unfinished + command)
                unfinished = ""
            }
        }
        for (index, part) in prose.split(separator: "`", omittingEmptySubsequences: false).enumerated()
        where index % 2 == 1 { mentions += Self.commands(in: String(part)) }
    }

    /// What is typed in a line of a block; `nil` for what is answered, and for other blocks.
    private static func command(in line: String, of block: String?) -> String? {
        let text = line.trimmingPrefix { $0 == " " }
        if text.hasPrefix("$ ") { return String(text.dropFirst(2)) }
        return ["sh", "bash", "shell"].contains(block) ? String(text) : nil
    }

    /// The words behind each `muster` that begins a command, as a shell splits them.
    private static func commands(in text: String) -> [[String]] {
        split(text).compactMap { words in
            let rest = words.drop { $0.contains("=") || $0 == "sudo" }
            guard let first = rest.first, first == "muster" || first.hasSuffix("/muster") else { return nil }
            return Array(rest.dropFirst())
        }
    }

    private static func split(_ text: String) -> [[String]] {
        var (commands, words): ([[String]], [String]) = ([], [])
        var (word, quote, isRedirected): (String?, Character?, Bool) = (nil, nil, false)
        func endWord() {
            if let word, !isRedirected { words.append(word) }
            if word != nil { isRedirected = false }
            word = nil
        }
        func endCommand() {
            endWord()
            isRedirected = false
            commands.append(words)
            words = []
        }
        for character in text {
            switch character {
            case _ where quote != nil:
                if character == quote { quote = nil } else { word = (word ?? "") + String(character) }
            case "'", "\"":
                word = word ?? ""
                quote = character
            case " ": endWord()
            case "#" where word == nil:
                endCommand()
                return commands
            case "|", ";", "&": endCommand()
            case "<", ">":
                endWord()
                isRedirected = true
            default: word = (word ?? "") + String(character)
            }
        }
        endCommand()
        return commands
    }
}
