import MusterModel
import MusterRules
import Testing

@Suite struct RuleSetKeepingIDsTests {
    @Test func untouchedRulesKeepTheirIDs() throws {
        let old = try Self.numbered(["filters": [["City": "Bonn"], ["City": "Bonn"], ["State": "NRW"]]])
        let new = try TestRules().read([
            "filters": [["State": "NRW"], ["City": "Köln"], ["City": "Bonn"], ["City": "Bonn"], ["City": "Bonn"]]
        ])
        #expect(new.keepingIDs(of: old).filters.map(\.id) == [12, 0, 10, 11, 0])
    }

    @Test("a renamed list is the same list and takes its new name along")
    func renamedAsset() throws {
        var old = try Self.numbered(["filters": [["Member of List": "Customers"]]])
        let new = old
        old.filters[0].conditions[0].values[0] = RuleValue(
            "Clients", assetID: old.filters[0].conditions[0].values[0].assetID)
        let kept = new.keepingIDs(of: old)
        #expect(kept.filters.map(\.id) == [10])
        #expect(kept.filters[0].conditions[0].values.map(\.text) == ["Customers"])
    }

    @Test("another list of the same name is another rule")
    func otherAsset() throws {
        let old = try Self.numbered(["filters": [["Member of List": "Customers"]]])
        var new = old
        new.filters[0].conditions[0].values[0] = RuleValue("Customers", assetID: 77)
        #expect(new.keepingIDs(of: old).filters.map(\.id) == [0])
    }

    private static func numbered(_ document: JSONValue) throws -> RuleSet {
        var rules = try TestRules().read(document)
        for index in rules.filters.indices { rules.filters[index].id = Int64(10 + index) }
        return rules
    }
}
