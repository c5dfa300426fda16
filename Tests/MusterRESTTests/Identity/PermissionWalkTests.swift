import HTTPTypes
import Hummingbird
import MusterModel
import MusterStore
import NIOCore
import Testing

@testable import MusterREST

/// Every route with every single permission, and with none, however the path is spelled and the method is given:
/// who passes is who the table lets pass.
@Suite struct PermissionWalkTests {
    /// One way to say the same call.
    private struct Spelling {
        let name: String
        let method: HTTPRequest.Method
        let target: String
        let body: String
        let contentType: String?
    }

    private struct User {
        let held: Set<Permission>
        let token: String
    }

    /// What no call takes, so that whoever passes changes nothing.
    private static let nothing = "{"

    @Test("a call is let through by what it does, however it is spelled")
    func walk() async throws {
        try await APIFixture.run { api async throws in
            var users = [User(held: [], token: try await api.token([]))]
            for permission in Permission.allCases {
                users.append(User(held: [permission], token: try await api.token([permission])))
            }
            let before = try api.snapshotOfAssets()
            var calls = 0
            for type in EndpointCatalog.built where type.permission.needsToken {
                for route in type.routes {
                    for spelling in try Self.spellings(of: route) {
                        for user in users {
                            let outcome = try await Self.outcome(of: spelling, user.token, api)
                            let isDenied = outcome.errors.contains { $0.code == .accessDenied }
                            #expect(outcome.route == route, "\(route), \(spelling.name): \(spelling.target)")
                            #expect(
                                isDenied == !Self.mayCall(user.held, type.permission),
                                "\(route), \(spelling.name), with \(user.held.names)")
                            calls += 1
                        }
                    }
                }
            }
            #expect(calls > 20_000, "a walk that goes nowhere proves nothing")
            #expect(try api.snapshotOfAssets() == before)
        }
    }

    @Test("what only looks like a path leads nowhere, whatever one holds")
    func strangers() async throws {
        try await APIFixture.run { api async throws in
            for type in EndpointCatalog.built where type.permission.needsToken {
                for route in type.routes {
                    let method = try #require(HTTPRequest.Method(route.method.rawValue))
                    let path = PermissionCatalogTests.uri(of: route)
                    for target in [
                        path.uppercased(), path + ";a=b", path.replacing("/", with: "%2F"), path + "%00", "/.." + path,
                        path + "/..%2f", path.replacing(".json", with: ".xml"),
                    ] {
                        let spelling = Spelling(
                            name: "stranger", method: method, target: target, body: Self.nothing,
                            contentType: "application/json")
                        let outcome = try await Self.outcome(of: spelling, api.token, api)
                        #expect(outcome.route == nil && outcome.errors.map(\.code) == [.resourceNotFound], "\(target)")
                    }
                }
            }
        }
    }

    /// The table's answer, from the names alone.
    private static func mayCall(_ held: Set<Permission>, _ permission: PermissionRequirement) -> Bool {
        permission.clauses.allSatisfy { clause in clause.anyOf.contains { held.grants($0) } }
    }

    private static func outcome(
        of spelling: Spelling, _ token: String, _ api: APIFixture
    ) async throws -> RequestOutcome {
        var fields: HTTPFields = [.authorization: "Bearer \(token)"]
        if let type = spelling.contentType { fields[.contentType] = type }
        let head = HTTPRequest(
            method: spelling.method, scheme: "https", authority: "a", path: spelling.target, headerFields: fields)
        let body = RequestBody(buffer: ByteBuffer(string: spelling.body))
        return try await api.responder.handler.outcome(
            of: Request(head: head, body: body), from: ClientConnection(nil), requestID: "1#1", now: api.clock.now)
    }

    private static func spellings(of route: Route) throws -> [Spelling] {
        let method = try #require(HTTPRequest.Method(route.method.rawValue))
        let path = PermissionCatalogTests.uri(of: route)
        let first = try #require(path.dropFirst().utf8.first)
        let slash = UInt8(ascii: "/")
        let encoded = path.utf8.map { $0 == slash ? "/" : "%" + String($0, radix: 16) }.joined()
        func plain(_ name: String, _ target: String, _ method: HTTPRequest.Method) -> Spelling {
            Spelling(name: name, method: method, target: target, body: nothing, contentType: "application/json")
        }
        var spellings = [
            plain("as it is", path, method),
            plain("a letter encoded", "/%" + String(first, radix: 16) + path.dropFirst(2), method),
            plain("all encoded", encoded, method),
            plain("slashes doubled", path.replacing("/", with: "//") + "/", method),
            plain("dots", "/." + path.replacing("/v1/", with: "/v1/x/%2E./") + "/.", method),
            plain("a query", path + "?_method=", method),
        ]
        if route.method == .get { spellings.append(plain("HEAD", path, .head)) }
        if [.get, .delete].contains(route.method) {
            let form = "application/x-www-form-urlencoded"
            let name = route.method.rawValue
            spellings += [
                Spelling(
                    name: "tunnelled by query", method: .post, target: path + "?_method=" + name, body: "",
                    contentType: form),
                Spelling(
                    name: "tunnelled by form", method: .post, target: path, body: "_method=" + name.lowercased(),
                    contentType: form),
            ]
        }
        return spellings
    }
}
