import MusterModel
import MusterStore

/// A static list as the lead API answers it.
struct ListRecord: WireRecord {
    let list: StaticList
    /// The program that holds the list.
    let programName: String?

    /// `programs` remembers names over the lists of one page.
    init(_ list: StaticList, _ reader: StoreReader, programs: inout [FolderReference: String?]) throws {
        self.list = list
        if let known = programs[list.folder] {
            programName = known
        } else {
            programName = try reader.programID(containing: list.folder).flatMap { try reader.program($0)?.name }
            programs[list.folder] = .some(programName)
        }
    }

    func write(_ writer: inout JSONWriter) {
        writer.object {
            $0.member("id", list.id)
            $0.member("name", list.name)
            if let description = list.description, !description.isEmpty { $0.member("description", description) }
            $0.member("programName", ifPresent: programName)
            $0.member("workspaceId", Workspace.id)
            $0.member("workspaceName", Workspace.name)
            $0.member("createdAt", list.createdAt.iso8601)
            $0.member("updatedAt", list.updatedAt.iso8601)
        }
    }
}
