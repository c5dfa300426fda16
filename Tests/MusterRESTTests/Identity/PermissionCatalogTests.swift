import HTTPTypes
import MusterModel
import MusterStore
import Testing

@testable import MusterREST

/// Every route of the catalogue refuses a caller who lacks its permission, and lets one pass who
/// has nothing else.
@Suite struct PermissionCatalogTests {
    /// A call of the route, as little as it takes to get past the router.
    static func uri(of route: Route) -> String {
        let segments = route.segments.map { segment in
            switch segment {
            case .literal(let text): text
            case .slot(_, let suffix): "1001" + suffix
            }
        }
        return "/" + segments.joined(separator: "/")
    }

    @Test("each call needs its own permission, and no other")
    func permissions() async throws {
        try await APIFixture.run { api async throws in
            let before = try api.snapshotOfAssets()
            let nobody = try await api.token([])
            var tokens: [Set<Permission>: String] = [[]: nobody]
            func token(_ permissions: Set<Permission>) async throws -> String {
                if let known = tokens[permissions] { return known }
                let made = try await api.token(permissions)
                tokens[permissions] = made
                return made
            }
            for type in EndpointCatalog.built where type.permission.needsToken {
                let needed = Set(type.permission.anyOf)
                let sufficient = needed.union(needed.compactMap(\.stronger))
                for route in type.routes {
                    let method = try #require(HTTPRequest.Method(route.method.rawValue))
                    let uri = Self.uri(of: route)
                    // A body that no call takes: whoever may call gets its own error, and nothing changes.
                    let body = APIBody.raw("{", contentType: "application/json")
                    let anonymous = try await api.call(method, uri, token: .some(nil), body)
                    #expect(anonymous.error?.code == "603", "\(route): \(anonymous.text)")
                    if !needed.isEmpty {
                        let without = try await token(Set.all.subtracting(sufficient))
                        let refused = try await api.call(method, uri, token: without, body)
                        #expect(refused.error?.code == "603", "\(route): \(refused.text)")
                        #expect(refused.error?.message == "Access denied")
                    }
                    for enough in needed.isEmpty ? [[]] : sufficient.map({ Set([$0]) }) {
                        let with = try await token(enough)
                        let allowed = try await api.call(method, uri, token: with, body)
                        #expect(allowed.error?.code != "603", "\(route) with \(enough.names): \(allowed.text)")
                    }
                }
            }
            #expect(try api.snapshotOfAssets() == before)
        }
    }
}
