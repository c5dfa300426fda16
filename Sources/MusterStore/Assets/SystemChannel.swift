import MusterModel

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
