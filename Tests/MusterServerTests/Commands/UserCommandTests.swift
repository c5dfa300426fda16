import Logging
import MusterStore
import MusterTesting
import Testing

@testable import MusterServer

/// `muster user` and `muster role`, on a file and on a server.
@Suite(.serialized) struct UserCommandTests {
    private func credentials(_ output: String) throws -> [String: String] {
        let pairs = output.split(separator: "\n").compactMap { line -> (String, String)? in
            let parts = line.split(separator: "=", maxSplits: 1).map(String.init)
            return parts.count == 2 ? (parts[0], parts[1]) : nil
        }
        #expect(pairs.map(\.0) == ["MUSTER_CLIENT_ID", "MUSTER_CLIENT_SECRET"], "\(output)")
        return Dictionary(uniqueKeysWithValues: pairs)
    }

    /// The same story wherever it happens.
    private func story(_ run: (_ arguments: [String]) async throws -> CommandProcess) async throws -> [String: String] {
        let role = try await run(["role", "add", "Listers", "--permission", "read-only lead"])
        #expect(role.output == "made Listers", "\(role)")
        let roles = try await run(["role", "list"]).output.split(separator: "\n")
        #expect(roles.count == 5 && roles.last == "Listers\tRead-Only Lead", "\(roles)")
        let added = try await run(
            ["user", "add", "crm@company.example", "--role", "Listers", "--permission", "Activate Campaign"])
        let first = try credentials(added.output)
        let list = try await run(["user", "list"]).output.split(separator: "\n")
        #expect(
            list.last == "crm@company.example\t\(first["MUSTER_CLIENT_ID"] ?? "")\tListers, Activate Campaign",
            "\(list)")
        let renewed = try credentials(try await run(["user", "secret", "CRM@company.example"]).output)
        #expect(renewed["MUSTER_CLIENT_ID"] == first["MUSTER_CLIENT_ID"])
        #expect(renewed["MUSTER_CLIENT_SECRET"] != first["MUSTER_CLIENT_SECRET"])

        for (arguments, error) in [
            (
                ["user", "add", "crm@company.example"],
                "Error: name: there is an API user 'crm@company.example' already"
            ),
            (
                ["user", "add", "b@company.example", "--role", "Lister"],
                "Error: roles[0]: there is no role 'Lister'; did you mean 'Listers'?"
            ),
            (
                ["role", "add", "B", "--permission", "Read-Only Leads"],
                "Error: permissions[0]: there is no permission 'Read-Only Leads'; did you mean 'Read-Only Lead'?"
            ),
            (
                ["user", "remove", "crn@company.example"],
                "Error: there is no API user 'crn@company.example'; did you mean 'crm@company.example'?"
            ),
            (
                ["user", "remove", "crm@company.example", "--client", first["MUSTER_CLIENT_ID"] ?? ""],
                "Error: clientId: '\(first["MUSTER_CLIENT_ID"] ?? "")' is the only service of 'crm@company.example'; "
                    + "remove the user, or give it a new secret"
            ),
        ] {
            let refused = try await run(arguments)
            #expect(refused.code == 1 && refused.output.isEmpty && refused.errors == error, "\(refused)")
        }
        return renewed
    }

    @Test func onADatabaseFile() async throws {
        try await withTemporaryDatabase { database in
            func run(_ arguments: [String]) async throws -> CommandProcess {
                try await CommandProcess.run(arguments + ["--database", database.path])
            }
            _ = try await run(["init"])
            _ = try await story(run)
            _ = try await run(["user", "add", "chief@company.example", "--role", "Administrator"])
            let last = try await run(["user", "remove", "chief@company.example"])
            #expect(
                last.code == 1
                    && last.errors
                        == "Error: nobody would be left who holds every permission",
                "\(last)")
            let removed = try await run(["user", "remove", "crm@company.example"])
            #expect(removed.code == 0 && removed.output == "removed crm@company.example", "\(removed)")
        }
    }

    @Test func oneOfSeveralClientsIsRemoved() async throws {
        try await withTemporaryDatabase { database in
            func run(_ arguments: [String]) async throws -> CommandProcess {
                try await CommandProcess.run(arguments + ["--database", database.path])
            }
            _ = try await run(["init"])
            let added = try await run(["user", "add", "crm@company.example", "--role", "Administrator"])
            let first = try #require(try credentials(added.output)["MUSTER_CLIENT_ID"])
            let instance = try await Instance.open(path: database.path, logger: .silent)
            try await instance.store.write { writer in
                try writer.saveAPIClient(
                    APIClient(id: "second", name: "second", scope: "crm@company.example", permissions: []),
                    secretHash: "hash")
            }
            try await instance.close()
            let removed = try await run(["user", "remove", "crm@company.example", "--client", first])
            #expect(removed.code == 0 && removed.output == "removed \(first)", "\(removed)")
            let list = try await run(["user", "list"])
            #expect(list.output.contains("crm@company.example\tsecond\tAdministrator"), "\(list)")
        }
    }

    @Test func onAServer() async throws {
        try await withTemporaryDatabase { database in
            let server = try await ServerProcess.start(database: database.path)
            let user = try await story { try await CommandProcess.run($0, on: server) }
            let mayNot = try await CommandProcess.run(["user", "list", "--url", server.base], environment: user)
            #expect(
                mayNot.code == 1
                    && mayNot.errors == """
                        Error: the server at \(server.base) refused GET /muster/v1/users.json: Access denied (603); \
                        docs/permissions.md says what it needs
                        """,
                "\(mayNot)")
            let removed = try await CommandProcess.run(["user", "remove", "crm@company.example"], on: server)
            #expect(removed.output == "removed crm@company.example", "\(removed)")
            let gone = try await CommandProcess.run(["clock", "--url", server.base], environment: user)
            #expect(gone.code == 1 && gone.errors.contains("does not accept MUSTER_CLIENT_ID"), "\(gone)")
            #expect(server.terminate() == 0)
        }
    }
}
