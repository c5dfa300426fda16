import MusterAudience
import MusterRules
import MusterStore

extension APIContext {
    /// The catalogue of rules, written anew only when something changed.
    func ruleTypes(includesTriggers: Bool, _ kept: KeptAnswer) throws -> APIResult {
        try kept.answer(version: store.position.definitions) {
            let (version, catalog) = try store.read { ($0.position.definitions, $0.ruleCatalog) }
            return (version, .record(RuleCatalogRecord(catalog: catalog, includesTriggers: includesTriggers)))
        }
    }
}
