import MusterAudience
import MusterRules
import MusterStore

extension APIContext {
    /// The catalogue of rules, written anew only when something changed.
    func ruleTypes(includesTriggers: Bool, _ kept: KeptAnswer) throws -> APIResult {
        try kept.answer(revision: store.changes.assetRevision) {
            let catalog = try store.read { $0.ruleCatalog }
            return .record(RuleCatalogRecord(catalog: catalog, includesTriggers: includesTriggers))
        }
    }
}
