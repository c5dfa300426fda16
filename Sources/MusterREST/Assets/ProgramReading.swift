import MusterModel
import MusterStore

/// Finds programs and puts their records together.
struct ProgramReading: AssetReading {
    private let snapshot: AssetSnapshot
    private var reader: StoreReader { snapshot.reader }

    init(_ snapshot: AssetSnapshot) { self.snapshot = snapshot }

    /// Everything by id; tags and costs by name only when they are asked for.
    static func parts(_ request: APIRequest, of call: AssetCall) throws(APIError) -> ProgramRecord.Details {
        switch call {
        case .byID, .write: return .all
        case .browse: return []
        case .byName:
            var details = ProgramRecord.Details.rest
            if try request.boolean("includeTags") == true { details.insert(.tags) }
            if try request.boolean("includeCosts") == true { details.insert(.costs) }
            return details
        }
    }

    func asset(id: Int64) throws -> Program? { try reader.program(ProgramID(id)) }
    func asset(named name: String) throws -> Program? { try reader.program(named: name) }
    func assets(_ query: AssetQuery) throws -> [Program] { try reader.programs(query) }
    func taggedAssets(_ query: AssetQuery) throws -> [Program] { try reader.taggedPrograms(query) }

    func record(_ program: Program, _ details: ProgramRecord.Details) throws -> ProgramRecord? {
        ProgramRecord(
            program: program, folderName: try name(of: program.folder), url: snapshot.urls.program(program),
            details: details)
    }

    private func name(of container: FolderReference) throws -> String {
        switch container.kind {
        case .folder: try reader.folder(FolderID(container.id))?.name ?? ""
        case .program: try reader.program(ProgramID(container.id))?.name ?? ""
        }
    }
}
