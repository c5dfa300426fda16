import MusterModel

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
