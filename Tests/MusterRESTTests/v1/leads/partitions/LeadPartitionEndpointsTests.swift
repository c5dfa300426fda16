import HTTPTypes
import MusterModel
import MusterStore
import Testing

@Suite struct LeadPartitionEndpointsTests {
    private static let uri = "/rest/v1/leads/partitions.json"

    @Test func thereIsOnePartition() async throws {
        try await APIFixture.run { api async throws in
            #expect(
                try await api.get(Self.uri).stable == ##"""
                    {"requestId":"#","result":[{"id":1,"name":"Default","description":"Initial system lead partition"}],"success":true}
                    """##)
        }
    }

    @Test func leadsAreAndStayInIt() async throws {
        try await APIFixture.run { api in
            let lead = try await api.lead("a@example.com")
            let before = try api.snapshot()
            let answer = try await api.post(
                Self.uri,
                json: #"""
                    {"input":[{"id":\#(lead),"partitionName":"Default"},{"id":"\#(lead)","partitionName":"Europe"},
                    {"id":\#(lead)},{"id":99,"partitionName":"Default"}]}
                    """#)
            #expect(
                answer.stable == ##"""
                    {"requestId":"#","result":[{"id":\##(lead),"status":"updated"},{"id":\##(lead),"status":"skipped","reasons":[{"code":"1003","message":"Partition 'Europe' not found"}]},{"id":\##(lead),"status":"skipped","reasons":[{"code":"1009","message":"Partition name must be specified"}]},{"id":99,"status":"skipped","reasons":[{"code":"1004","message":"Lead not found"}]}],"success":true}
                    """##)
            #expect(try api.snapshot() == before)
        }
    }

    @Test(arguments: [
        ("{}", "1003", "Leads not specified"),
        (#"{"input":[]}"#, "1003", "Leads not specified"),
        (#"{"input":[{"partitionName":"Default"}]}"#, "1002", "Missing value for the required parameter 'id'"),
        (#"{"input":[{"id":"x","partitionName":"Default"}]}"#, "1001", "Invalid value 'x'. Required of type 'Integer'"),
        (#"{"input":[{"id":1,"partitionName":{}}]}"#, "1001", "Invalid value '{}'. Required of type 'String'"),
    ])
    func refusals(json: String, code: String, message: String) async throws {
        try await APIFixture.run { api in try await api.expectRefusal(code, message, .post, Self.uri, .json(json)) }
    }
}
