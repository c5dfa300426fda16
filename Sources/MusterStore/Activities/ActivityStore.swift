public import MusterModel

/// The columns of an activity, in the order `Activity.init(row:)` reads them.
let activityColumns = "id, lead_id, type_id, at, campaign_id, primary_id, primary_value, attributes"

extension StoreReader {
    public func activity(_ id: ActivityID) throws -> Activity? {
        try connection.first(
            "SELECT \(activityColumns) FROM activity WHERE id = ?", [.id(id)], Activity.init(row:))
    }

    /// By ascending id; activities that are not there are left out.
    public func activities(_ ids: [ActivityID]) throws -> [Activity] {
        guard !ids.isEmpty else { return [] }
        let isWanted = connection.dialect.isOneOf("id", jsonArray: "?")
        return try connection.all(
            "SELECT \(activityColumns) FROM activity WHERE \(isWanted) ORDER BY id", [.ids(ids)],
            Activity.init(row:))
    }

    /// The end of the log; 0 when it is empty.
    public func lastActivityID() throws -> ActivityID {
        ActivityID(try connection.first("SELECT max(id) FROM activity") { $0.int(0) } ?? 0)
    }
}

extension Activity {
    init(row: any SQLRow) throws {
        let id = row.int(0)
        let attributes = try Self.attributes(stored: row.text(7), of: id)
        self.init(
            id: ActivityID(id),
            content: NewActivity(
                lead: LeadID(row.int(1)), type: ActivityTypeID(row.int(2)), at: row.instant(3),
                campaign: row.intOrNil(4).map { SmartCampaignID($0) }, primaryID: row.intOrNil(5),
                primaryValue: row.textOrNil(6), attributes: attributes))
    }
    static func attributes(stored text: String, of id: Int64) throws -> JSONObject {
        do { return try JSONParser.parse(text).object ?? [:] } catch {
            throw StoredContentError("activity \(id)", "\(error)")
        }
    }
}
