import Testing

@testable import MusterREST

@Suite struct RouteTableTests {
    private struct ByID: Endpoint {
        static let route = Route(.get, "/rest/asset/v1/thing/{id}.json")
        static let otherRoutes = [Route(.post, "/rest/asset/v1/thing/{id}/content")]
        static let permission = PermissionRequirement.token
        func handle(_ request: APIRequest, _ context: APIContext) -> APIResult { .none }
    }
    private struct ByName: Endpoint {
        static let route = Route(.get, "/rest/asset/v1/thing/byName.json")
        static let permission = PermissionRequirement.token
        func handle(_ request: APIRequest, _ context: APIContext) -> APIResult { .none }
    }
    private static let table = RouteTable(
        endpoints: [ByID.self, ByName.self],
        planned: [Route(.post, "/rest/asset/v1/thing/{id}.json"), Route(.get, "/rest/asset/v1/planned/{id}.json")])

    private func resolve(_ method: APIMethod?, _ path: String) -> String {
        switch Self.table.resolve(path.split(separator: "/").map(String.init), method) {
        case .endpoint(let endpoint, let slots): "\(type(of: endpoint.endpoint)) \(slots.joined(separator: ","))"
        case .unknown: "610"
        case .wrongMethod: "605"
        }
    }

    @Test(arguments: [
        (APIMethod.get, "/rest/asset/v1/thing/7.json", "ByID 7", "a slot"),
        (.get, "/rest/asset/v1/thing/byName.json", "ByName ", "a literal wins"),
        (.get, "/rest/asset/v1/thing/7", "610", "the suffix is part of the path"),
        (.get, "/rest/asset/v1/thing/.json", "610", "an empty slot"),
        (.get, "/rest/asset/v1/Thing/7.json", "610", "case counts"),
        (.post, "/rest/asset/v1/thing/7/content", "ByID 7", "a slot without suffix"),
        (.get, "/rest/asset/v1/thing/7/content", "605", "another method is there"),
        (.post, "/rest/asset/v1/thing/7.json", "610", "the contract has it, it is not built"),
        (.delete, "/rest/asset/v1/thing/7.json", "605", "the contract does not have it"),
        (.get, "/rest/asset/v1/planned/7.json", "610", "not built"),
        (.delete, "/rest/asset/v1/planned/7.json", "610", "nothing of the path is built"),
        (.get, "/rest/asset/v1", "610", "too short"),
        (.get, "/rest/asset/v1/thing/7.json/more", "610", "too long"),
    ])
    func pathsFindTheirEndpoint(method: APIMethod, path: String, expected: String, why: String) {
        #expect(resolve(method, path) == expected, "\(why)")
    }

    @Test func aMethodNoEndpointHasIsWrong() {
        #expect(resolve(nil, "/rest/asset/v1/thing/7.json") == "605")
        #expect(resolve(nil, "/rest/asset/v1/nothing.json") == "610")
    }
}
