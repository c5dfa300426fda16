import ArgumentParser
import MusterServer

struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "Show, make and remove API users.",
        discussion: """
            An API user has an e-mail-shaped name, roles and a client id with a secret. What it may do is what \
            its roles and its own permissions allow; changes count from the next call on.
            """,
        subcommands: [List.self, Add.self, Secret.self, Remove.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show the API users.")
        @OptionGroup var access: AccessOptions

        func run() async throws {
            try await access.reading { access in
                for user in try await access.users() {
                    let rights = user.roles + user.permissions
                    print(
                        user.name, user.clientIDs.joined(separator: ", "),
                        rights.isEmpty ? "-" : rights.joined(separator: ", "), separator: "\t")
                }
            }
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make an API user; prints its client id and its secret, which is not shown again.")
        @OptionGroup var access: AccessOptions
        @Option(help: "A role it has; may be repeated. 'muster role list' shows them.")
        var role: [String] = []
        @Option(help: "A permission it has besides; may be repeated.")
        var permission: [String] = []
        @Argument(help: "Such as crm@company.example.")
        var name: String

        func run() async throws {
            try await access.changing { access in
                try await Failure.tellingProblems {
                    UserCommand.show(try await access.addUser(name, roles: role, permissions: permission))
                }
            }
        }
    }

    struct Secret: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give an API user a new secret. The old one and its tokens end.")
        @OptionGroup var access: AccessOptions
        @Option(help: "Of an API user with several client ids, which one.")
        var client: String?
        @Argument(help: "The API user's name.")
        var name: String

        func run() async throws {
            try await access.changing { access in
                try await Failure.tellingProblems {
                    let user = try await access.user(named: name)
                    UserCommand.show(try await access.newSecret(of: user.id, clientID: client))
                }
            }
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remove an API user with its client ids and tokens, or one of several client ids.")
        @OptionGroup var access: AccessOptions
        @Option(help: "Remove this client id with its tokens; the user stays.")
        var client: String?
        @Argument(help: "The API user's name.")
        var name: String

        func run() async throws {
            try await access.changing { access in
                try await Failure.tellingProblems {
                    let user = try await access.user(named: name)
                    if let client {
                        try await access.removeClient(client, of: user.id)
                    } else {
                        try await access.removeUser(user.id)
                    }
                    print("removed \(client ?? user.name)")
                }
            }
        }
    }

    /// As a shell takes them.
    private static func show(_ credentials: Credentials) {
        print("\(Credentials.idVariable)=\(credentials.clientID)")
        print("\(Credentials.secretVariable)=\(credentials.clientSecret)")
    }
}

struct RoleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "role", abstract: "Show and make roles of API users.",
        subcommands: [List.self, Add.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show the roles with their permissions.")
        @OptionGroup var access: AccessOptions

        func run() async throws {
            try await access.reading { access in
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
            try await access.changing { access in
                try await Failure.tellingProblems {
                    try await access.addRole(name, permissions: permission)
                    print("made \(name)")
                }
            }
        }
    }
}
