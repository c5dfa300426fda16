import MusterModel
import MusterStore

/// Parameters that many asset calls share.
extension APIRequest {
    /// Of a browse: folder, dates and page.
    func assetQuery() throws(APIError) -> AssetQuery {
        let page = try offsetPage()
        let window = try updatedWindow()
        return AssetQuery(
            folder: try folder("folder"), updatedFrom: window.from, updatedTo: window.to, offset: page.offset,
            limit: page.limit)
    }

    /// Rules come with a smart list only when they are asked for.
    func includesRules() throws(APIError) -> Bool { try boolean("includeRules") ?? false }

    /// Adobe's newest swagger includes the flow by default; the recorded answers do not have it.
    func includesFlow() throws(APIError) -> Bool { try boolean("includeFlowSteps") ?? false }

    /// True when the call is about another workspace than the only one there is.
    func namesUnknownWorkspace() throws(APIError) -> Bool {
        guard let name = try text("workSpace") else { return false }
        return !name.trimmingBlanks.isIdentical(to: Workspace.name)
    }
}

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

extension APIRequest {
    /// A folder reference: `{"id":5,"type":"Folder"}` in strict or relaxed JSON, a JSON object,
    /// `folder[id]=5&folder[type]=Folder`, or a bare folder id. `nil` when absent or empty.
    func folder(_ name: String) throws(APIError) -> FolderReference? {
        guard let value = try embedded(name) else { return nil }
        if let id = Self.integer(value) { return FolderReference(.folder, id) }
        guard let object = value.object, let id = object.member(named: "id").flatMap(Self.integer),
            let type = object.member(named: "type")?.scalarText
        else { throw .invalidType(value.scalarText ?? value.jsonText, "JSON") }
        guard let kind = Self.folderKind(type) else { throw .invalidType(type, "FolderVariantType") }
        return FolderReference(kind, id)
    }

    func requiredFolder(_ name: String = "folder") throws(APIError) -> FolderReference {
        guard let folder = try folder(name) else { throw .blank(name) }
        return folder
    }

    /// The `type` of folder calls by id; `nil` when absent or empty.
    func folderKind(_ name: String = "type") throws(APIError) -> FolderReference.Kind? {
        guard let text = try text(name) else { return nil }
        guard let kind = Self.folderKind(text) else { throw .invalidType(text, "FolderVariantType") }
        return kind
    }

    func requiredFolderKind(_ name: String) throws(APIError) -> FolderReference.Kind {
        guard let kind = try folderKind(name) else { throw .blank(name) }
        return kind
    }

    /// What a call about one folder is about: the id in its path, and a parameter that says which kind,
    /// `Folder` when absent.
    func folderOfPath(kind name: String = "type") throws(APIError) -> FolderReference {
        FolderReference(try folderKind(name) ?? .folder, id)
    }

    /// In any case; always answered as `Folder` or `Program`.
    static func folderKind(_ text: String) -> FolderReference.Kind? {
        switch text.trimmingBlanks.lowercased() {
        case "folder": .folder
        case "program": .program
        default: nil
        }
    }
}
