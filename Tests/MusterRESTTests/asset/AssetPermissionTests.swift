import HTTPTypes
import MusterModel
import Testing

/// Permissions that `PermissionCatalogTests` cannot see: of calls that ask for several, or for none.
@Suite struct AssetPermissionTests {
    private static let reads = [
        "/rest/asset/v1/smartCampaign/1001.json", "/rest/asset/v1/smartCampaign/byName.json?name=A",
        "/rest/asset/v1/smartCampaigns.json", "/rest/asset/v1/smartCampaign/1001/smartList.json",
        "/rest/asset/v1/smartCampaign/flowSteps.json", "/rest/asset/v1/smartCampaign/flowStepTypes.json",
        "/rest/asset/v1/smartCampaign/1001/usedBy.json",
        "/rest/asset/v1/smartList/1001.json", "/rest/asset/v1/smartList/byName.json?name=A",
        "/rest/asset/v1/smartLists.json", "/rest/asset/v1/smartList/rules.json",
        "/rest/asset/v1/smartList/1001/autoSuggest.json", "/rest/asset/v1/smartCampaign/1001/autoSuggest.json",
        "/rest/asset/v1/staticList/1001.json",
        "/rest/asset/v1/staticList/byName.json?name=A", "/rest/asset/v1/staticLists.json",
        "/rest/asset/v1/folder/1.json", "/rest/asset/v1/folder/byName.json?name=A", "/rest/asset/v1/folders.json",
        "/rest/asset/v1/folder/1/content.json", "/rest/asset/v1/folder/1/tokens.json", "/rest/asset/v1/channels.json",
        "/rest/asset/v1/channel/byName.json?name=A", "/rest/asset/v1/tagTypes.json",
        "/rest/asset/v1/tagType/byName.json?name=A",
        "/rest/asset/v1/program/1001.json", "/rest/asset/v1/program/byName.json?name=A", "/rest/asset/v1/programs.json",
        "/rest/asset/v1/program/byTag.json?tagType=A&tagValue=B",
        "/muster/v1/smartList/1001/rules.json", "/muster/v1/smartList/1001/count.json",
        "/muster/v1/smartCampaign/1001/rules.json", "/muster/v1/smartCampaign/1001/flow.json",
        "/muster/v1/smartCampaign/1001/settings.json", "/muster/v1/settings.json",
    ]
    private static let writes = [
        (HTTPRequest.Method.post, "/rest/asset/v1/smartCampaigns.json"), (.post, "/rest/asset/v1/staticLists.json"),
        (.post, "/rest/asset/v1/folders.json"), (.post, "/rest/asset/v1/programs.json"),
        (.post, "/rest/asset/v1/smartCampaign/1001/flows.json"),
        (.post, "/rest/asset/v1/smartCampaign/1001/flow/1/addChoice.json"),
        (.post, "/rest/asset/v1/smartCampaign/1001/flow/1/remove.json"),
        (.post, "/rest/asset/v1/smartCampaign/1001/flow/1/choice/1.json"),
        (.post, "/rest/asset/v1/smartCampaign/1001/flow/1/choice/1/reorder.json"),
        (.post, "/rest/asset/v1/smartCampaign/1001/flow/1/choice/1/remove.json"),
        (.post, "/rest/asset/v1/folder/99.json"), (.post, "/rest/asset/v1/folder/99/delete.json"),
        (.post, "/rest/asset/v1/folder/99/tokens.json"), (.post, "/rest/asset/v1/folder/99/tokens/delete.json"),
        (.post, "/rest/asset/v1/staticList/99.json"), (.post, "/rest/asset/v1/staticList/99/delete.json"),
        (.post, "/muster/v1/smartLists.json"), (.put, "/muster/v1/smartList/1001/rules.json"),
        (.post, "/rest/asset/v1/program/1001.json"), (.post, "/rest/asset/v1/program/1001/clone.json"),
        (.post, "/rest/asset/v1/program/1001/approve.json"), (.post, "/rest/asset/v1/program/1001/unapprove.json"),
        (.post, "/rest/asset/v1/program/1001/delete.json"), (.post, "/rest/asset/v1/program/1001/tag/A.json"),
        (.post, "/rest/asset/v1/program/1001/tag/A/delete.json"), (.post, "/muster/v1/smartLists.json"),
        (.put, "/muster/v1/smartList/1001/rules.json"),
        (.put, "/muster/v1/smartCampaign/1001/rules.json"), (.put, "/muster/v1/smartCampaign/1001/flow.json"),
        (.put, "/muster/v1/smartCampaign/1001/settings.json"), (.put, "/muster/v1/settings.json"),
        (.get, "/rest/asset/v1/smartCampaign/rules.json"), (.post, "/rest/asset/v1/smartList/1001/rules.json"),
        (.post, "/rest/asset/v1/smartList/1001/rule/1001.json"),
        (.post, "/rest/asset/v1/smartList/1001/rule/1001/removeConstraint.json"),
        (.post, "/rest/asset/v1/smartList/1001/rule/1001/delete.json"),
        (.post, "/rest/asset/v1/smartList/1001/rules/delete.json"),
        (.post, "/rest/asset/v1/smartList/1001/reorder.json"),
        (.post, "/rest/asset/v1/smartList/1001/filterLogic.json"),
    ]
    private static let others: [(HTTPRequest.Method, String, Permission)] = [
        (.post, "/rest/asset/v1/smartCampaign/1001/activate.json", .activateCampaign),
        (.post, "/rest/asset/v1/smartCampaign/1001/deactivate.json", .deactivateCampaign),
        (.get, "/muster/v1/smartList/1001/leads.json", .readOnlyLead),
        (.get, "/muster/v1/smartCampaign/1001/runs.json", .readOnlyCampaign),
        (.post, "/muster/v1/clock.json", .executeCampaign),
        (.post, "/muster/v1/import/leads.json", .readWriteLead),
        (.post, "/muster/v1/import/activities.json", .readWriteActivity),
    ]

    @Test(
        "a document may do all that these permissions allow, so applying one needs each of them",
        arguments: [
            Permission.readWriteAssets, .activateCampaign, .deactivateCampaign, .readWriteActivityMetadata,
        ])
    func apply(_ missing: Permission) async throws {
        try await APIFixture.run { api async throws in
            let uri = "/muster/v1/apply.json"
            let without = try await api.token(Set.all.subtracting([missing]))
            #expect(try await api.call(.post, uri, token: without, .json("{}")).error?.code == "603")
            #expect(try await api.call(.post, uri, .json("{}")).error?.code != "603")
        }
    }

    @Test("the time and whether there is work are for everyone with a token", arguments: ["clock", "idle"])
    func tokenOnly(call: String) async throws {
        try await APIFixture.run { api async throws in
            #expect(try await api.call(.get, "/muster/v1/\(call).json", token: try await api.token([])).isSuccess)
            #expect(try await api.call(.get, "/muster/v1/\(call).json", token: .some(nil)).error?.code == "603")
        }
    }
}

extension APIFixture {
    /// Every table but those of clients and tokens.
    func snapshotOfAssets() throws -> [String: [String]] {
        try snapshot().filter { !["api_client", "access_token", "api_user"].contains($0.key) }
    }
}
