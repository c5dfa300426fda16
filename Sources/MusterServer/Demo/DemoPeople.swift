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

/// Words that the people of the demo are made of. No combination means anybody.
enum DemoNames {
    static let first = [
        "Ada", "Aisha", "Alan", "Amelie", "Anders", "Anna", "Antonio", "Beatriz", "Ben", "Carla", "Chen", "Chloe",
        "Clara", "Daniel", "David", "Elena", "Elif", "Emil", "Emma", "Erik", "Fatima", "Felix", "Finn", "Grace",
        "Hanna", "Hugo", "Ida", "Ines", "Ivan", "Jakub", "Jan", "Julia", "Karim", "Lara", "Lea", "Leo", "Lina",
        "Louis", "Lucia", "Marek", "Maria", "Mateo", "Maya", "Mia", "Mina", "Nadia", "Nina", "Noah", "Olga", "Oscar",
        "Paula", "Pavel", "Priya", "Rafael", "Rosa", "Samir", "Sara", "Sofia", "Thomas", "Tim", "Uma", "Vera",
        "Victor", "Wei", "Yara", "Yusuf", "Zoe",
    ]
    static let last = [
        "Ahmed", "Andersen", "Bakker", "Bauer", "Becker", "Berg", "Bianchi", "Brown", "Clark", "Costa", "Dahl",
        "Davies", "Dubois", "Eriksen", "Evans", "Fischer", "Garcia", "Green", "Gupta", "Haas", "Hansen", "Hoffmann",
        "Horvat", "Ivanova", "Jansen", "Jensen", "Kaya", "Keller", "Khan", "Klein", "Kowalski", "Lange", "Laurent",
        "Lee", "Lopez", "Maier", "Martin", "Meyer", "Moreau", "Moretti", "Nagy", "Nielsen", "Novak", "Olsen", "Patel",
        "Peters", "Petrov", "Ricci", "Rossi", "Santos", "Schmid", "Schneider", "Silva", "Singh", "Smit", "Sousa",
        "Svensson", "Taylor", "Vogel", "Walker", "Weber", "Wong", "Young", "Zhang",
    ]
    /// Each has a domain of the reserved top level `.example`.
    static let companies: [(name: String, industry: String)] = [
        ("Aurora Freight", "Logistics"), ("Birchwood Foods", "Food"), ("Blue Heron Insurance", "Insurance"),
        ("Brightwater Energy", "Energy"), ("Cedar Clinics", "Health"), ("Copperfield Tools", "Manufacturing"),
        ("Cornerstone Builders", "Construction"), ("Delta Optics", "Manufacturing"), ("Eastgate Bank", "Banking"),
        ("Fernhill Schools", "Education"), ("Glasshouse Media", "Media"), ("Granite Software", "Software"),
        ("Harbour Hotels", "Travel"), ("Ironbridge Steel", "Manufacturing"), ("Juniper Gardens", "Retail"),
        ("Kestrel Telecom", "Telecommunications"), ("Lanternworks", "Software"), ("Meadow Pharma", "Health"),
        ("Northwind Outfitters", "Retail"), ("Oakline Furniture", "Retail"), ("Pinecrest Paper", "Manufacturing"),
        ("Quayside Shipping", "Logistics"), ("Redwood Analytics", "Software"), ("Silverlake Studios", "Media"),
        ("Summit Outdoor", "Retail"), ("Tidewater Marine", "Logistics"), ("Umber Coffee", "Food"),
        ("Vantage Robotics", "Manufacturing"), ("Westmarch Rail", "Travel"), ("Yellowstone Mills", "Food"),
    ]
    static let titles = [
        "Marketing Manager", "Head of Marketing", "VP Marketing", "Chief Marketing Officer", "Campaign Manager",
        "Sales Director", "Sales Manager", "Vice President Sales", "Data Analyst", "IT Manager", "Product Manager",
        "Event Coordinator", "Managing Director", "Consultant", "Office Manager", "Software Engineer",
    ]
    static let places: [(country: String, city: String)] = [
        ("Germany", "Hamburg"), ("Germany", "Munich"), ("Austria", "Vienna"), ("Switzerland", "Zurich"),
        ("France", "Lyon"), ("Spain", "Valencia"), ("Italy", "Turin"), ("Netherlands", "Utrecht"),
        ("Denmark", "Aarhus"), ("Sweden", "Malmo"), ("Poland", "Gdansk"), ("United Kingdom", "Leeds"),
        ("United States", "Denver"), ("United States", "Boston"), ("Canada", "Ottawa"), ("India", "Pune"),
    ]
    static let sources = ["Website", "Webinar", "Trade Show", "Referral", "Paid Search", "Social Media"]
    static let pages = [
        "/", "/pricing", "/features", "/blog/smart-lists", "/blog/scoring", "/customers", "/docs/api", "/contact",
        "/webinars/spring", "/careers",
    ]
    static let forms = ["Contact Us", "Newsletter Signup", "Webinar Registration", "Ebook Download"]
    static let browsers = ["Chrome", "Firefox", "Safari", "Edge"]
}
