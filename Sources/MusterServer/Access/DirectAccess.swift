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

    public func importRows(_ document: ImportDocument, _ kind: FileImport.Kind) async throws -> ImportReport {
        try await instance.store.write { writer in
            switch kind {
            case .leads: try LeadImport(document).run(writer)
            case .activities: try ActivityImport(document).run(writer)
            }
        }
    }

    public func close() async throws { try await instance.close() }
}
