import ArgumentParser
import MusterServer

struct RoleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "role", abstract: "Show and make roles of API users.",
        subcommands: [List.self, Add.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show the roles with their permissions.")
        @OptionGroup var access: AccessOptions

        func run() async throws {
            try await access.withAccess { access in
                for role in try await access.roles() {
                    print(role.name, role.permissions.joined(separator: ", "), separator: "\t")
                }
            }
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Make a role.")
        @OptionGroup var access: AccessOptions
        @Option(help: "A permission it grants, such as 'Read-Only Lead'; may be repeated.")
        var permission: [String] = []
        @Argument(help: "The role's name.")
        var name: String

        func run() async throws {
            try await access.withAccess { access in
                try await Failure.tellingProblems {
                    try await access.addRole(name, permissions: permission)
                    print("made \(name)")
                }
            }
        }
    }
}
