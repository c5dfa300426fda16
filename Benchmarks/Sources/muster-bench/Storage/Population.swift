import MusterModel

/// The people and activities that both programs write: the same for each round.
struct Population {
    let leads: Int
    let activities: Int
    /// 2026-01-01.
    static let start = Instant(seconds: 1_767_225_600)

    func values(of index: Int) -> [LeadField: FieldValue] {
        [
            .email: .text("person\(index)@example.com"), .firstName: .text("First\(index % 997)"),
            .lastName: .text("Last\(index % 7919)"), .company: .text("Company \(index % 1000)"),
            .title: .text(["VP Sales", "Engineer", "Director", "Analyst"][index % 4]),
            .country: .text(["Germany", "France", "Japan", "Brazil", "Kenya"][index % 5]),
            .city: .text("City \(index % 333)"), .leadScore: .integer(Int64(index % 100)),
            .unsubscribed: .boolean(index % 20 == 0), .industry: .text("Industry \(index % 12)"),
        ]
    }

    /// A page visit of a lead that a multiplicative hash picks, so that the log is not in lead order.
    func visit(_ index: Int) -> NewActivity {
        let lead = Int64((index &* 2_654_435_761) % leads)
        return NewActivity(
            lead: LeadID(lead + 1), type: ActivityType.visitWebpage.id,
            at: Self.start.adding(seconds: Int64(index % 31_536_000) - 31_536_000), primaryID: Int64(index % 500),
            primaryValue: "/page/\(index % 500)",
            attributes: ["Webpage URL": .string("/page/\(index % 500)"), "User Agent": "Mozilla/5.0"])
    }
}
