import MusterAuthoring
import MusterModel
import MusterRules
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

extension AssetSort {
    /// How rules and flows refer to assets of the sort; `nil` where they cannot.
    var kind: AssetKind? {
        switch self {
        case .folder: nil
        case .program: .program
        case .smartCampaign: .smartCampaign
        case .smartList: .smartList
        case .staticList: .staticList
        }
    }

    /// Throws 709 when a list or a campaign names the asset; a campaign may name itself.
    func refuseWhileUsed(_ id: Int64, _ reader: StoreReader) throws {
        guard let kind else { return }
        for user in try AssetUses(reader).users(of: AssetReference(kind, id)) {
            if case .smartCampaign(let campaign) = user, self == .smartCampaign, campaign.id.rawValue == id { continue }
            throw APIError.cannotDelete(title, "It is in use by another asset")
        }
    }
}

/// Where people see an asset in the web application: `https://app.example.muster/#SC1001A1`.
/// - Source: Adobe's examples and recordings for the letters.
struct AssetURL {
    let app: String

    init(_ context: APIContext) { app = context.appURL }

    func smartCampaign(_ id: SmartCampaignID) -> String { "\(app)/#SC\(id)A1" }
    func staticList(_ id: StaticListID) -> String { "\(app)/#ST\(id)A1" }
    func folder(_ id: FolderID) -> String { "\(app)/#MF\(id)A1" }
    func program(_ program: Program) -> String { "\(app)/#\(program.kind.urlLetters)\(program.id)A1" }

    /// The tab with the tokens.
    /// - Source: `#MF1047C3` in Adobe's example; that of programs by analogy.
    func tokens(of folder: FolderID) -> String { "\(app)/#MF\(folder)C3" }
    func tokens(of program: Program) -> String { "\(app)/#\(program.kind.urlLetters)\(program.id)C3" }

    /// The second part marks a local asset of a program or campaign.
    func smartList(_ id: SmartListID, isLocal: Bool) -> String { "\(app)/#SL\(id)A1\(isLocal ? "LA1" : "")" }
}

extension Program.Kind {
    fileprivate var urlLetters: String {
        switch self {
        case .standard: "PG"
        case .event, .webinar: "ME"
        case .engagement: "NP"
        case .email: "EBP"
        }
    }
}
