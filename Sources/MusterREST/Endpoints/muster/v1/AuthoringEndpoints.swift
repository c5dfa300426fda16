import MusterAuthoring
import MusterModel
import MusterStore

/// Makes the instance as a document describes it, all or nothing: what `muster apply` sends. It asks for what the
/// calls would that do the same one by one. With `dryRun=true` nothing is kept.
struct ApplyEndpoint: DocumentEndpoint {
    static let route = Route(.post, "/muster/v1/apply.json")
    static let permission = PermissionRequirement.readWriteAssets.orMore(
        .instanceSettings, .leadFields, .activityTypes, .tokens, .mail, .rules, .flow, .settings, .schedule,
        .activation, .deactivation)
    static let bodyLimit = APIFamily.uploadLimit

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let document = JSONValue.object(try request.document())
        let isDryRun = try request.boolean("dryRun") ?? false
        let report = try await Applier().apply(
            document, to: context.store, isDryRun: isDryRun, oversight: context.oversight, until: context.client.reads)
        return .json(.object(report.json))
    }
}

/// Creates and updates leads from rows: what `muster import leads` sends, file by file in pieces.
struct ImportLeadsEndpoint: DocumentEndpoint {
    static let route = Route(.post, "/muster/v1/import/leads.json")
    static let permission = PermissionRequirement.readWriteLead
    static let bodyLimit = APIFamily.uploadLimit

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let document = try ImportDocument(.object(try request.document()))
        let report = try await context.writeWhileConnected { try document.run(.leads, $0) }
        return .json(.object(report.json))
    }
}

/// Appends activities from rows: what `muster import activities` sends.
struct ImportActivitiesEndpoint: DocumentEndpoint {
    static let route = Route(.post, "/muster/v1/import/activities.json")
    static let permission = PermissionRequirement.readWriteActivity
    static let bodyLimit = APIFamily.uploadLimit

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let document = try ImportDocument(.object(try request.document()))
        let report = try await context.writeWhileConnected { try document.run(.activities, $0) }
        return .json(.object(report.json))
    }
}

/// A call whose body is a JSON document and nothing else.
protocol DocumentEndpoint: Endpoint {}

extension DocumentEndpoint {
    static func body(of route: Route) -> BodyForm { .json }
}

/// The two grammars of rules and flows.
enum DocumentFormat: String, Sendable {
    /// Adobe's shape, with ids.
    case full
    /// The grammar that people write by hand.
    case short
}

extension APIRequest {
    /// `?format=short`; Adobe's shape when absent.
    func documentFormat() throws(APIError) -> DocumentFormat {
        guard let text = try text("format") else { return .full }
        guard let format = DocumentFormat(rawValue: text.trimmingBlanks.lowercased()) else {
            throw .invalidChoice("format", text)
        }
        return format
    }

    /// The body, which is the document. An empty one is more likely a slip than the wish to take
    /// everything away.
    func document() throws(APIError) -> JSONObject {
        guard let json, !json.isEmpty else { throw .businessRule("the document is empty") }
        return json
    }
}
