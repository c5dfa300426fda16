/// The folder or program that holds an asset.
public struct FolderReference: Hashable, Sendable {
    public enum Kind: String, Sendable { case folder = "Folder", program = "Program" }

    public let kind: Kind
    public let id: Int64

    public init(_ kind: Kind, _ id: Int64) {
        self.kind = kind
        self.id = id
    }
    public static func folder(_ id: FolderID) -> Self { .init(.folder, id.rawValue) }
    public static func program(_ id: ProgramID) -> Self { .init(.program, id.rawValue) }

    public var programID: ProgramID? { kind == .program ? ProgramID(id) : nil }
    public var folderID: FolderID? { kind == .folder ? FolderID(id) : nil }
}
