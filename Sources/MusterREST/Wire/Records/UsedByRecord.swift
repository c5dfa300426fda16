import MusterEngine
import MusterModel
import MusterStore

/// How many assets use one, as text, and a page of them.
struct UsedByRecord: WireRecord {
    let count: Int
    let uses: ArraySlice<AssetUseRecord>

    func write(_ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("usedByCount", String(count))
            writer.key("usedBy")
            writer.array(uses) { $1.write(&$0) }
        }
    }
}

/// An asset that uses another.
///
/// - Source: Adobe's newer asset swagger for the members; the words of the types are our choice, and
///   so is that what an asset does not have is null.
struct AssetUseRecord: WireRecord {
    let id: Int64
    let name: String
    let type: String
    /// `batch` or `trigger`; a list has none.
    var subtype: String?
    /// A list has none.
    var status: String?
    let updatedAt: Instant
    let programID: ProgramID?

    init(_ record: SmartCampaignRecord) {
        let campaign = record.definition.campaign
        id = campaign.id.rawValue
        name = campaign.name
        type = AssetSort.smartCampaign.title
        subtype = record.typeName
        status = record.status.rawValue
        updatedAt = campaign.updatedAt
        programID = campaign.parentProgramID
    }

    init(_ list: SmartList, program: ProgramID?) {
        id = list.id.rawValue
        name = list.name
        type = AssetSort.smartList.title
        updatedAt = list.updatedAt
        programID = program
    }

    func write(_ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", id)
            writer.member("name", name)
            writer.member("compType", type)
            writer.member("subType", orNull: subtype)
            writer.member("status", orNull: status)
            writer.member("updatedAt", updatedAt.assetText)
            writer.member("programId", programID.map { .integer($0.rawValue) } ?? .null)
            writer.member("accessZoneId", Workspace.id)
        }
    }
}
