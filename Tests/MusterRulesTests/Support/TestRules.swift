import MusterModel
import MusterRules

/// A catalogue with a custom field and a custom activity, and a few assets, for tests.
struct TestRules {
    static let amount = LeadField(id: 90_001, "amount", "Deal Amount", .currency, custom: true)
    static let ratio = LeadField(id: 90_002, "ratio", "Win Ratio", .float, custom: true)
    static let purchaseID: ActivityTypeID = 100_001

    static let purchase = ActivityType.custom(
        id: purchaseID, apiName: "purchase_c", name: "Purchase", filterName: "Made Purchase",
        triggerName: "Makes Purchase", description: "", primary: ActivityAttribute("Order", .string),
        attributes: [
            ActivityAttribute("CD Count", .integer), ActivityAttribute("Amount", .float),
            ActivityAttribute("Gift", .boolean), ActivityAttribute("Delivery", .date),
            ActivityAttribute("Paid At", .datetime),
        ])

    static let catalog = RuleCatalog(
        leadFields: LeadFieldCatalog(custom: [amount, ratio]), activityTypes: ActivityTypeCatalog(custom: [purchase]))

    var assets = TestAssets()

    var document: RuleDocument { RuleDocument(catalog: Self.catalog, assets: assets) }

    func compiler(at now: String = "2024-05-15T12:00:00Z", in zone: String = "GMT") -> RuleCompiler {
        RuleCompiler(catalog: Self.catalog, assets: assets, moment: testMoment(now, in: zone))
    }

    func read(_ json: JSONValue, allowsTriggers: Bool = true) throws -> RuleSet {
        try document.read(json, allowsTriggers: allowsTriggers)
    }

    func predicate(_ json: JSONValue) throws -> Predicate {
        try criteria(json).predicate
    }

    func criteria(_ json: JSONValue) throws -> Criteria { try compiler().criteria(try read(json)) }
}

/// What is wrong with a document, one line per problem.
func problems(_ body: () throws -> some Any) -> [String] {
    do {
        _ = try body()
        return []
    } catch let error as RuleError {
        return error.diagnostics.map(\.description)
    } catch {
        return ["\(error)"]
    }
}
