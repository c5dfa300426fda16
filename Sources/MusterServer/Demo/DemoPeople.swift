import MusterModel

/// The people of the demo and what they did in the year before now.
struct DemoPeople {
    struct Person {
        var values: [LeadField: FieldValue]
        var createdAt: Instant
        /// How much they do: most do little, a few a lot.
        var interest: Int
        var joinedNewsletter: Bool
    }

    static let count = 3_000
    static let days: Int64 = 365
    let people: [Person]

    init(now: Instant, generator: inout SeededGenerator) {
        var taken: Set<String> = []
        people = (0..<Self.count).map { _ in Self.person(now: now, &taken, &generator) }
    }

    private static func person(
        now: Instant, _ taken: inout Set<String>, _ generator: inout SeededGenerator
    ) -> Person {
        let (first, last) = (generator.pick(DemoNames.first), generator.pick(DemoNames.last))
        let company = generator.pick(DemoNames.companies)
        let place = generator.pick(DemoNames.places)
        let domain = company.name.lowercased().filter(\.isLetter) + ".example"
        var email = "\(first).\(last)@\(domain)".lowercased()
        var number = 2
        while !taken.insert(email).inserted {
            email = "\(first).\(last)\(number)@\(domain)".lowercased()
            number += 1
        }
        let createdAt = now.adding(seconds: -Int64(generator.below(Int(days) * 86_400)) - 3_600)
        let roll = generator.below(100)
        let interest = roll < 50 ? generator.below(4) : roll < 85 ? 4 + generator.below(10) : 14 + generator.below(26)
        var values: [LeadField: FieldValue] = [
            .firstName: .text(first), .lastName: .text(last), .email: .text(email), .company: .text(company.name),
            .industry: .text(company.industry), .title: .text(generator.pick(DemoNames.titles)),
            .country: .text(place.country), .city: .text(place.city),
            .leadSource: .text(generator.pick(DemoNames.sources)), .website: .text("https://www." + domain),
            .unsubscribed: .boolean(generator.chance(4)), .createdAt: .instant(createdAt),
            .updatedAt: .instant(createdAt),
        ]
        values[.leadStatus] = .text(status(interest, &generator))
        if generator.chance(8) { values[.leadRole] = .text("Decision Maker") }
        if generator.chance(3) { values[.emailInvalid] = .boolean(true) }
        return Person(
            values: values, createdAt: createdAt, interest: interest, joinedNewsletter: generator.chance(45))
    }

    private static func status(_ interest: Int, _ generator: inout SeededGenerator) -> String {
        if generator.chance(4) { return "Disqualified" }
        if interest > 20, generator.chance(30) { return "Customer" }
        return interest > 3 ? "Known" : "New"
    }
}
