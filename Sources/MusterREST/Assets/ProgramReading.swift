import MusterModel
import MusterStore

/// Puts the records of programs together inside one snapshot.
struct ProgramReading {
    let reader: StoreReader
    private let urls: AssetURL

    init(_ reader: StoreReader, _ context: APIContext) {
        self.reader = reader
        urls = AssetURL(context)
    }

    func record(_ program: Program, _ details: ProgramRecord.Details = []) throws -> ProgramRecord {
        ProgramRecord(
            program: program, folderName: try name(of: program.folder), url: urls.program(program), details: details)
    }

    private func name(of container: FolderReference) throws -> String {
        switch container.kind {
        case .folder: try reader.folder(FolderID(container.id))?.name ?? ""
        case .program: try reader.program(ProgramID(container.id))?.name ?? ""
        }
    }
}
