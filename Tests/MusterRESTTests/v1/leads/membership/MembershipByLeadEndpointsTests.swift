import HTTPTypes
import MusterModel
import MusterStore
import Testing

/// A lead's static lists, programs and smart campaigns.
@Suite struct MembershipByLeadEndpointsTests {
    private static let words = ["listMembership", "programMembership", "smartCampaignMembership"]

    /// Three lists, programs and campaigns: the first at noon, the others a minute later.
    private static func world(_ api: APIFixture) async throws -> (lead: LeadID, programs: [ProgramID]) {
        let lead = try await api.lead("a@example.com")
        var programs: [ProgramID] = []
        for number in 1...3 {
            if number == 2 { api.clock.move(to: api.clock.now.adding(seconds: 60)) }
            let list = try await api.staticList("List \(number)")
            let program = try await api.store.write { writer in
                let program = try writer.createProgram(
                    name: "P\(number)", kind: number == 3 ? .engagement : .standard,
                    channel: number == 3 ? "Nurture" : "Blog", folder: .folder(SystemAssets.marketingActivities))
                if let progression = try writer.reader.progression(of: program.id),
                    let status = progression.firstStatus
                {
                    try writer.setProgramStatus(status, of: [lead], in: progression, origin: .api)
                }
                try writer.addMembers([lead], to: list, listName: "L", origin: .api)
                return program.id
            }
            programs.append(program)
            let campaign = try await api.triggerCampaign("C\(number)")
            try await api.store.write { writer in
                try writer.rows.execute(
                    """
                    INSERT INTO campaign_member (campaign_id, lead_id, first_entered_at, last_entered_at, entries)
                      VALUES (?, ?, ?, ?, 1)
                    """,
                    [
                        .int(campaign.rawValue), .int(lead.rawValue), .int(writer.now.milliseconds),
                        .int(writer.now.milliseconds),
                    ])
            }
        }
        return (lead, programs)
    }

    private static func ids(_ answer: APIAnswer) -> [Int64] {
        answer.result?.compactMap { $0.object?.members.first?.value.integer } ?? []
    }

    @Test func records() async throws {
        try await APIFixture.run { api in
            let (lead, programs) = try await Self.world(api)
            let (noon, later) = ("2024-03-05T12:00:00Z", "2024-03-05T12:01:00Z")
            let lists = try await api.get("/rest/v1/leads/\(lead)/listMembership.json")
            let newest = Self.ids(lists)
            #expect(newest == newest.sorted(by: >) && newest.count == 3)
            #expect(
                lists.stable.hasPrefix(
                    ##"{"requestId":"#","result":[{"listId":\##(newest[0]),"createdAt":"\##(later)","updatedAt":"\##(later)"},"##
                ))
            #expect(
                lists.stable.hasSuffix(
                    ##"{"listId":\##(newest[2]),"createdAt":"\##(noon)","updatedAt":"\##(noon)"}],"success":true,"moreResult":false}"##
                ))
            let inPrograms = try await api.get(
                "/rest/v1/leads/\(lead)/programMembership.json?filterType=programId&filterValues=\(programs[0]),\(programs[2])"
            )
            #expect(
                inPrograms.stable == ##"""
                    {"requestId":"#","result":[{"id":\##(programs[2]),"progressionStatus":"Member","isExhausted":false,"acquiredBy":false,"reachedSuccess":false,"membershipDate":"\##(later)","updatedAt":"\##(later)","stream":"Stream 1","nurtureCadence":"norm"},{"id":\##(programs[0]),"progressionStatus":"Member","isExhausted":false,"acquiredBy":true,"reachedSuccess":false,"membershipDate":"\##(noon)","updatedAt":"\##(noon)"}],"success":true,"moreResult":false}
                    """##)
            let campaigns = try await api.get("/rest/v1/leads/\(lead)/smartCampaignMembership.json")
            let first = try #require(Self.ids(campaigns).first)
            #expect(
                campaigns.stable.hasPrefix(
                    ##"{"requestId":"#","result":[{"smartCampaignId":\##(first),"createdAt":"\##(later)","updatedAt":"\##(later)"},"##
                ))
        }
    }

    @Test(arguments: words)
    func pagesNeitherSkipNorRepeat(word: String) async throws {
        try await APIFixture.run { api in
            let (lead, _) = try await Self.world(api)
            let uri = "/rest/v1/leads/\(lead)/\(word).json"
            let all = Self.ids(try await api.get(uri))
            var paged: [Int64] = []
            var next = uri + "?batchSize=1"
            while true {
                let page = try await api.get(next)
                paged += Self.ids(page)
                #expect(page.json?["moreResult"] == .boolean(page.token != nil))
                guard let token = page.token, paged.count < 5 else { break }
                next = uri + "?batchSize=1&nextPageToken=\(token)"
            }
            #expect(paged == all && all.count == 3)
        }
    }

    @Test(arguments: words.dropFirst())
    func momentsAreInclusive(word: String) async throws {
        try await APIFixture.run { api in
            let (lead, _) = try await Self.world(api)
            func count(_ window: String) async throws -> Int {
                Self.ids(try await api.get("/rest/v1/leads/\(lead)/\(word).json?\(window)")).count
            }
            #expect(try await count("latestUpdatedAt=2024-03-05T12:00:00Z") == 1)
            #expect(try await count("earliestUpdatedAt=2024-03-05T12:01:00Z") == 2)
            #expect(try await count("earliestUpdatedAt=2024-03-06") == 0)
        }
    }

    @Test(arguments: words)
    func refusals(word: String) async throws {
        try await APIFixture.run { api in
            let lead = try await api.lead("a@example.com")
            let uri = "/rest/v1/leads/\(lead)/\(word).json"
            try await api.expectRefusal("1004", "Lead '99' not found", .get, "/rest/v1/leads/99/\(word).json")
            try await api.expectRefusal("1003", "Invalid nextPageToken", .get, uri + "?nextPageToken=AAAA")
            try await api.expectRefusal("1003", "Invalid value for 'batchSize': 0", .get, uri + "?batchSize=0")
            let denied = try await api.call(.get, uri, token: try await api.token([.readWriteLead]))
            #expect(denied.error?.code == "603")
            guard word != "listMembership" else { return }
            try await api.expectRefusal("1003", "Invalid date format", .get, uri + "?earliestUpdatedAt=noon")
        }
    }

    @Test(arguments: [
        ("filterType=name&filterValues=1", "1003", "Invalid value for 'filterType': name"),
        ("filterType=programId", "1002", "Missing value for the required parameter 'filterValues'"),
        ("filterType=programId&filterValues=x", "1001", "Invalid value 'x'. Required of type 'Integer'"),
    ])
    func filterRefusals(query: String, code: String, message: String) async throws {
        try await APIFixture.run { api in
            let lead = try await api.lead("a@example.com")
            try await api.expectRefusal(code, message, .get, "/rest/v1/leads/\(lead)/programMembership.json?\(query)")
        }
    }
}
