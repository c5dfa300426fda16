import HTTPTypes
import Hummingbird
import MusterModel
import Testing

@testable import MusterREST

/// Holds every answer that a test gets against the definitions.
struct AnswerCheck {
    /// The one the server finds its endpoints with.
    private static let routes = RouteTable(
        endpoints: EndpointCatalog.built, planned: ContractRoutes.all.flatMap(\.routes))
    private static let sections: [Route: Int] = ContractRoutes.all.reduce(into: [:]) { sections, row in
        for route in row.routes { sections[route] = row.section }
    }

    let definitions: WireDefinitions

    /// What does not fit in the answer to this call; empty for answers that are not defined: compressed ones,
    /// those without JSON, identity, and Muster's own calls when they succeed.
    func faults(_ answer: APIAnswer, to method: HTTPRequest.Method, _ uri: String, _ body: APIBody) -> [String] {
        let segments = RequestTarget(uri).segments ?? []
        let family = APIFamily(segments: segments) ?? .lead
        guard family != .identity, method != .head, answer.headers[.contentEncoding] == nil else { return [] }
        guard answer.status == .ok else { return answer.text.isEmpty ? [] : ["HTTP \(answer.status) with a body"] }
        guard let json = try? JSONParser.parse(answer.text), let object = json.object else { return ["no JSON object"] }
        guard object["success"] == true else {
            let name = family == .lead ? "LeadFailure" : "AssetFailure"
            return definitions.validator.faults(json, .reference(name), at: "answer")
        }
        guard case .endpoint(let endpoint, _) = Self.routes.resolve(segments, Self.method(method, uri, body)) else {
            return ["success on a path that is no route"]
        }
        guard let section = Self.sections[endpoint.route], (5...13).contains(section) else { return [] }
        guard let operation = definitions[endpoint.route] else { return ["\(endpoint.route) has no definition"] }
        return definitions.faults(json, of: operation, family)
    }

    /// The method that is meant: a POST may carry another one in its query or form.
    private static func method(_ method: HTTPRequest.Method, _ uri: String, _ body: APIBody) -> APIMethod? {
        let given = APIMethod(rawValue: method.rawValue)
        guard given == .post else { return given }
        let form = ReceivedBody(
            bytes: body.buffer.map { Array($0.readableBytesView) } ?? [],
            contentType: body.contentType.flatMap(ContentType.init)
        ).form
        // What cannot be read is not followed.
        let query = try? ParameterList(urlEncoded: RequestTarget(uri).query)
        guard let tunnelled = form.first("_method") ?? query?.first("_method"), !tunnelled.trimmingBlanks.isEmpty
        else { return given }
        return APIMethod(rawValue: tunnelled.trimmingBlanks.uppercased())
    }
}

extension WireDefinitions {
    /// The faults of a successful answer, envelope and records.
    func faults(_ answer: JSONValue, of operation: Operation, _ family: APIFamily) -> [String] {
        guard let object = answer.object else { return ["no JSON object"] }
        let warned = family == .asset && object["warnings"] == ["No assets found for the given search criteria."]
        if warned, !operation.mayWarn { return ["the no-assets warning"] }
        var faults = validator.faults(
            answer, .object(envelope(of: operation, family, warned: warned, object)), at: "answer")
        let count = object["result"]?.array?.count
        switch operation.count {
        case .one where operation.records != nil && !warned && count != 1: faults.append("result is not one record")
        case .some where operation.records != nil && !warned && count == 0: faults.append("result is empty")
        default: break
        }
        return faults
    }

    private func envelope(
        of operation: Operation, _ family: APIFamily, warned: Bool, _ answer: JSONObject
    ) -> WireSchema.Members {
        let yes = WireSchema.scalar(.init(kinds: [.boolean], choices: [true]))
        let result = warned ? nil : operation.records.map { WireSchema.array($0, minimum: 0, maximum: .max) }
        var members: [(name: String, schema: WireSchema)] = []
        if family == .asset {
            members = [
                ("success", yes), ("errors", .array(.reference("Error"), minimum: 0, maximum: 0)),
                ("requestId", .reference("RequestId")),
                ("warnings", .array(.reference("Text"), minimum: warned ? 1 : 0, maximum: warned ? 1 : 0)),
            ]
            if let result { members.append(("result", result)) }
        } else {
            members = [("requestId", .reference("RequestId"))]
            if let result { members.append(("result", result)) }
            members.append(("success", yes))
        }
        var required = members.map(\.name)
        let more = answer["moreResult"] == true
        if operation.paging != .none {
            members.append(("nextPageToken", .reference("PageToken")))
            if operation.paging != .token, operation.paging != .moreResult || more { required.append("nextPageToken") }
        }
        if operation.paging == .bookmark || operation.paging == .moreResult {
            members.append(("moreResult", .reference("Flag")))
            required.append("moreResult")
        }
        if operation.paging == .moreResult, !more { members.removeAll { $0.name == "nextPageToken" } }
        return WireSchema.Members(properties: members, required: required)
    }
}

extension APIFixture {
    /// Fails the test when the answer is not as the contract defines it.
    static func expectDefined(
        _ answer: APIAnswer, _ method: HTTPRequest.Method, _ uri: String, _ body: APIBody,
        _ sourceLocation: SourceLocation
    ) throws {
        let check = AnswerCheck(definitions: try WireDefinitions.all.get())
        let faults = check.faults(answer, to: method, uri, body)
        guard !faults.isEmpty else { return }
        Issue.record(
            """
            \(method.rawValue) \(uri.prefix(200)) is not answered as it is defined:
            \(faults.prefix(10).joined(separator: "\n"))
            \(answer.text.prefix(2000))
            """, sourceLocation: sourceLocation)
    }
}
