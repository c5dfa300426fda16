public import MusterModel

extension StoreReader {
    private static let columns = "id, name, kind, created_at, updated_at"

    /// Every channel by ascending id.
    public func channels() throws -> [Channel] {
        let statuses = try statusesByChannel()
        return try connection.all("SELECT \(Self.columns) FROM channel ORDER BY id") {
            try Channel(row: $0, statuses: statuses)
        }
    }

    public func channel(named name: String) throws -> Channel? {
        let statuses = try statusesByChannel()
        return try connection.first("SELECT \(Self.columns) FROM channel WHERE name = ?", [.text(name)]) {
            try Channel(row: $0, statuses: statuses)
        }
    }

    private func statusesByChannel() throws -> [Int64: [Channel.Status]] {
        var statuses: [Int64: [Channel.Status]] = [:]
        try connection.query(
            """
            SELECT channel_id, name, step, is_success, is_hidden FROM channel_status
              ORDER BY channel_id, step, position
            """, []
        ) { row in
            let status = Channel.Status(
                name: row.text(1), step: Int(row.int(2)), isSuccess: row.flag(3), isHidden: row.flag(4))
            statuses[row.int(0), default: []].append(status)
            return true
        }
        return statuses
    }
}

extension Channel {
    fileprivate init(row: any SQLRow, statuses: [Int64: [Status]]) throws {
        let id = row.int(0)
        guard let kind = Program.Kind(rawValue: row.text(2)) else {
            throw StoredContentError("kind of channel \(id)", "'\(row.text(2))' is unknown")
        }
        self.init(
            id: id, name: row.text(1), kind: kind, statuses: statuses[id] ?? [],
            createdAt: row.instant(3), updatedAt: row.instant(4))
    }
}

/// One channel of a new instance. No call makes channels, so there is at least one for each kind
/// of program.
/// - Source: `Blog` and `Online Advertising` from Adobe's examples; the others are our choice after
///   the defaults of a new Marketo subscription.
struct SystemChannel {
    let id: Int64
    let name: String
    let kind: Program.Kind
    /// In the order in which they are listed, `Not in Program` first.
    let statuses: [Channel.Status]

    private init(
        _ id: Int64, _ name: String, _ kind: Program.Kind, _ statuses: (String, Int)..., success: [String]
    ) {
        self.id = id
        self.name = name
        self.kind = kind
        self.statuses =
            [Channel.Status(name: "Not in Program", step: 0)]
            + statuses.map { Channel.Status(name: $0.0, step: $0.1, isSuccess: success.contains($0.0)) }
    }

    static let all: [SystemChannel] = [
        .init(
            1, "Online Advertising", .standard, ("Member", 10), ("Engaged", 20), ("Influenced", 30),
            success: ["Influenced"]),
        .init(
            2, "Blog", .standard, ("Member", 10), ("Engaged", 20), ("Influenced", 30),
            success: ["Influenced"]),
        .init(
            3, "Content", .standard, ("Member", 10), ("Engaged", 20), ("Influenced", 30),
            success: ["Influenced"]),
        .init(4, "Operational", .standard, ("Member", 10), success: []),
        .init(
            5, "Live Event", .event, ("Invited", 10), ("Registered", 20), ("Waitlisted", 20),
            ("No Show", 30), ("Attended", 40), success: ["Attended"]),
        .init(
            6, "Webinar", .webinar, ("Invited", 10), ("Registered", 20), ("Waitlisted", 20),
            ("No Show", 30), ("Attended", 40), ("Attended On-demand", 50),
            success: ["Attended", "Attended On-demand"]),
        .init(
            7, "Nurture", .engagement, ("Member", 10), ("Engaged", 20), ("Influenced", 30),
            success: ["Influenced"]),
        .init(
            8, "Email Send", .email, ("Member", 10), ("Engaged", 20), ("Influenced", 30),
            success: ["Influenced"]),
    ]
}
