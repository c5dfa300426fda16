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
            var tokens: [Set<Permission>: String] = [:]
            func token(_ permissions: Set<Permission>) async throws -> String {
                if let known = tokens[permissions] { return known }
                let made = try await api.token(permissions)
                tokens[permissions] = made
                return made
            }
            for type in EndpointCatalog.built where type.permission.needsToken {
                // One permission of each clause, in every combination; and all but those of one clause.
                var enough: [Set<Permission>] = [[]]
                var lacking: [Set<Permission>] = []
                for clause in type.permission.clauses {
                    let sufficient = Set(clause.anyOf + clause.anyOf.compactMap(\.stronger))
                    enough = enough.flatMap { held in sufficient.map { held.union([$0]) } }
                    lacking.append(Set.all.subtracting(sufficient))
                }
                for route in type.routes {
                    let method = try #require(HTTPRequest.Method(route.method.rawValue))
                    let uri = Self.uri(of: route)
                    // A body that no call takes: whoever may call gets its own error, and nothing changes.
                    let body = APIBody.raw("{", contentType: "application/json")
                    let anonymous = try await api.call(method, uri, token: .some(nil), body)
                    #expect(anonymous.error?.code == "603", "\(route): \(anonymous.text)")
                    for held in lacking {
                        let refused = try await api.call(method, uri, token: token(held), body)
                        #expect(refused.error?.code == "603", "\(route): \(refused.text)")
                        #expect(refused.error?.message == "Access denied")
                    }
                    for held in enough {
                        let allowed = try await api.call(method, uri, token: token(held), body)
                        #expect(allowed.error?.code != "603", "\(route) with \(held.names): \(allowed.text)")
                    }
                }
            }
            #expect(try api.snapshotOfAssets() == before)
        }
    }
}
