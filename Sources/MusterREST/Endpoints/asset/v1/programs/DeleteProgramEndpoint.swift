import MusterAuthoring
import MusterModel
import MusterStore

/// *Delete Program*: with everything inside it, unless some of that is needed elsewhere or at work.
struct DeleteProgramEndpoint: AssetDeleteEndpoint {
    static let route = Route(.post, "/rest/asset/v1/program/{id}/delete.json")

    static func delete(_ id: Int64, _ writer: StoreWriter) throws {
        let program = try writer.reader.required(ProgramID(id))
        let contents = try writer.reader.contents(of: program.id)
        guard try AssetUses(writer.reader).canDelete(program, contents: contents) else { throw APIError.programInUse }
        try writer.deleteProgram(program, contents: contents)
    }
}
