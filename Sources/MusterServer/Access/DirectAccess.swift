public import MusterAuthoring
public import MusterModel
import MusterStore

/// Works on a database file that no server has open.
public struct DirectAccess: InstanceAccess {
    let instance: Instance
    public let api: any APICaller

    public init(_ instance: Instance) {
        self.instance = instance
        api = LocalCaller(instance)
    }

    public func apply(_ document: JSONValue, isDryRun: Bool) async throws -> ApplyReport {
        try await AuditAuthor.$current.withValue(.commandLine) {
            try await Applier().apply(document, to: instance.store, isDryRun: isDryRun)
        }
    }

    public var mostRowsAtOnce: Int? { nil }

    public func importRows(
        _ kind: ImportKind, _ next: @escaping @Sendable () -> ImportDocument?
    ) async throws -> [ImportReport] {
        try await instance.store.write { writer in
            var reports: [ImportReport] = []
            while let document = next() { reports.append(try document.run(kind, writer)) }
            return reports
        }
    }

    public func close() async throws { try await instance.close() }
}
