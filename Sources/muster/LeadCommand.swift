import ArgumentParser
import Foundation
import MusterModel
import MusterServer

struct LeadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lead", abstract: "Erase people, and show what was erased.",
        subcommands: [Erase.self, Erasures.self])

    struct Erase: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remove people with everything that is kept of them, from every file.",
            discussion: """
                Activities, messages and memberships go too, and nothing brings them back. The database is written \
                anew, once for all who are named, while other writes wait. docs/operations.md says what stays.
                """)
        @OptionGroup var access: AccessOptions
        @OptionGroup var format: JSONFormat
        @Option(help: "The e-mail address of one; may be repeated.")
        var email: [String] = []
        @Flag(help: "Do not ask.")
        var yes = false
        @Argument(help: "The people's ids, also of people who have been deleted.")
        var id: [Int64] = []

        func validate() throws {
            if id.isEmpty, email.isEmpty { throw ValidationError("Give the ids of people, or --email.") }
            if let wrong = id.first(where: { $0 < 1 }) { throw ValidationError("\(wrong) is no id of a person.") }
        }

        func run() async throws {
            try await access.changing { access in
                var people = id
                for address in email { people.append(try await Self.person(address, access)) }
                guard let first = people.first else { return }
                try confirm(people)
                let answer = try await access.api.call(
                    "POST", "/muster/v1/lead/\(first)/erase.json",
                    body: ["also": .array(people.dropFirst().map { .integer($0) })])
                Terminal.tell((answer["warnings"]?.array ?? []).compactMap(\.text).map { "Warning: \($0)" })
                for record in (answer["result"]?.array ?? []).compactMap(\.object) {
                    if format.json {
                        format.show(record)
                    } else {
                        Terminal.show("erased \(LeadCommand.text(record["counts"]))")
                    }
                }
            }
        }

        /// The only one with the address.
        private static func person(_ address: String, _ access: any InstanceAccess) async throws -> Int64 {
            let found = try await access.api.call(
                "GET", "/rest/v1/leads.json",
                query: ["filterType": "email", "filterValues": address, "fields": "id,email"])
            let ids = (found["result"]?.array ?? []).compactMap { $0.object?["id"]?.integer }
            guard let id = ids.first else {
                throw AccessError("nobody has the address '\(address)'; somebody who was deleted is named by his id")
            }
            guard ids.count == 1 else {
                let all = ids.map(String.init).joined(separator: ", ")
                throw AccessError("several people have the address '\(address)', name those who are meant: \(all)")
            }
            return id
        }

        private func confirm(_ people: [Int64]) throws {
            if yes { return }
            guard isatty(STDIN_FILENO) == 1 else {
                throw AccessError("what is erased cannot be brought back; --yes says that it is meant")
            }
            let names = people.map(String.init).joined(separator: ", ")
            Terminal.draw("Erase \(names) for good? Type yes: ")
            guard readLine(strippingNewline: true) == "yes" else { throw AccessError("nobody was erased") }
        }
    }

    struct Erasures: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what was erased when, the newest first; not of whom.")
        @OptionGroup var access: AccessOptions
        @OptionGroup var format: JSONFormat

        func run() async throws {
            try await access.reading { access in
                format.show(try await access.api.records("GET", "/muster/v1/erasures.json")) { record in
                    let clean = record["filesCleanAt"]?.text.map { "files clean at \($0)" }
                    return [
                        record.cell("id"), record.cell("erasedAt"), clean ?? "files not clean yet",
                        LeadCommand.text(record["counts"]),
                    ]
                }
            }
        }
    }

    private static func text(_ counts: JSONValue?) -> String {
        (counts?.object?.members ?? []).map { "\($0.value.scalarText ?? "") \($0.key)" }.joined(separator: ", ")
    }
}
