import ArgumentParser
import MusterServer

struct CountCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "count", abstract: "Count the people in a smart list or a static list.")

    @OptionGroup var access: AccessOptions

    @OptionGroup var format: JSONFormat

    @Argument(
        help: "The list's name, Program.Name or id. Of a smart list and a static list of one name, the smart list.")
    var list: String

    func run() async throws {
        try await access.reading { access in
            let count = try await access.count(list: list)
            if format.json { format.show(count.json) } else { print(count.count) }
        }
    }
}
