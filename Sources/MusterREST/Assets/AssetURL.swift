import MusterModel

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
