public import MusterAuthoring
public import MusterModel

/// Talks to a running server through its API.
public struct RemoteAccess: InstanceAccess {
    let client: APIConnection
    public var api: any APICaller { client }

    public init(_ address: ServerAddress, credentials: Credentials?) throws(AccessError) {
        guard let credentials else {
            throw AccessError(
                """
                to talk to \(address.url)\(address.origin), set \(Credentials.idVariable) and \(Credentials.secretVariable) to what the \
                server printed; or name a database with --database
                """)
        }
        client = APIConnection(address, credentials: credentials)
    }

    public func apply(_ document: JSONValue, isDryRun: Bool) async throws -> ApplyReport {
        let query = isDryRun ? ["dryRun": "true"] : [:]
        return ApplyReport(json: try await client.record("POST", "/muster/v1/apply.json", query: query, body: document))
    }

    public var mostRowsAtOnce: Int? { ImportDocument.mostRows }

    public func importRows(
        _ kind: ImportKind, _ next: @escaping @Sendable () -> ImportDocument?
    ) async throws -> [ImportReport] {
        guard let document = next() else { return [] }
        guard next() == nil else { throw AccessError("a server takes one document of rows at once") }
        let path = "/muster/v1/import/\(kind.rawValue).json"
        return [ImportReport(json: try await client.record("POST", path, body: document.json))]
    }

    public func close() async throws {}
}
