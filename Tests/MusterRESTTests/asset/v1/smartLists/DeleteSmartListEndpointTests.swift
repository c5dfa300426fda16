import HTTPTypes
import MusterModel
import MusterStore
import Testing

@Suite struct DeleteSmartListEndpointTests {
    @Test("a list goes and its name is free")
    func deleted() async throws {
        try await APIFixture.run { api async throws in
            try await api.smartList("Old", rules: #"{"filters":[{"Country":"Germany"}]}"#)
            let uri = "/rest/asset/v1/smartList/1001/delete.json"
            #expect(try await api.call(.post, uri).stable == assetAnswer(#"{"id":1001}"#))
            #expect(try await api.get("/rest/asset/v1/smartList/1001.json").stable == noAssetsAnswer)
            #expect(try await api.smartList("Old") == SmartListID(1002))
            try await api.expectRefusal("702", "Smart List not found or it has been deleted", .post, uri)
        }
    }

    @Test(
        "what keeps it",
        arguments: [
            ("1001", "709", "Cannot delete Smart List. It is in use by another asset"),
            ("1003", "709", "Cannot delete Smart List. It belongs to a Smart Campaign"),
            ("1004", "709", "Cannot delete Smart List. It belongs to an Email Program"),
            ("2", "702", "Smart List not found or it has been deleted"),
            ("99", "702", "Smart List not found or it has been deleted"),
            ("0", "1001", "Invalid value '0'. Required of type 'Integer'"),
        ])
    func refused(id: String, code: String, message: String) async throws {
        try await APIFixture.run { api async throws in
            try await api.smartList("Inner")
            try await api.smartList("Outer", rules: #"{"filters":[{"Member of Smart List":{"in":"Inner"}}]}"#)
            try await api.campaign("Campaign")
            try await api.program("Send", kind: .email, channel: "Email Send")
            try await api.expectRefusal(code, message, .post, "/rest/asset/v1/smartList/\(id)/delete.json")
        }
    }
}
