import HTTPTypes
import MusterModel
import MusterStore
import Testing

/// Who uses a smart campaign.
@Suite struct GetSmartCampaignUsedByEndpointTests {
    private static let uri = "/rest/asset/v1/smartCampaign/1001/usedBy.json"

    /// The campaign 1001 and three users: the campaigns *Request it* (changed second) and *late*
    /// (changed last), and the list *Members* (changed first).
    private static func prepare(_ api: APIFixture) async throws {
        try await api.triggerCampaign("Used")
        let program = try await api.program("Spring")
        let request = try await api.campaign(
            "Request it", in: .program(program), flow: #"{"flow":[{"Request Campaign":"Used"}]}"#)
        let late = try await api.campaign(
            "late",
            rules: #"{"triggers":[{"Person is Created":{}}],"filters":[{"Member of Smart Campaign":{"in":"Used"}}]}"#)
        let list = try await api.smartList(
            "Members", rules: #"{"filters":[{"Member of Smart Campaign":{"in":"Used"}}]}"#)
        try await api.campaign("Stranger", flow: #"{"flow":[{"Remove from Flow":"this campaign"}]}"#)
        try await api.stamp("smart_list", list.rawValue, created: "2024-01-01")
        try await api.stamp("smart_campaign", request.rawValue, created: "2024-01-02")
        try await api.stamp("smart_campaign", late.rawValue, created: "2024-01-03")
    }

    private static func names(_ answer: APIAnswer) -> [String] {
        (answer.record?["usedBy"]?.array ?? []).compactMap { $0.object?["name"]?.text }
    }

    @Test("newest first, with the count as text")
    func golden() async throws {
        try await APIFixture.run { api async throws in
            try await Self.prepare(api)
            let list = try await api.get("/rest/asset/v1/smartList/byName.json?name=Members")
            let id = try #require(list.record?["id"]?.integer)
            let program = try await api.get("/rest/asset/v1/program/byName.json?name=Spring")
            let programID = try #require(program.record?["id"]?.integer)
            #expect(
                try await api.get(Self.uri).stable
                    == assetAnswer(
                        """
                        {"usedByCount":"3","usedBy":[\
                        {"id":1003,"name":"late","compType":"Smart Campaign","subType":"trigger","status":"Inactive",\
                        "updatedAt":"2024-01-03T00:00:00Z+0000","programId":null,"accessZoneId":1},\
                        {"id":1002,"name":"Request it","compType":"Smart Campaign","subType":"batch",\
                        "status":"Never Run","updatedAt":"2024-01-02T00:00:00Z+0000","programId":\(programID),\
                        "accessZoneId":1},\
                        {"id":\(id),"name":"Members","compType":"Smart List","subType":null,"status":null,\
                        "updatedAt":"2024-01-01T00:00:00Z+0000","programId":null,"accessZoneId":1}]}
                        """))
        }
    }

    @Test(
        "order, part of the name and page",
        arguments: [
            ("order=asc", "3", ["Members", "Request it", "late"]),
            ("sortByColumn=updatedAt&order=DESC", "3", ["late", "Request it", "Members"]),
            ("sortByColumn=name&order=asc", "3", ["late", "Members", "Request it"]),
            ("sortByColumn=name", "3", ["Request it", "Members", "late"]),
            ("query=EM", "1", ["Members"]), ("query=x", "0", []), ("offset=1&maxReturn=1", "3", ["Request it"]),
            ("offset=9", "3", []), ("maxReturn=50", "3", ["late", "Request it", "Members"]),
            ("offset=9223372036854775807", "3", []),
        ])
    func selection(query: String, count: String, names: [String]) async throws {
        try await APIFixture.run { api async throws in
            try await Self.prepare(api)
            let answer = try await api.get("\(Self.uri)?\(query)")
            #expect(Self.names(answer) == names)
            #expect(answer.record?["usedByCount"] == .string(count))
        }
    }

    @Test("a campaign that nobody uses, and one that is not there")
    func none() async throws {
        try await APIFixture.run { api async throws in
            try await api.campaign("A")
            #expect(try await api.get(Self.uri).stable == assetAnswer(#"{"usedByCount":"0","usedBy":[]}"#))
            let missing = "/rest/asset/v1/smartCampaign/7/usedBy.json"
            #expect(try await api.get(missing).stable == noAssetsAnswer)
        }
    }

    @Test(
        "parameters that are refused",
        arguments: [
            ("maxReturn=51", "701", "maxReturn cannot be greater than 50"),
            ("maxReturn=0", "701", "maxReturn cannot be less than 1"),
            ("offset=-1", "701", "offset cannot be less than 0"),
            ("offset=a", "1001", "Invalid value 'a'. Required of type 'Integer'"),
            ("sortByColumn=id", "1003", "Invalid value for 'sortByColumn': id"),
            ("order=up", "1003", "Invalid value for 'order': up"),
        ])
    func refused(query: String, code: String, message: String) async throws {
        try await APIFixture.run { api async throws in
            try await Self.prepare(api)
            try await api.expectRefusal(code, message, .get, "\(Self.uri)?\(query)")
        }
    }
}
