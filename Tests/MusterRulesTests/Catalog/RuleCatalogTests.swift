import MusterModel
import Testing

@testable import MusterRules

@Suite struct RuleCatalogTests {
    static let catalog = TestRules.catalog

    @Test(arguments: [
        ("Job Title", "Job Title"), ("job title", "Job Title"), ("title", "Job Title"), (" leadScore ", "Lead Score"),
        ("Deal Amount", "Deal Amount"),
        ("Person Score", "Lead Score"), ("Person Time Zone", "Person Time Zone"), ("Blocklisted", "Black Listed"),
        ("Visited Web Page", "Visited Web Page"), ("not visited WEB page", "Not Visited Web Page"),
        ("Not Was Sent Email", "Not Was Sent Email"), ("Person was Created", "Lead was Created"),
        ("Not Person was Created", "Not Lead was Created"),
        ("Program Status was Changed", "Progression Status was Changed"),
        ("Person Partition Changed", "Lead Partition Changed"),
        ("Engagement Program Stream Changed", "Nurture Track Changed"),
        ("Made Purchase", "Made Purchase"), ("Not Made Purchase", "Not Made Purchase"),
        ("Webhook is Called", "Webhook is Called"),
        ("Member of List", "Member of List"), ("member of static list", "Member of List"),
        ("Member of Smart List", "Member of Smart List"), ("Member of Program", "Member of Program"),
        ("Member of Smart Campaign", "Member of Smart Campaign"),
    ]) func filtersByName(_ name: String, _ expected: String) {
        #expect(Self.catalog.filter(named: name)?.name == expected)
    }

    @Test(arguments: [
        "Visits Web Page", "Not Job Title", "Not Member of List", "Not Not Visited Web Page", "Nonsense", "Not", "",
    ])
    func thereIsNoSuchFilter(_ name: String) {
        #expect(Self.catalog.filter(named: name) == nil)
    }

    @Test(arguments: [
        ("Visits Web Page", "Visits Web Page"), ("campaign is requested", "Campaign is Requested"),
        ("Person is Created", "Lead is Created"), ("Program Status is Changed", "Progression Status is Changed"),
        ("Makes Purchase", "Makes Purchase"), ("Added to Engagement Program", "Added to Nurture"),
    ]) func triggersByName(_ name: String, _ expected: String) {
        #expect(Self.catalog.trigger(named: name)?.name == expected)
    }

    @Test(arguments: ["Visited Web Page", "Not Visits Web Page", "Job Title", "Campaign was Executed"])
    func thereIsNoSuchTrigger(_ name: String) {
        #expect(Self.catalog.trigger(named: name) == nil)
    }

    @Test(arguments: [
        ("Member of List", 9501), ("Member of Smart List", 9502), ("Member of Program", 9503),
        ("Member of Smart Campaign", 9504), ("Visited Web Page", 1), ("Not Visited Web Page", 1), ("Country", 66),
    ]) func typeIDs(_ name: String, _ id: Int) {
        #expect(Self.catalog.filter(named: name)?.id == id)
    }

    @Test func everyActivityFilterHasTheBuiltInsAndNoTriggerDoes() {
        for filter in Self.catalog.filters {
            let builtIns = filter.constraints.map(\.id).filter { $0 < 0 }
            #expect(builtIns == (filter.kind == .activity ? [-101, -102] : []), "\(filter.name)")
        }
        for trigger in Self.catalog.triggers {
            #expect(trigger.constraints.allSatisfy { $0.id > 0 }, "\(trigger.name)")
        }
    }

    @Test func everyTypeHasAtMostOnePrimaryConstraintAndItIsTheFirst() {
        let types: [any RuleType] = Self.catalog.filters + Self.catalog.triggers
        for type in types {
            let primary = type.constraints.indices.filter { type.constraints[$0].isPrimary }
            #expect(primary == [] || primary == [0], "\(type.name)")
            #expect(Set(type.constraints.map(\.id)).count == type.constraints.count, "\(type.name)")
        }
    }

    @Test func everyFilterIsFoundByItsOwnName() {
        for filter in Self.catalog.filters {
            #expect(Self.catalog.filter(named: filter.name)?.id == filter.id, "\(filter.name)")
        }
        for trigger in Self.catalog.triggers {
            #expect(Self.catalog.trigger(named: trigger.name)?.id == trigger.id, "\(trigger.name)")
        }
    }

    @Test func theCampaignRequestTriggerAsksForTheSourceAlone() {
        #expect(Self.catalog.trigger(named: "Campaign is Requested")?.constraints.map(\.name) == ["Source"])
        #expect(Self.catalog.trigger(named: "Campaign is Requested")?.primaryConstraint?.name == "Source")
        #expect(Self.catalog.filter(named: "Campaign was Requested")?.primaryConstraint?.name == "Campaign Name")
    }
}
