import MusterAuthoring
import MusterEngine
import MusterModel
import MusterRules
import MusterStore

/// The campaigns and smart lists whose rules or flow name a smart campaign.
///
/// `query` is a part of the name, in any case; the count is that of all matches, not of the page.
/// Rows that the order does not tell apart come by type and id. Our choice.
struct GetSmartCampaignUsedByEndpoint: Endpoint {
    static let route = Route(.get, "/rest/asset/v1/smartCampaign/{id}/usedBy.json")
    static let permission = PermissionRequirement.readOnlyAssets

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        let id = SmartCampaignID(request.id)
        let page = try request.offsetPage(usual: 50, maximum: 50)
        let order = try Order(request)
        let wanted = try request.text("query")?.trimmingBlanks.caseFolded ?? ""
        return try context.read(SmartCampaignReading.self) { reading in
            let reader = reading.reader
            guard try reader.smartCampaign(id) != nil else { return .noAssets }
            let users = try AssetUses(reader).users(of: AssetReference(.smartCampaign, id.rawValue))
                .compactMap { try Self.use(by: $0, reading) }
                .filter { wanted.isEmpty || $0.name.caseFolded.contains(wanted) }
            return .record(
                UsedByRecord(count: users.count, uses: order.sorted(users).dropFirst(page.offset).prefix(page.limit)))
        }
    }

    private static func use(by user: AssetUser, _ reading: SmartCampaignReading) throws -> AssetUseRecord? {
        switch user {
        case .smartCampaign(let campaign): try reading.fresh(campaign.id).map(AssetUseRecord.init)
        case .smartList(let list):
            AssetUseRecord(list, program: try list.folder.flatMap { try reading.reader.programID(containing: $0) })
        }
    }

    private struct Order {
        enum Column: String {
            case name
            case updatedAt = "updatedat"
            case updated = "updated_at"
        }
        enum Direction: String { case asc, desc }

        let column: Column
        let direction: Direction

        init(_ request: APIRequest) throws(APIError) {
            column = try request.word("sortByColumn") ?? .updated
            direction = try request.word("order") ?? .desc
        }

        func sorted(_ uses: [AssetUseRecord]) -> [AssetUseRecord] {
            // Swift's sort is stable.
            uses.sorted { first, second in
                let (left, right) = direction == .asc ? (first, second) : (second, first)
                switch column {
                case .name: return left.name.caseFolded < right.name.caseFolded
                case .updatedAt, .updated: return left.updatedAt < right.updatedAt
                }
            }
        }
    }
}

extension APIRequest {
    /// One of the words of an enumeration, in any case; `nil` when absent.
    fileprivate func word<Word: RawRepresentable<String>>(_ name: String) throws(APIError) -> Word? {
        guard let text = try text(name) else { return nil }
        guard let word = Word(rawValue: text.trimmingBlanks.lowercased()) else { throw .invalidChoice(name, text) }
        return word
    }
}

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
