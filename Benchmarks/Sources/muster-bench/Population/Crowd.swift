import MusterModel

/// Many people with custom fields. Person `n` is the same in every run, whatever came before.
struct Crowd {
    let count: Int
    let segment: LeadField
    let seats: LeadField
    let renewal: LeadField

    /// What the instance has besides people, as for `muster apply`.
    static let document = """
        {"leadFields":{"Segment":"string","Seats":"integer","Renewal Date":"date"},
         "customActivityTypes":[{"name":"Purchase","filterName":"Purchased","triggerName":"Makes Purchase",
           "primaryAttribute":"Order","attributes":{"Items":"integer","Amount":"float","Channel":"string"}}]}
        """
    /// Of equal size; a batch takes the people of some of them.
    static let segments = ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J"]
    private static let seed: UInt64 = 20_260_101

    init(count: Int, _ fields: LeadFieldCatalog) throws {
        func field(_ name: String) throws -> LeadField {
            guard let field = fields.field(named: name) else { throw BenchmarkError("there is no field '\(name)'") }
            return field
        }
        self.count = count
        segment = try field("Segment")
        seats = try field("Seats")
        renewal = try field("Renewal Date")
    }

    func person(_ index: Int) -> [LeadField: FieldValue] {
        var dice = SeededGenerator(seed: Self.seed &+ UInt64(index) &* 0x9E37_79B9)
        // In the year before the one whose activities are logged, in the order of ids.
        let year = Int64(CrowdHistory.days) * 86_400
        let made = CrowdHistory.start.adding(seconds: Int64(index) * year / Int64(count) - year)
        let company = dice.below(40_000)
        let place = Self.places[dice.below(Self.places.count)]
        return [
            .email: .text("person\(index)@company\(company).example"), .firstName: .text("First\(dice.below(2_000))"),
            .lastName: .text("Last\(dice.below(20_000))"), .company: .text("Company \(company)"),
            .title: .text(dice.pick(Self.titles)), .industry: .text("Industry \(company % 24)"),
            .country: .text(place.country), .city: .text("\(place.city) \(dice.below(50))"),
            .leadScore: .integer(Int64(dice.below(120))), .leadStatus: .text(dice.pick(Self.statuses)),
            .leadSource: .text(dice.pick(Self.sources)), .unsubscribed: .boolean(dice.chance(5)),
            segment: .text(Self.segments[index % Self.segments.count]),
            seats: dice.chance(60) ? .integer(Int64(1 + dice.below(500))) : .null,
            renewal: dice.chance(30) ? .date(CalendarDay(ordinal: 20_454 + dice.below(365))) : .null,
            .createdAt: .instant(made), .updatedAt: .instant(made),
        ]
    }

    private static let titles = [
        "VP Sales", "Engineer", "Director of Marketing", "Analyst", "Head of IT", "Consultant", "Chief Executive",
        "Buyer", "Assistant",
    ]
    private static let statuses = ["New", "New", "Known", "Known", "Known", "Qualified", "Customer", "Disqualified"]
    private static let sources = ["Web", "Webinar", "Trade Show", "Partner", "Cold Call", "Referral"]
    private static let places: [(country: String, city: String)] = [
        ("Germany", "Berlin"), ("Germany", "Bonn"), ("France", "Lyon"), ("Japan", "Osaka"),
        ("Brazil", "Recife"), ("Kenya", "Nakuru"), ("United States", "Austin"), ("United States", "Boston"),
        ("United States", "Denver"), ("India", "Pune"), ("United Kingdom", "Leeds"), ("Austria", "Graz"),
    ]
}
