import HTTPTypes
import MusterModel
import MusterREST
import MusterStore
import Testing

/// The calls that show, make and change roles.
@Suite struct RoleEndpointsTests {
    private static let uri = "/muster/v1/roles.json"

    @Test("every instance has four roles")
    func planted() async throws {
        try await APIFixture.run { api async throws in
            let answer = try await api.get(Self.uri)
            #expect(answer.names == ["Administrator", "Marketing User", "Read Only", "Integration"])
            let permissions = (answer.result ?? []).map {
                Set(($0.object?["permissions"]?.array ?? []).compactMap(\.text))
            }
            #expect(permissions[0] == Set(Permission.allCases.map(\.rawValue)))
            #expect(permissions[2].allSatisfy { $0.hasPrefix("Read-Only ") } && permissions[2].count == 13)
            for role in permissions[1...] { #expect(!role.contains("Access User Management Api")) }
        }
    }

    @Test("a role is made, and what becomes of it becomes of everyone who has it")
    func made() async throws {
        try await APIFixture.run { api async throws in
            let now = api.clock.now.iso8601
            func record(_ permissions: String) -> String {
                #"{"id":1001,"name":"Listers","permissions":[\#(permissions)],"isSystem":false,"#
                    + #""createdAt":"\#(now)","updatedAt":"\#(now)"}"#
            }
            let answer = try await api.post(
                Self.uri, json: #"{"name":"Listers","permissions":["read-only lead","Read-Only Assets"]}"#)
            #expect(answer.stable == assetAnswer(record(#""Read-Only Assets","Read-Only Lead""#)))
            try await api.store.write { writer in
                _ = try UserAdministration(writer).createUser(
                    "crm@example.com", roles: ["Listers"], permissions: [], clientID: "crm",
                    secretHash: SecretHash.of("s"))
            }
            let signIn = "/identity/oauth/token?grant_type=client_credentials&client_id=crm&client_secret=s"
            let token = try #require(try await api.get(signIn).json?["access_token"]?.text)
            #expect(try await api.call(.get, "/rest/v1/lists.json", token: token).isSuccess)
            let changed = try await api.post("/muster/v1/role/1001.json", json: #"{"permissions":[]}"#)
            #expect(changed.stable == assetAnswer(record("")))
            #expect(try await api.call(.get, "/rest/v1/lists.json", token: token).error?.code == "603")
        }
    }

    @Test(
        "what is refused, and why",
        arguments: [
            (uri, "{}", "701", "name cannot be blank"),
            (uri, #"{"name":"a,b"}"#, "709", "name: 'a,b' is no name of a role: 1 to 255 characters without commas"),
            (uri, #"{"name":"administrator"}"#, "709", "name: there is a role 'administrator' already"),
            (
                uri, #"{"name":"A","permissions":["Execute Campaing","Fly"]}"#, "709",
                "permissions[0]: there is no permission 'Execute Campaing'; did you mean 'Execute Campaign'?"
            ),
            ("/muster/v1/role/9.json", #"{"permissions":[]}"#, "702", "Role not found or it has been deleted"),
            ("/muster/v1/role/1.json", "{}", "701", "permissions cannot be blank"),
            (
                "/muster/v1/role/1.json", #"{"permissions":[]}"#, "709",
                "'Administrator' is a role of every instance; make another"
            ),
        ])
    func refused(uri: String, body: String, code: String, message: String) async throws {
        try await APIFixture.run { api async throws in
            try await api.expectRefusal(code, message, .post, uri, .json(body))
        }
    }

    @Test("a role cannot be emptied when nobody else may manage users")
    func last() async throws {
        try await APIFixture.run { api async throws in
            _ = try await api.post(Self.uri, json: #"{"name":"Chiefs","permissions":["Access User Management Api"]}"#)
            let answer = try await api.post(
                "/muster/v1/user/1001.json", json: #"{"roles":["Chiefs"],"permissions":[]}"#)
            #expect(answer.isSuccess, "\(answer.text)")
            let refused = try await api.post("/muster/v1/role/1001.json", json: #"{"permissions":["Read-Only Lead"]}"#)
            #expect(refused.error?.code == "709")
        }
    }
}
