import MusterAudience
import MusterEngine
import MusterModel
import MusterRules
import MusterStore

/// A program with something of everything: nested folders, a program inside, lists with rules on
/// things inside and outside, campaigns that request each other, e-mails, tokens, tags and costs.
struct RichProgram {
    static let name = "Spring"
    let id: ProgramID
    /// Batch; adds to a list inside, and takes people who are in lists inside and outside.
    let batch: SmartCampaignID

    private static let everyone = #"{"filters":[{"Email Address":{"is not empty":null}}]}"#

    /// - Parameter hasStaticList: without one the program may be cloned by a schedule.
    static func make(_ api: APIFixture, hasStaticList: Bool = true) async throws -> RichProgram {
        let leads = try await [api.lead("a@example.com"), api.lead("b@example.com")]
        try await api.staticList("Everywhere")
        try await api.campaign("Outside", rules: everyone)
        let day = CalendarDay(year: 2024, month: 3, day: 1)
        let id = try await api.store.write { writer in
            try writer.saveTagType(
                TagType(name: "Region", isRequired: false, kinds: [.engagement], allowedValues: ["EMEA", "APAC"]))
            var program = try writer.createProgram(
                name: name, description: "All of it", kind: .engagement, channel: "Nurture",
                folder: APIFixture.campaigns, tags: [ProgramTag(type: "Region", value: "EMEA")])
            program.status = "on"
            program.costs = day.map { [ProgramCost(startDate: $0, cost: 10, note: nil)] } ?? []
            try writer.updateProgram(program)
            let home = FolderReference.program(program.id)
            try writer.setToken(MyToken(name: "City", kind: .text, value: "Berlin"), in: home)
            var archive = try writer.createFolder(name: "Old", description: "Done with", parent: home)
            archive.isArchive = true
            try writer.updateFolder(archive)
            let deep = try writer.createFolder(name: "Deep", description: nil, parent: .folder(archive.id))
            try writer.setToken(MyToken(name: "Points", kind: .score, value: "+5"), in: .folder(deep.id))
            if hasStaticList {
                let list = try writer.createStaticList(name: "VIPs", description: "Few", folder: .folder(deep.id))
                try writer.addMembers(leads, to: list.id, listName: "VIPs", origin: .api)
            }
            for (name, folder, approved) in [("Hello", home, true), ("Bye", .folder(deep.id), false)] {
                _ = try writer.createEmail(
                    name: name, description: "d", folder: folder, subject: "{{my.City}}", fromName: "M",
                    fromEmail: "m@example.com", replyEmail: "r@example.com", html: "<p>\(name)</p>", text: name,
                    isOperational: approved, isApproved: approved)
            }
            let inner = try writer.createProgram(
                name: "Mail", kind: .email, channel: "Email Send", folder: .folder(deep.id),
                startDate: writer.now, endDate: writer.now)
            _ = try writer.createFolder(name: "Drafts", description: nil, parent: .program(inner.id))
            try writer.addMember(leads[0], to: program.id)
            return program.id
        }
        let home = FolderReference.program(id)
        let vips = hasStaticList ? #"{"Member of List":{"in":["Spring.VIPs","Everywhere"]}}"# : #"{"City":"Berlin"}"#
        try await api.smartList(
            "Saved", in: home, rules: #"{"filters":[{"Member of Program":{"in":["Spring"]}},\#(vips)]}"#,
            description: "Mine")
        let ping = try await api.campaign(
            "Ping", in: home, rules: #"{"triggers":[{"Campaign is Requested":{}}],"filters":[]}"#)
        try await api.campaign(
            "Pong", in: home,
            rules: #"{"triggers":[{"Campaign is Requested":{}}],"filters":[{"Member of Smart List":"Spring.Saved"}]}"#,
            flow: #"{"flow":[{"Request Campaign":"Spring.Ping"},{"Request Campaign":"Outside"}]}"#)
        let step = hasStaticList ? #"{"Add to List":"Spring.VIPs"}"# : #"{"Wait":"2 days"}"#
        let batch = try await api.campaign(
            "Batch", in: home,
            rules:
                #"{"match":"any","filters":[{"Email Address":{"is not empty":null}},{"Member of Smart Campaign":["Spring.Pong","Outside"]}]}"#,
            flow:
                #"{"flow":[\#(step),{"Wait":{"choices":[{"if":{"Member of Smart List":"Spring.Saved"},"Duration":"1 day"}],"default":"do nothing"}},{"Send Email":"Spring.Hello"}]}"#
        ) { campaign in
            campaign.qualification = .interval(2, .week)
            campaign.maxMembers = 500
            campaign.isCommunicationLimitEnabled = false
            campaign.description = "Every two weeks"
        }
        try await api.store.write { writer in
            let flow = try writer.reader.flowDocument.read(
                JSONParser.parse(#"{"flow":[{"Request Campaign":"Spring.Pong"}]}"#))
            try CampaignAuthoring(writer).setFlow(flow, of: ping)
            guard let mail = try writer.reader.program(named: "Mail"),
                let list = try writer.reader.smartList(ofEmailProgram: mail.id)
            else { return }
            let rules = try writer.reader.ruleDocument.read(
                JSONParser.parse(#"{"filters":[{"Member of Smart List":"Spring.Saved"}]}"#), allowsTriggers: false)
            try CampaignAuthoring(writer).setRules(rules, of: list.id)
        }
        return RichProgram(id: id, batch: batch)
    }
}

extension StoreWriter {
    /// A member as a change of status makes one, without its activity.
    fileprivate func addMember(_ lead: LeadID, to program: ProgramID) throws {
        try rows.execute(
            """
            INSERT INTO program_member (program_id, lead_id, status, reached_success, member_since, updated_at)
              VALUES (?, ?, 'Member', 0, 0, 0)
            """, [.int(program.rawValue), .int(lead.rawValue)])
        try rows.execute(
            "INSERT INTO program_member_value (program_id, lead_id, field_id, value) VALUES (?, ?, 1, 'Aisle')",
            [.int(program.rawValue), .int(lead.rawValue)])
    }
}

extension APIFixture {
    /// What is in a program, by names and without ids and dates, one line for each thing.
    func description(of program: ProgramID) throws -> [String] {
        try store.read { reader in
            guard let root = try reader.program(program) else { return [] }
            let contents = try reader.contents(of: program)
            return try ([.program(root)] + contents).flatMap { try Self.lines($0, reader) }
        }
    }

    private static func lines(_ item: ProgramItem, _ reader: StoreReader) throws -> [String] {
        func place(_ folder: FolderReference?) throws -> String {
            try folder.flatMap { try reader.path(of: $0) } ?? "nowhere"
        }
        func tokens(_ container: FolderReference) throws -> [String] {
            try reader.tokens(in: container).map { "token \($0) in \(try place(container))" }
        }
        func rules(_ list: SmartList?) throws -> String {
            JSONValue.object(try reader.ruleDocument.shortJSON(list?.rules ?? .empty)).jsonText
        }
        switch item {
        case .folder(let folder):
            let text = "\(folder.description ?? "-") \(folder.kind) \(folder.isArchive)"
            return ["folder \(try place(.folder(folder.id))) \(text)"] + (try tokens(.folder(folder.id)))
        case .program(let program):
            let list = try rules(reader.smartList(ofEmailProgram: program.id))
            let text = "\(program.description) \(program.kind) \(program.channel) \(program.tags) \(list)"
            return ["program \(try place(.program(program.id))) \(text)"] + (try tokens(.program(program.id)))
        case .email(let email):
            let bodies = [
                email.description, email.subject, email.fromName, email.fromEmail, email.replyEmail, email.html,
            ]
            let flags = "\(email.text) \(email.isOperational) \(email.isApproved)"
            return ["email \(try place(email.folder)) \(email.name) \(bodies) \(flags)"]
        case .staticList(let list):
            let members = try reader.members(of: list.id, after: nil, limit: 10)
            return ["list \(try place(list.folder)) \(list.name) \(list.description ?? "-") \(members)"]
        case .smartList(let list):
            return ["smart list \(try place(list.folder)) \(list.name) \(list.description ?? "-") \(try rules(list))"]
        case .smartCampaign(let campaign):
            let flow = JSONValue.object(try reader.flowDocument.shortJSON(campaign.flow)).jsonText
            let settings =
                "\(campaign.qualification) \(campaign.maxMembers ?? 0) \(campaign.isCommunicationLimitEnabled)"
            let list = try reader.smartList(of: campaign.id)
            return [
                "campaign \(try place(campaign.folder)) \(campaign.name) \(campaign.description) \(settings)",
                "rules of \(list?.name ?? "-") \(try place(list?.folder)) \(try rules(list))",
                "flow of \(campaign.name) \(flow)",
            ]
        }
    }
}
