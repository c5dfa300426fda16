import MusterEngine
import MusterModel
import MusterStore
import Testing

/// The instance of Adobe's pages "Smart Campaigns" and "Smart Lists" as it was when a request was sent:
/// everything the pages show that had been made by then.
struct SeedDatabase {
    /// Where two pairs contradict each other, the state one of them needs.
    enum Fixture: String, Sendable {
        case usual = ""
        case campaignIsActive = "campaign 1069 is active"
        /// The page shows the same list as one of its own, as a campaign's and as a program's.
        case listOfCampaign = "list 4363 belongs to a campaign"
        case listOfProgram = "list 4363 belongs to an e-mail program"
    }

    private let api: APIFixture
    private let exchange: SeedExchange

    init(_ api: APIFixture, _ exchange: SeedExchange) {
        self.api = api
        self.exchange = exchange
    }

    func plant() async throws {
        if let url = exchange.appURL { try await api.setAppURL(url) }
        try await plantFolders()
        try await plantSmartCampaigns()
        try await plantCampaigns()
        try await plantSmartLists()
        try await plantProgramList()
        for (sequence, id) in exchange.nextIDs { try await api.next(sequence, id) }
    }

    private func isMade(_ created: String) throws -> Bool { try #require(Instant(text: created)) < exchange.clock }

    private func plantFolders() async throws {
        for (id, name, parent) in [
            (Int64(327), "Tests", APIFixture.campaigns), (640, "Campaigns", APIFixture.campaigns),
            (31, "Segments", APIFixture.smartLists),
        ] {
            try await api.next(.folder, id)
            try await api.folder(name, in: parent)
        }
    }

    // MARK: Smart campaigns

    private struct Campaign {
        var id: Int64
        var listID: Int64
        var flowID: Int64
        var name: String
        var description = ""
        var folder: Int64?
        var isTrigger = false
        var isLimited = false
        var created: String
        var updated: String?
    }

    private static let smartCampaigns = [
        Campaign(
            id: 1001, listID: 1001, flowID: 1001, name: "Process Bounced Emails",
            description: "System smart campaign for processing bounced email events", created: "2016-09-10T23:16:19Z"),
        Campaign(
            id: 1002, listID: 1002, flowID: 1002, name: "Process Unsubscribes",
            description: "System smart campaign for processing unsubscribe events", created: "2016-09-10T23:16:19Z"),
        Campaign(
            id: 1069, listID: 2747, flowID: 1088, name: "Test Trigger Campaign", folder: 327, isTrigger: true,
            created: "2018-02-16T01:34:39Z", updated: "2019-08-13T00:45:21Z"),
        Campaign(
            id: 1076, listID: 5132, flowID: 1095, name: "Smart Campaign 02",
            description: "This is a smart campaign creation test.", folder: 640, isLimited: true,
            created: "2019-08-14T17:42:04Z"),
        Campaign(
            id: 1077, listID: 5135, flowID: 1096, name: "Test Trigger Campaign Clone",
            description: "This is a smart campaign clone test.", folder: 640, isTrigger: true,
            created: "2019-08-15T03:01:41Z"),
    ]

    private func plantSmartCampaigns() async throws {
        for campaign in Self.smartCampaigns where try isMade(campaign.created) {
            try await api.next(.smartCampaign, campaign.id)
            try await api.next(.smartList, campaign.listID)
            try await api.next(.flow, campaign.flowID)
            try await api.campaign(
                campaign.name, in: campaign.folder.map { FolderReference(.folder, $0) },
                rules: campaign.isTrigger ? #"{"triggers":[{"Person is Created":{}}],"filters":[]}"# : nil,
                flow: campaign.isTrigger
                    ? #"{"flow":[{"Change Score":{"Score Name":"Lead Score","Change":"+1"}}]}"# : nil
            ) {
                $0.description = campaign.description
                $0.isCommunicationLimitEnabled = campaign.isLimited
            }
            if exchange.fixture == .campaignIsActive, campaign.id == 1069 {
                try await api.engine.commands.activate(1069)
            }
            try await api.stamp(
                "smart_campaign", campaign.id, created: campaign.created, updated: campaign.updated)
        }
    }

    /// A batch campaign and a requestable one, the tokens they override, and the leads of the request.
    private func plantCampaigns() async throws {
        try await api.next(.program, 1040)
        let program = FolderReference.program(try await api.program("Messages"))
        try await api.store.write { writer in
            for name in ["message", "other token"] {
                try writer.setToken(MyToken(name: name, kind: .text, value: "As it was"), in: program)
            }
        }
        let flow = #"{"flow":[{"Change Data Value":{"Attribute":"Job Title","New Value":"{{my.message}}"}}]}"#
        for sequence in [IDSequence.smartCampaign, .smartList, .flow] { try await api.next(sequence, 3712) }
        let requested = try await api.campaign(
            "Request me", in: program,
            rules: #"{"triggers":[{"Campaign is Requested":{"Source":"Web Service API"}}],"filters":[]}"#, flow: flow)
        try await api.engine.commands.activate(requested)
        try await api.campaign(
            "Schedule me", in: program, rules: #"{"filters":[{"Email Address":{"is not empty":null}}]}"#, flow: flow)
        try await api.next(.lead, 318_592)
        for address in ["first@example.com", "second@example.com"] { try await api.lead(address) }
    }

    // MARK: Smart lists

    private func plantSmartLists() async throws {
        for (id, name, created, updated) in [
            (Int64(283_988), "2018 Leads", "2008-10-07T15:20:39Z", "2010-04-13T15:34:32Z"),
            (299_697, "Active Prospects", "2008-10-17T02:09:49Z", "2010-03-27T18:27:46Z"),
            (400_517, "Leads by Score", "2009-01-07T18:52:52Z", "2010-04-13T15:36:09Z"),
            (788_645, "2018 Leads Qualified", "2018-06-21T19:34:32Z", "2018-06-21T19:34:32Z"),
        ] where try isMade(created) {
            try await api.next(.smartList, id)
            try await api.smartList(
                name, in: FolderReference(.folder, 31), rules: #"{"filters":[{"Lead Score":{"at least":10}}]}"#)
            try await api.stamp("smart_list", id, created: created, updated: updated)
        }
    }

    private static let listRules = """
        {"filters":[{"Visited Web Page":{"Web Page":"Program Test.Landing Page Test 01","Browser":"Chrome",\
        "Date of Activity":{"in past":"30 days"}}}]}
        """

    /// Program 1041 with list 4363 in it, which has a place and a name of its own, or those of its owner.
    private func plantProgramList() async throws {
        let created = "2019-06-03T23:01:13Z"
        guard try isMade(created) else { return }
        let (name, program) = ("Smart List Test 01", ProgramID(1041))
        try await api.next(.program, program.rawValue)
        try await api.next(.rule, 459)
        switch exchange.fixture {
        case .usual, .campaignIsActive:
            try await api.program("Program Test")
            try await api.next(.smartList, 4363)
            try await api.smartList(name, in: .program(program), rules: Self.listRules)
        case .listOfCampaign:
            try await api.program("Program Test")
            try await api.next(.smartList, 4363)
            try await api.next(.smartCampaign, 1070)
            try await api.campaign(name, in: .program(program), rules: Self.listRules)
        case .listOfProgram:
            try await api.next(.smartList, 4363)
            try await api.program(name, kind: .email, channel: "Email Send")
        }
        try await api.stamp("smart_list", 4363, created: created, updated: "2019-06-04T17:37:45Z")
    }
}

extension APIFixture {
    func setAppURL(_ url: String) async throws {
        try await store.write { writer in
            var settings = writer.catalogs.settings
            settings.appURL = url
            try writer.setSettings(settings)
        }
    }
}
