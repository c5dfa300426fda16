import MusterModel
import MusterStore

/// What every call that renames or describes an asset takes; a member that is absent stays as it is.
struct AssetEdit: Sendable {
    let sort: AssetSort
    let name: String?
    /// Empty takes the description away.
    let description: String?

    /// Reads the parameters: 701 for a blank name and for what is too long.
    init(_ sort: AssetSort, _ request: APIRequest) throws(APIError) {
        self.sort = sort
        name = try request.assetName()
        description = try request.assetText("description", limit: NewAsset.descriptionLimit)
    }

    var isEmpty: Bool { name == nil && description == nil }

    /// Throws 709 when another asset of `container` has the new name.
    func check(_ id: Int64, in container: FolderReference, _ reader: StoreReader) throws {
        guard let name, try sort.isTaken(name, in: container, excluding: id, reader) else { return }
        throw APIError.nameTaken(sort.title)
    }
}
