import MusterModel
import MusterRules

/// Every filter, and for the list of a campaign every trigger, that rules can be made of.
struct RuleCatalogRecord: WireRecord {
    let catalog: RuleCatalog
    let includesTriggers: Bool

    func write(_ writer: inout JSONWriter) {
        writer.object { writer in
            writer.key("filters")
            writer.array(catalog.filters) { RuleTypeRecord(type: $1).write(&$0) }
            if includesTriggers {
                writer.key("triggers")
                writer.array(catalog.triggers) { RuleTypeRecord(type: $1).write(&$0) }
            }
            // Predictive filters are not built; there are none, whoever asks.
            writer.member("predictiveFilters", .object(JSONObject()))
        }
    }
}
