import MusterModel
import MusterStore

/// The folder or program that a new asset is to go into, as it is found.
struct AssetContainer {
    let reference: FolderReference
    /// `nil` for a program.
    let folder: Folder?
    /// The program itself, or the one around the folder.
    let program: Program?

    /// Programs are marketing activities.
    var tree: Folder.Tree { folder?.tree ?? .marketingActivities }

    /// Throws 710 when there is no such container.
    init(_ reference: FolderReference, _ reader: StoreReader) throws {
        self.reference = reference
        folder = try reference.folderID.flatMap { try reader.folder($0) }
        program = try reader.programID(containing: reference).flatMap { try reader.program($0) }
        if folder == nil, program == nil { throw APIError.parentFolderNotFound }
    }
}
