import MusterModel
import MusterStore

/// The sorts of assets that clients make: their words in errors, where they may be, and where
/// their names are unique. Every call that makes an asset asks here.
enum AssetSort: Sendable, Hashable {
    case folder
    case program(Program.Kind)
    case smartCampaign
    case smartList
    case staticList

    /// As error texts begin with it.
    var title: String {
        switch self {
        case .folder: "Folder"
        case .program: "Program"
        case .smartCampaign: "Smart Campaign"
        case .smartList: "Smart List"
        case .staticList: "Static List"
        }
    }

    /// The parameter that says where the asset goes.
    var containerParameter: String { self == .folder ? "parent" : "folder" }

    /// Anything may be in a program, but a program only in some.
    /// - Source: Marketo's own trees; what is refused is our choice.
    func fits(_ container: AssetContainer) -> Bool {
        switch self {
        case .folder: true
        case .program(let kind):
            container.program.map { $0.kind.holds(kind) } ?? (container.tree == .marketingActivities)
        case .smartCampaign: container.program != nil || container.tree == .marketingActivities
        case .smartList: container.program != nil || container.folder?.kind == .smartList
        case .staticList: container.program != nil || container.folder?.kind == .list
        }
    }

    /// - Parameter excluding: the asset that is being renamed.
    func isTaken(
        _ name: String, in container: FolderReference, excluding id: Int64? = nil, _ reader: StoreReader
    ) throws -> Bool {
        guard let kind else {
            return try reader.folderNameIsTaken(name, in: container, excluding: id.map { FolderID($0) })
        }
        return try reader.nameIsTaken(name, kind: kind, in: container, excluding: id)
    }
}

extension Program.Kind {
    /// Engagement programs hold every kind; the others hold e-mail programs, which hold none.
    fileprivate func holds(_ inner: Program.Kind) -> Bool {
        switch self {
        case .engagement: true
        case .standard, .event, .webinar: inner == .email
        case .email: false
        }
    }
}
