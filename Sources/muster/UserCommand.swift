import ArgumentParser
import MusterModel
import MusterServer

struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "Show, make, change and remove API users.",
        discussion: """
            An API user has an e-mail-shaped name, roles and a client id with a secret. What it may do is what \
            its roles and its own permissions allow; changes count from the next call on.
            """,
        subcommands: [List.self, Add.self, Update.self, Secret.self, Remove.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show the API users.")
        @OptionGroup var access: AccessOptions
        @OptionGroup var format: JSONFormat

        func run() async throws {
            try await access.reading { access in
                format.show(try await access.api.records("GET", "/muster/v1/users.json")) { user in
                    let rights = user.texts("roles") + user.texts("permissions")
                    return [
                        user.cell("name"), user.texts("clientIds").joined(separator: ", "),
                        rights.isEmpty ? "-" : rights.joined(separator: ", "),
                    ]
                }
            }
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make an API user; prints its client id and its secret, which is not shown again.")
        @OptionGroup var access: AccessOptions
        @OptionGroup var format: JSONFormat
        @Option(help: "A role it has; may be repeated. 'muster role list' shows them.")
        var role: [String] = []
        @Option(help: "A permission it has besides; may be repeated.")
        var permission: [String] = []
        @Argument(help: "Such as crm@company.example.")
        var name: String

        func run() async throws {
            try await access.changing { access in
                try await Failure.tellingProblems {
                    UserCommand.show(
                        try await access.api.record(
                            "POST", "/muster/v1/users.json",
                            body: ["name": .string(name), "roles": .texts(role), "permissions": .texts(permission)]),
                        format)
                }
            }
        }
    }

    struct Update: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give an API user other roles or permissions, from its next call on.",
            discussion: "What is given replaces what it had; what is not given stays.")
        @OptionGroup var access: AccessOptions
        @OptionGroup var format: JSONFormat
        @Option(help: "A role it has from now on; may be repeated.")
        var role: [String] = []
        @Flag(help: "It has no role any more.")
        var noRoles = false
        @Option(help: "A permission it has besides; may be repeated.")
        var permission: [String] = []
        @Flag(help: "It has no permission besides those of its roles any more.")
        var noPermissions = false
        @Argument(help: "The API user's name.")
        var name: String

        func validate() throws {
            if role.isEmpty && !noRoles && permission.isEmpty && !noPermissions {
                throw ValidationError("Give what changes: --role, --no-roles, --permission or --no-permissions.")
            }
            if !role.isEmpty && noRoles || !permission.isEmpty && noPermissions {
                throw ValidationError("Give new ones, or --no-roles and --no-permissions, not both.")
            }
        }

        func run() async throws {
            var body = JSONObject()
            if !role.isEmpty || noRoles { body["roles"] = .texts(role) }
            if !permission.isEmpty || noPermissions { body["permissions"] = .texts(permission) }
            try await access.changing { [body] access in
                try await Failure.tellingProblems {
                    let user = try await UserCommand.user(name, access)
                    let record = try await access.api.record(
                        "POST", "/muster/v1/user/\(user.id).json", body: .object(body))
                    if format.json { format.show(record) } else { Terminal.show("changed \(user.name)") }
                }
            }
        }
    }

    struct Secret: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give an API user a new secret. The old one and its tokens end.")
        @OptionGroup var access: AccessOptions
        @OptionGroup var format: JSONFormat
        @Option(help: "Of an API user with several client ids, which one.")
        var client: String?
        @Argument(help: "The API user's name.")
        var name: String

        func run() async throws {
            try await access.changing { access in
                try await Failure.tellingProblems {
                    let user = try await UserCommand.user(name, access)
                    let body = JSONValue.object(client.map { ["clientId": .string($0)] } ?? [:])
                    UserCommand.show(
                        try await access.api.record("POST", "/muster/v1/user/\(user.id)/secret.json", body: body),
                        format)
                }
            }
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remove an API user with its client ids and tokens, or one of several client ids.")
        @OptionGroup var access: AccessOptions
        @OptionGroup var format: JSONFormat
        @Option(help: "Remove this client id with its tokens; the user stays.")
        var client: String?
        @Argument(help: "The API user's name.")
        var name: String

        func run() async throws {
            try await access.changing { access in
                try await Failure.tellingProblems {
                    let user = try await UserCommand.user(name, access)
                    let part = client == nil ? "" : "/client"
                    let record = try await access.api.record(
                        "POST", "/muster/v1/user/\(user.id)\(part)/delete.json",
                        body: client.map { ["clientId": .string($0)] })
                    if format.json { format.show(record) } else { Terminal.show("removed \(client ?? user.name)") }
                }
            }
        }
    }

    /// The user of that name, in any case.
    private static func user(_ name: String, _ access: any InstanceAccess) async throws -> NamedAsset {
        let users = try await access.api.records("GET", "/muster/v1/users.json")
        return try NamedAsset.find(name, "API user", in: users)
    }

    /// As a shell takes them.
    private static func show(_ record: JSONObject, _ format: JSONFormat) {
        if format.json { return format.show(record) }
        Terminal.show("\(Credentials.idVariable)=\(record.cell("clientId"))")
        Terminal.show("\(Credentials.secretVariable)=\(record.cell("clientSecret"))")
    }
}

struct RoleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "role", abstract: "Show, make and change roles of API users.",
        subcommands: [List.self, Add.self, Update.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show the roles with their permissions.")
        @OptionGroup var access: AccessOptions
        @OptionGroup var format: JSONFormat

        func run() async throws {
            try await access.reading { access in
                format.show(try await access.api.records("GET", "/muster/v1/roles.json")) { role in
                    [role.cell("name"), role.texts("permissions").joined(separator: ", ")]
                }
            }
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Make a role.")
        @OptionGroup var access: AccessOptions
        @OptionGroup var format: JSONFormat
        @Option(help: "A permission it grants, such as 'Read-Only Lead'; may be repeated.")
        var permission: [String] = []
        @Argument(help: "The role's name.")
        var name: String

        func run() async throws {
            try await access.changing { access in
                try await Failure.tellingProblems {
                    let record = try await access.api.record(
                        "POST", "/muster/v1/roles.json",
                        body: ["name": .string(name), "permissions": .texts(permission)])
                    if format.json { format.show(record) } else { Terminal.show("made \(record.cell("name"))") }
                }
            }
        }
    }

    struct Update: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give a role other permissions, for everyone who has it, from the next call on.")
        @OptionGroup var access: AccessOptions
        @OptionGroup var format: JSONFormat
        @Option(help: "A permission it grants from now on; may be repeated.")
        var permission: [String] = []
        @Flag(help: "It grants nothing any more.")
        var noPermissions = false
        @Argument(help: "The role's name.")
        var name: String

        func validate() throws {
            if permission.isEmpty != noPermissions {
                throw ValidationError("Give --permission, as often as there are, or --no-permissions.")
            }
        }

        func run() async throws {
            try await access.changing { access in
                try await Failure.tellingProblems {
                    let roles = try await access.api.records("GET", "/muster/v1/roles.json")
                    let role = try NamedAsset.find(name, "role", in: roles)
                    let record = try await access.api.record(
                        "POST", "/muster/v1/role/\(role.id).json", body: ["permissions": .texts(permission)])
                    if format.json { format.show(record) } else { Terminal.show("changed \(role.name)") }
                }
            }
        }
    }
}

extension JSONObject {
    fileprivate func texts(_ key: String) -> [String] { (self[key]?.array ?? []).compactMap(\.text) }
}

extension JSONValue {
    fileprivate static func texts(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
}
