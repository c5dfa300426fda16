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
            for role in permissions[1...] {
                #expect(role.isDisjoint(with: ["Access User Management Api", "Manage Instance"]))
            }
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
                _ = try UserAdministration(writer, holding: .all).createUser(
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

    @Test("a role cannot be reduced when nobody else holds every permission")
    func last() async throws {
        try await APIFixture.run { api async throws in
            let all = JSONValue.array(Set.all.names.map { .string($0) }).jsonText
            _ = try await api.post(Self.uri, json: #"{"name":"Chiefs","permissions":\#(all)}"#)
            let answer = try await api.post(
                "/muster/v1/user/1001.json", json: #"{"roles":["Chiefs"],"permissions":[]}"#)
            #expect(answer.isSuccess, "\(answer.text)")
            let less = JSONValue.array(Set.all.subtracting([.approveAssets]).names.map { .string($0) }).jsonText
            let refused = try await api.post("/muster/v1/role/1001.json", json: #"{"permissions":\#(less)}"#)
            #expect(refused.error?.code == "709")
            #expect(refused.error?.message == "nobody would be left who holds every permission")
        }
    }

    @Test("nobody makes a role of what he does not hold, or changes one of people who hold more")
    func beyond() async throws {
        try await APIFixture.run { api async throws in
            let token = try await api.user("chief@example.com", [.accessUserManagementAPI, .readWriteLead])
            func expect(_ isAllowed: Bool, _ uri: String, _ body: String) async throws {
                let answer = try await api.call(.post, uri, token: token, .json(body))
                #expect(answer.error?.code == (isAllowed ? nil : "603"), "\(body): \(answer.text)")
            }
            try await expect(false, Self.uri, #"{"name":"A","permissions":["Read-Only Assets"]}"#)
            try await expect(true, Self.uri, #"{"name":"B","permissions":["Read-Only Lead"]}"#)
            try await expect(false, "/muster/v1/role/1001.json", #"{"permissions":["Manage Instance"]}"#)
            try await expect(true, "/muster/v1/role/1001.json", #"{"permissions":["Read-Write Lead"]}"#)
            _ = try await api.post(Self.uri, json: #"{"name":"C","permissions":["Read-Only Assets"]}"#)
            try await expect(false, "/muster/v1/role/1002.json", #"{"permissions":[]}"#)
            _ = try await api.post(
                "/muster/v1/users.json",
                json: #"{"name":"more@example.com","roles":["B"],"permissions":["Activate Campaign"]}"#)
            try await expect(false, "/muster/v1/role/1001.json", #"{"permissions":[]}"#)
        }
    }
}
