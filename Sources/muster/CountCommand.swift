import ArgumentParser
import MusterServer

struct CountCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "count", abstract: "Count the people in a smart list or a static list.")

    @OptionGroup var access: AccessOptions

    @OptionGroup var format: JSONFormat

    @Option(help: "How many seconds the count may take, 1 to 30.")
    var timeout = 30

    @Argument(
        help: "The list's name, Program.Name or id. Of a smart list and a static list of one name, the smart list.")
    var list: String

    func validate() throws {
        guard (1...30).contains(timeout) else {
            throw ValidationError("--timeout is a number of seconds from 1 to 30, not \(timeout).")
        }
    }

    func run() async throws {
        try await access.reading { access in
            let count = try await access.count(list: list, timeout: timeout)
            if format.json { format.show(count.json) } else { Terminal.show(String(count.count)) }
        }
    }
}
