import MusterModel
import MusterStore

/// What every call that makes an asset takes, and what it checks before it does.
struct NewAsset: Sendable {
    /// - Source: Adobe, "Smart Campaigns" for campaigns; the others by analogy.
    static let descriptionLimit = 2000

    var sort: AssetSort
    let name: String
    /// `nil` when absent or empty.
    let description: String?
    let container: FolderReference

    /// Reads the parameters: 701 for what is missing or too long, 1001 for what is no folder.
    init(_ sort: AssetSort, _ request: APIRequest) throws(APIError) {
        self.sort = sort
        name = try request.requiredAssetName()
        container = try request.requiredFolder(sort.containerParameter)
        let text = try request.assetText("description", limit: Self.descriptionLimit)
        description = text?.isEmpty == true ? nil : text
    }

    /// Throws 710, 711 and 709. To be called in the transaction that makes the asset, because
    /// another may take the name meanwhile.
    func check(_ reader: StoreReader) throws {
        let found = try AssetContainer(container, reader)
        guard sort.fits(found) else { throw APIError.invalidFolderType(for: sort.title.lowercased()) }
        guard try !sort.isTaken(name, in: container, reader) else { throw APIError.nameTaken(sort.title) }
    }
}
