import MusterModel
import MusterStore

/// One asset in a folder: only what it is.
struct FolderItemRecord: WireRecord {
    let item: FolderItem

    func write(_ writer: inout JSONWriter) {
        writer.object {
            $0.member("id", item.id)
            $0.member("type", item.kind.word)
        }
    }
}

extension FolderItem.Kind {
    /// - Source: the words that Smartling's client knows.
    fileprivate var word: String {
        switch self {
        case .folder: "Folder"
        case .program: "Program"
        case .smartCampaign: "Smart Campaign"
        case .smartList: "Smart List"
        case .staticList: "List"
        case .email: "Email"
        }
    }
}
