import ArgumentParser
import MusterModel
import MusterServer

struct ListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Make smart lists, and show who is in a list.",
        subcommands: [Create.self, Members.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a smart list; 'muster rules replace' gives it rules.")
        @OptionGroup var access: AccessOptions
        @OptionGroup var format: JSONFormat
        @Option(help: "The name or id of the folder for smart lists it is in; 'Smart Lists' unless given.")
        var folder: String?
        @Option(help: "The name or id of the program it is in, in place of a folder.")
        var program: String?
        @Option(help: "What it is for.")
        var description: String?
        @Argument(help: "The list's name.")
        var name: String

        func validate() throws {
            if folder != nil, program != nil { throw ValidationError("Give --folder or --program, not both.") }
        }

        func run() async throws {
            try await access.changing { access in
                try await Failure.tellingProblems {
                    let place: ListPlace = program.map(ListPlace.program) ?? .folder(folder ?? ListPlace.usualFolder)
                    let record = try await access.makeSmartList(name, description: description, in: place)
                    if format.json { return format.show(record) }
                    Terminal.show("made \(record.cell("name")) (\(record.cell("id")))")
                }
            }
        }
    }

    struct Members: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show the people of a smart list or a static list, by ascending id.")
        @OptionGroup var access: AccessOptions
        @OptionGroup var format: JSONFormat
        @Option(help: "The fields to show, by REST name, with commas between them.")
        var fields = "id,email,firstName,lastName"
        @Option(help: "How many people at most.")
        var limit: Int?
        @Argument(help: "The list's name, Program.Name or id.")
        var list: String

        func validate() throws {
            if let limit, limit < 1 { throw ValidationError("--limit is a number from 1 on, not \(limit).") }
        }

        func run() async throws {
            let names = fields.split(separator: ",").map { $0.trimmingPrefix { $0 == " " } }.map(String.init)
            try await access.reading { access in
                let (path, size) = try await Self.place(list, access)
                if !format.json { Terminal.show(cells: names) }
                var left = limit ?? Int.max
                var next: String?
                repeat {
                    let page = try await access.api.page(
                        path, query: ["fields": names.joined(separator: ","), "batchSize": String(min(size, left))],
                        from: next)
                    for lead in page.records.prefix(left) {
                        if format.json { format.show(lead) } else { Terminal.show(cells: names.map(lead.cell)) }
                    }
                    left -= page.records.count
                    next = page.next
                } while next != nil && left > 0
            }
        }

        /// The call that reads them, and how many at once.
        private static func place(_ list: String, _ access: any InstanceAccess) async throws -> (String, Int) {
            let (kind, list) = try await access.api.list(list)
            return kind == .smartList
                ? ("/muster/v1/smartList/\(list.id)/leads.json", 1_000) : ("/rest/v1/lists/\(list.id)/leads.json", 300)
        }
    }
}

struct IdleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "idle", abstract: "Wait until nobody is being processed; people in a wait do not count.",
        discussion: """
            Ends with status 1 when that takes longer. With --database nothing works on the instance, so it tells \
            at once.
            """)

    @OptionGroup var access: AccessOptions
    @OptionGroup var format: JSONFormat
    @Option(help: "How many seconds to wait at most, 0 to 300.")
    var timeout = 30

    func validate() throws {
        guard (0...300).contains(timeout) else {
            throw ValidationError("--timeout is a number of seconds from 0 to 300, not \(timeout).")
        }
    }

    func run() async throws {
        let seconds = access.database == nil ? timeout : 0
        try await access.reading { access in
            let record = try await access.api.record(
                "GET", "/muster/v1/idle.json", query: ["timeout": String(seconds)])
            if format.json { format.show(record) }
            guard record["idle"]?.boolean == true else {
                throw AccessError("people are still being processed; 'muster status' shows what waits")
            }
            if !format.json { Terminal.show("idle") }
        }
    }
}
