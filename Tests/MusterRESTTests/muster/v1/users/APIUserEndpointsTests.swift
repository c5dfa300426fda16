import HTTPTypes
import MusterModel
import MusterREST
import MusterStore
import Testing

/// The calls that make, show, change and remove API users.
@Suite struct APIUserEndpointsTests {
    private static let uri = "/muster/v1/users.json"

    private struct Made {
        let id: Int64
        let clientID: String
        let secret: String
    }

    private static func make(_ api: APIFixture, _ body: String) async throws -> Made {
        let answer = try await api.post(uri, json: body)
        let record = try #require(answer.record, "\(answer.text)")
        return Made(
            id: try #require(record["id"]?.integer), clientID: try #require(record["clientId"]?.text),
            secret: try #require(record["clientSecret"]?.text))
    }

    private static func signIn(_ api: APIFixture, _ client: String, _ secret: String) async throws -> APIAnswer {
        let query = "grant_type=client_credentials&client_id=\(client)&client_secret=\(secret)"
        return try await api.call(.get, "/identity/oauth/token?\(query)", token: .some(nil))
    }

    private static func token(_ api: APIFixture, _ made: Made) async throws -> String {
        let answer = try await signIn(api, made.clientID, made.secret)
        #expect(answer.json?["scope"]?.text == "crm@example.com")
        return try #require(answer.json?["access_token"]?.text)
    }

    @Test("a user is made with a client that signs in, and its secret is told once")
    func made() async throws {
        try await APIFixture.run { api async throws in
            let answer = try await api.post(
                Self.uri, json: #"{"name":"crm@example.com","roles":["read only"],"permissions":["Activate Campaign"]}"#
            )
            let record = try #require(answer.record)
            let (id, secret) = (record["clientId"]?.text ?? "", record["clientSecret"]?.text ?? "")
            #expect(id.count == 16 && secret.count == 32)
            #expect(answer.stable == assetAnswer(#"{"id":1002,"clientId":"\#(id)","clientSecret":"\#(secret)"}"#))
            let list = try await api.get(Self.uri)
            let now = api.clock.now.iso8601
            #expect(list.result?.count == 2)
            #expect(
                list.result?.last?.jsonText
                    == #"{"id":1002,"name":"crm@example.com","roles":["Read Only"],"permissions":["Activate Campaign"],"#
                    + #""clientIds":["\#(id)"],"createdAt":"\#(now)","updatedAt":"\#(now)"}"#)
            #expect(!list.text.contains(secret))
            #expect(try !api.snapshot().values.joined().contains { $0.contains(secret) }, "only its hash is stored")

            let token = try await Self.token(api, Made(id: 1002, clientID: id, secret: secret))
            #expect(try await api.call(.get, "/rest/v1/lists.json", token: token).isSuccess)
            let activate = "/rest/asset/v1/smartCampaign/1/activate.json"
            #expect(try await api.call(.post, activate, token: token).error?.code == "702")
            #expect(try await api.call(.post, "/rest/v1/leads.json", token: token).error?.code == "603")
            #expect(try await api.call(.get, Self.uri, token: token).error?.code == "603")
        }
    }

    @Test("a new secret ends the old one and its tokens")
    func secret() async throws {
        try await APIFixture.run { api async throws in
            let made = try await Self.make(api, #"{"name":"crm@example.com","roles":["Read Only"]}"#)
            let token = try await Self.token(api, made)
            let answer = try await api.post("/muster/v1/user/\(made.id)/secret.json", form: "")
            let secret = try #require(answer.record?["clientSecret"]?.text)
            #expect(
                answer.stable
                    == assetAnswer(#"{"id":\#(made.id),"clientId":"\#(made.clientID)","clientSecret":"\#(secret)"}"#))
            #expect(try await api.call(.get, "/rest/v1/lists.json", token: token).error?.code == "601")
            #expect(try await Self.signIn(api, made.clientID, made.secret).status == .unauthorized)
            let next = try await Self.token(api, Made(id: made.id, clientID: made.clientID, secret: secret))
            #expect(next != token)
            #expect(try await api.call(.get, "/rest/v1/lists.json", token: next).isSuccess)
        }
    }

    @Test("one of several clients can be removed, and its tokens end; the others go on")
    func removedClient() async throws {
        try await APIFixture.run { api async throws in
            let other = try await api.token([.readOnlyLead])
            let uri = "/muster/v1/user/1001/client/delete.json"
            let sentence = "nobody would be left who holds every permission"
            try await api.expectRefusal(
                "709", sentence, .post, uri, .json(#"{"clientId":"\#(APIFixture.clientID)"}"#))
            let answer = try await api.post(uri, json: #"{"clientId":"client of Read-Only Lead"}"#)
            #expect(answer.record?["clientIds"] == [.string(APIFixture.clientID)], "\(answer.text)")
            #expect(try await api.call(.get, "/rest/v1/lists.json", token: other).error?.code == "601")
            #expect(
                try await Self.signIn(api, "client%20of%20Read-Only%20Lead", APIFixture.secret).status == .unauthorized)
            #expect(try await api.get(Self.uri).isSuccess)
            try await api.expectRefusal(
                "709",
                "clientId: '\(APIFixture.clientID)' is the only service of 'api@example.com'; "
                    + "remove the user, or give it a new secret",
                .post, uri, .json(#"{"clientId":"\#(APIFixture.clientID)"}"#))
        }
    }

    @Test("roles count from the next call on, and so does the end of a user")
    func changed() async throws {
        try await APIFixture.run { api async throws in
            let made = try await Self.make(api, #"{"name":"crm@example.com","roles":["Read Only"]}"#)
            let token = try await Self.token(api, made)
            func mayRead() async throws -> Bool {
                try await api.call(.get, "/rest/v1/lists.json", token: token).isSuccess
            }
            #expect(try await mayRead())
            let uri = "/muster/v1/user/\(made.id).json"
            let answer = try await api.post(uri, json: #"{"roles":[],"permissions":["Execute Campaign"]}"#)
            #expect(answer.record?["roles"] == [] && answer.record?["permissions"] == ["Execute Campaign"])
            #expect(try await !mayRead())
            let other = try await api.post(uri, json: #"{"roles":["Integration"]}"#)
            #expect(other.record?["permissions"] == ["Execute Campaign"], "what is not given stays")
            #expect(try await mayRead())
            let removed = try await api.post("/muster/v1/user/\(made.id)/delete.json", form: "")
            #expect(removed.stable == assetAnswer(#"{"id":\#(made.id)}"#))
            #expect(try await api.call(.get, "/rest/v1/lists.json", token: token).error?.code == "601")
            #expect(try await Self.signIn(api, made.clientID, made.secret).status == .unauthorized)
            #expect(try await api.get(Self.uri).result?.count == 1)
        }
    }

    @Test("the last user who holds every permission stays, and goes on to hold them")
    func last() async throws {
        try await APIFixture.run { api async throws in
            let sentence = "nobody would be left who holds every permission"
            try await api.expectRefusal("709", sentence, .post, "/muster/v1/user/1001/delete.json")
            try await api.expectRefusal(
                "709", sentence, .post, "/muster/v1/user/1001.json", .json(#"{"permissions":[]}"#))
            let made = try await Self.make(api, #"{"name":"crm@example.com","roles":["Administrator"]}"#)
            let token = try await Self.token(api, made)
            #expect(try await api.call(.post, "/muster/v1/user/1001/delete.json", token: token).isSuccess)
            #expect(try await api.get(Self.uri).error?.code == "601")
            #expect(
                try await api.call(.post, "/muster/v1/user/\(made.id)/delete.json", token: token).error?.message
                    == sentence)
        }
    }

    @Test("a user gives others, and itself, only what it holds")
    func givesWhatItHolds() async throws {
        try await APIFixture.run { api async throws in
            let held: Set<Permission> = [.accessUserManagementAPI, .readWriteLead, .readOnlyAssets]
            let token = try await api.user("chief@example.com", held)
            let itself = try api.userID("chief@example.com")
            let before = try api.snapshot()
            let rows: [(uri: String, body: String)] = [
                ("/muster/v1/user/\(itself).json", #"{"roles":["Administrator"]}"#),
                ("/muster/v1/user/\(itself).json", #"{"roles":["Read Only"]}"#),
                (
                    "/muster/v1/user/\(itself).json",
                    #"{"permissions":["Access User Management Api","Manage Instance"]}"#
                ),
                (Self.uri, #"{"name":"new@example.com","roles":["Administrator"]}"#),
                (Self.uri, #"{"name":"new@example.com","permissions":["Read-Write Assets"]}"#),
            ]
            for row in rows {
                let answer = try await api.call(.post, row.uri, token: token, .json(row.body))
                #expect(answer.error?.code == "603", "\(row): \(answer.text)")
                #expect(answer.error?.message.hasPrefix("Access denied: nobody gives what he does not hold") == true)
            }
            #expect(try api.snapshot() == before)
            let given = #"{"name":"new@example.com","permissions":["Read-Only Lead","Read-Only Assets"]}"#
            #expect(
                try await api.call(.post, Self.uri, token: token, .json(given)).isSuccess, "a part, and what it implies"
            )
        }
    }

    @Test("nobody changes, removes, or makes a secret for a user who holds more")
    func holdsMore() async throws {
        try await APIFixture.run { api async throws in
            let token = try await api.user("chief@example.com", [.accessUserManagementAPI, .readOnlyLead])
            let equal = try await Self.make(api, #"{"name":"equal@example.com","permissions":["Read-Only Lead"]}"#)
            let more = try await Self.make(api, #"{"name":"more@example.com","roles":["Read Only"]}"#)
            let before = try api.snapshot()
            for user in [more.id, try api.userID("api@example.com")] {
                for (call, body) in [
                    (".json", #"{"permissions":[]}"#), (".json", #"{"roles":[]}"#), ("/delete.json", "{}"),
                    ("/secret.json", #"{"clientId":"\#(user == more.id ? more.clientID : APIFixture.clientID)"}"#),
                    (
                        "/client/delete.json",
                        #"{"clientId":"\#(user == more.id ? more.clientID : APIFixture.clientID)"}"#
                    ),
                ] {
                    let answer = try await api.call(.post, "/muster/v1/user/\(user)\(call)", token: token, .json(body))
                    #expect(answer.error?.code == "603", "\(call) \(body): \(answer.text)")
                }
            }
            #expect(try api.snapshot() == before)
            for call in [".json", "/secret.json", "/delete.json"] {
                let answer = try await api.call(.post, "/muster/v1/user/\(equal.id)\(call)", token: token, .json("{}"))
                #expect(answer.isSuccess, "\(call): \(answer.text)")
            }
        }
    }

    @Test("what is refused, and why")
    func refused() async throws {
        let rows: [(uri: String, body: String, code: String, message: String)] = [
            (Self.uri, "{}", "701", "name cannot be blank"),
            (Self.uri, #"{"name":" "}"#, "701", "name cannot be blank"),
            (Self.uri, #"{"name":["a"]}"#, "1001", #"Invalid value '["a"]'. Required of type 'String'"#),
            (
                Self.uri, #"{"name":"crm"}"#, "709",
                "name: 'crm' is not shaped like an e-mail address, as names of API users are"
            ),
            (
                Self.uri, #"{"name":"API@example.com"}"#, "709",
                "name: there is an API user 'API@example.com' already"
            ),
            (
                Self.uri, #"{"name":"crm@example.com","roles":"Read Only,Administrater"}"#, "709",
                "roles[1]: there is no role 'Administrater'; did you mean 'Administrator'?"
            ),
            (
                Self.uri, #"{"name":"crm@example.com","permissions":["Read-Only Leads"]}"#, "709",
                "permissions[0]: there is no permission 'Read-Only Leads'; did you mean 'Read-Only Lead'?"
            ),
            ("/muster/v1/user/9.json", "{}", "702", "API User not found or it has been deleted"),
            ("/muster/v1/user/9/delete.json", "{}", "702", "API User not found or it has been deleted"),
            ("/muster/v1/user/9/secret.json", "{}", "702", "API User not found or it has been deleted"),
            (
                "/muster/v1/user/9/client/delete.json", #"{"clientId":"a"}"#, "702",
                "API User not found or it has been deleted"
            ),
            ("/muster/v1/user/1001/client/delete.json", "{}", "701", "clientId cannot be blank"),
            ("/muster/v1/user/1001.json", #"{"roles":["x"]}"#, "709", "roles[0]: there is no role 'x'"),
            (
                "/muster/v1/user/1001/secret.json", #"{"clientId":"x"}"#, "709",
                "clientId: 'api@example.com' has no service 'x'"
            ),
        ]
        try await APIFixture.run { api async throws in
            for row in rows { try await api.expectRefusal(row.code, row.message, .post, row.uri, .json(row.body)) }
            _ = try await api.token([.readOnlyLead])
            try await api.expectRefusal(
                "709",
                "clientId: 'api@example.com' has several services, name one: \(APIFixture.clientID), client of Read-Only Lead",
                .post, "/muster/v1/user/1001/secret.json")
        }
    }
}

extension APIFixture {
    /// A token of a user of its own that may do only this.
    func user(_ name: String, _ permissions: Set<Permission>) async throws -> String {
        try await store.write { writer in
            _ = try UserAdministration(writer, holding: .all).createUser(
                name, roles: [], permissions: permissions.names, clientID: name,
                secretHash: SecretHash.of(Self.secret))
        }
        let query = "grant_type=client_credentials&client_id=\(name)&client_secret=\(Self.secret)"
        let answer = try await call(.get, "/identity/oauth/token?\(query)", token: .some(nil))
        return try #require(answer.json?["access_token"]?.text)
    }

    func userID(_ name: String) throws -> Int64 {
        try #require(try store.read { try $0.apiUsers() }.first { $0.name == name }).id.rawValue
    }
}
