import MusterModel
import MusterStore

/// What a crowd did in the year 2025, in the order of time: more on working days, in the daytime and in
/// autumn; most people do a little, some a lot. Activity `n` is the same in every run.
struct CrowdHistory {
    static let days = 365
    /// 2025-01-01.
    static let start = Instant(seconds: 1_735_689_600)
    private static let seed: UInt64 = 19_970_901

    let people: Int
    let count: Int
    private let purchase: ActivityTypeID
    /// How many activities lie before each day.
    private let before: [Int]
    private let emails: [(id: Int64, name: String)]
    private let pages: [(id: Int64, name: String)]
    private let forms: [(id: Int64, name: String)]
    // Made once, because making them costs as much as writing the row.
    private let visits: [JSONObject]
    private let clicks: [JSONObject]
    private let scores: [JSONObject]
    private let statuses: [JSONObject]

    /// Makes the assets that the activities are about.
    init(people: Int, count: Int, _ writer: StoreWriter) throws {
        guard let purchase = writer.catalogs.activityTypes.type(filterNamed: "Purchased") else {
            throw BenchmarkError("there is no activity type 'Purchase'")
        }
        self.people = people
        self.count = count
        self.purchase = purchase.id
        before = Self.spread(count)
        let folder = FolderReference.folder(SystemAssets.marketingActivities)
        emails = try (1...60).map { number in
            let email = try writer.createEmail(
                name: "Letter \(number)", folder: folder, subject: "Letter \(number)", fromName: "Robin Example",
                fromEmail: "robin@muster.example", replyEmail: "robin@muster.example", html: "<p>Hello</p>")
            return (email.id.rawValue, email.name)
        }
        pages = try (1...400).map { ("/page/\($0)") }.map { (try writer.internAsset(.landingPage, $0), $0) }
        forms = try (1...20).map { ("Form \($0)") }.map { (try writer.internAsset(.form, $0), $0) }
        visits = pages.flatMap { page in
            ["Firefox", "Chrome", "Safari", "Edge"].map { browser in
                [
                    "Browser": .string(browser), "Referrer URL": "https://search.example/",
                    "User Agent": .string("Mozilla/5.0 \(browser)"),
                    "Webpage URL": .string("https://www.muster.example\(page.name)"),
                ]
            }
        }
        clicks = pages.map { ["Is Mobile Device": false, "Link": .string("https://www.muster.example\($0.name)")] }
        scores = (1...20).map { change in
            [
                "Change Value": .string("+\(change)"), "New Value": .integer(Int64(40 + change)), "Old Value": 40,
                "Reason": "Changed by Smart Campaign Scoring",
            ]
        }
        statuses = ["Known", "Qualified", "Customer"].map {
            ["New Value": .string($0), "Old Value": "New", "Source": "Web service API"]
        }
    }

    func activity(_ index: Int) -> NewActivity {
        var dice = SeededGenerator(seed: Self.seed &+ UInt64(index) &* 0x9E37_79B9)
        let (lead, at) = (someone(&dice), time(of: index))
        func about(
            _ type: ActivityTypeID, _ asset: (id: Int64, name: String), _ attributes: JSONObject = [:]
        ) -> NewActivity {
            NewActivity(
                lead: lead, type: type, at: at, primaryID: asset.id, primaryValue: asset.name, attributes: attributes)
        }
        switch dice.below(100) {
        case ..<56:
            // Few pages get most of the visits.
            let page = dice.below(1 + dice.below(pages.count))
            return about(ActivityType.visitWebpage.id, pages[page], visits[page * 4 + dice.below(4)])
        case ..<68: return about(ActivityType.sendEmail.id, dice.pick(emails))
        case ..<79: return about(ActivityType.emailDelivered.id, dice.pick(emails))
        case ..<87: return about(ActivityType.openEmail.id, dice.pick(emails), ["Is Mobile Device": true])
        case ..<90: return about(ActivityType.clickEmail.id, dice.pick(emails), dice.pick(clicks))
        case ..<94: return about(ActivityType.changeScore.id, Self.asset(.leadScore), dice.pick(scores))
        case ..<98: return about(ActivityType.changeDataValue.id, Self.asset(.leadStatus), dice.pick(statuses))
        case ..<99: return about(ActivityType.fillOutForm.id, dice.pick(forms))
        default:
            return NewActivity(
                lead: lead, type: purchase, at: at, primaryValue: "Order \(index)",
                attributes: [
                    "Amount": .integer(Int64(5 + dice.below(900))), "Channel": dice.chance(70) ? "Web" : "Shop",
                    "Items": .integer(Int64(1 + dice.below(9))),
                ])
        }
    }

    private static func asset(_ field: LeadField) -> (id: Int64, name: String) {
        (Int64(field.id), field.displayName)
    }

    /// The square makes some people busy: one in a hundred does a tenth of everything. Multiplying by a
    /// prime spreads them over the ids.
    private func someone(_ dice: inout SeededGenerator) -> LeadID {
        let draw = Double(dice.below(1 << 30)) / Double(1 << 30)
        let rank = min(people - 1, Int(Double(people) * draw * draw))
        return LeadID(Int64((rank &* 2_654_435_761) % people) + 1)
    }

    private func time(of index: Int) -> Instant {
        var (low, high) = (0, Self.days)
        while high - low > 1 {
            let middle = (low + high) / 2
            if before[middle] <= index { low = middle } else { high = middle }
        }
        // Between six in the morning and ten at night.
        let share = Double(index - before[low]) / Double(before[low + 1] - before[low])
        return Self.start.adding(milliseconds: Int64(low) * 86_400_000 + 21_600_000 + Int64(share * 57_600_000))
    }

    private static func spread(_ count: Int) -> [Int] {
        // 2025 began on a Wednesday.
        let weights = (0..<days).map { day -> Double in
            let workload = (day + 2) % 7 < 5 ? 1.0 : 0.25
            return workload * (0.8 + 0.4 * Double(day) / Double(days))
        }
        let total = weights.reduce(0, +)
        var before = [0]
        var sum = 0.0
        for weight in weights {
            sum += weight
            before.append(Int((Double(count) * min(1, sum / total)).rounded()))
        }
        return before
    }
}
