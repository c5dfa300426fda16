import HTTPTypes
import MusterAudience
import MusterAuthoring
import MusterEngine
import MusterModel
import MusterRules
import MusterStore
import Testing

/// Approve Program and Unapprove Program.
@Suite struct ApproveProgramEndpointTests {
    private static let uri = "/rest/asset/v1/program/1001"

    /// What an e-mail program may lack.
    enum Gap: CaseIterable, Sendable { case nothing, endDate, email, approvedEmail, filters, list }

    private static func make(_ api: APIFixture, without gap: Gap) async throws {
        let list = try await api.staticList("VIPs")
        try await api.store.write { writer in
            let program = try writer.createProgram(
                name: "Mail", kind: .email, channel: "Email Send", folder: APIFixture.campaigns,
                startDate: writer.now, endDate: gap == .endDate ? nil : writer.now.adding(seconds: 3600))
            if gap != .email {
                _ = try writer.createEmail(
                    name: "Hello", folder: .program(program.id), subject: "s", fromName: "f", fromEmail: "f@x.com",
                    replyEmail: "f@x.com", html: "", isApproved: gap != .approvedEmail)
            }
            if gap != .filters, let own = try writer.reader.smartList(ofEmailProgram: program.id) {
                let rules = try writer.reader.ruleDocument.read(
                    JSONParser.parse(#"{"filters":[{"Member of List":"VIPs"}]}"#), allowsTriggers: false)
                try CampaignAuthoring(writer).setRules(rules, of: own.id)
            }
            if gap == .list { try writer.deleteStaticList(list) }
        }
    }

    @Test("a complete e-mail program is locked, and unlocked again")
    func approved() async throws {
        try await APIFixture.run { api async throws in
            try await Self.make(api, without: .nothing)
            for (call, status) in [("approve", "locked"), ("unapprove", "unlocked"), ("approve", "locked")] {
                let answer = try await api.post("\(Self.uri)/\(call).json", form: "")
                #expect(answer.stable == assetAnswer(#"{"id":1001}"#))
                #expect(try await api.get("\(Self.uri).json").record?["status"] == .string(status))
            }
            try await api.expectRefusal(
                "709", "Cannot approve program. It is already approved", .post, "\(Self.uri)/approve.json")
            #expect(try await api.get("/rest/asset/v1/programs.json?status=locked").names == ["Mail"])
        }
    }

    @Test(
        "what is missing is said",
        arguments: [
            (.endDate, "It must have a start date and an end date"), (.email, "It must have an approved email"),
            (.approvedEmail, "It must have an approved email"), (.filters, "Its smart list has no filters"),
            (.list, nil),
        ] as [(Gap, String?)])
    func incomplete(gap: Gap, reason: String?) async throws {
        try await APIFixture.run { api async throws in
            try await Self.make(api, without: gap)
            let message = reason.map { "Cannot approve program. \($0)" }
            try await api.expectRefusal("709", message, .post, "\(Self.uri)/approve.json")
        }
    }

    @Test(
        "bad calls",
        arguments: [
            ("1001/unapprove", "709", "Cannot unapprove program. It is not approved"),
            ("1002/approve", "709", "Cannot approve program. Only Email programs can be approved"),
            ("1002/unapprove", "709", "Cannot unapprove program. Only Email programs can be unapproved"),
            ("7/approve", "702", "Program not found or it has been deleted"),
            ("7/unapprove", "702", "Program not found or it has been deleted"),
        ])
    func refused(call: String, code: String, message: String) async throws {
        try await APIFixture.run { api async throws in
            try await Self.make(api, without: .nothing)
            try await api.program("Spring")
            try await api.expectRefusal(code, message, .post, "/rest/asset/v1/program/\(call).json")
        }
    }
}
