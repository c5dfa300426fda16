import MusterModel
import MusterStore

/// What a write is about: 702 when it is not there, or not for the API to see.
extension StoreReader {
    func required(_ id: SmartCampaignID) throws -> SmartCampaign {
        guard let campaign = try smartCampaign(id) else { throw AssetSort.smartCampaign.notFound }
        return campaign
    }

    /// The server's own lists, and those of its own campaigns, are as good as not there.
    func required(_ id: SmartListID) throws -> SmartList {
        guard let list = try smartList(id), list.folder != nil, !list.isSystem else {
            throw AssetSort.smartList.notFound
        }
        return list
    }

    func required(_ id: StaticListID) throws -> StaticList {
        guard let list = try staticList(id) else { throw AssetSort.staticList.notFound }
        return list
    }

    func required(_ id: ProgramID) throws -> Program {
        guard let program = try program(id) else { throw APIError.assetNotFound("Program") }
        return program
    }

    /// Of calls that programs take as well as folders.
    func requireContainer(_ container: FolderReference) throws {
        guard try containerExists(container) else { throw APIError.folderNotFound(container.id) }
    }

    /// A folder that can be changed: 709 for programs and for those of every instance.
    func required(_ reference: FolderReference) throws -> Folder {
        try requireContainer(reference)
        guard let id = reference.folderID, let folder = try folder(id) else { throw APIError.folderIsProgram }
        guard !folder.isSystem else { throw APIError.systemFolder }
        return folder
    }
}

extension AssetSort {
    var notFound: APIError { .assetNotFound(title) }
}
