public import MusterModel

/// Lists and campaigns whose stored rules or flow hold the id of an asset.
///
/// The ids of all kinds of assets look alike there, so whoever asks decides what a mention means.
/// Looking through the texts costs some milliseconds with ten thousand campaigns, and deleting an
/// asset is rare: cheaper than a table of uses that every write would have to keep.
extension StoreReader {
    /// By ascending id, the lists of campaigns among them.
    public func smartLists(mentioning id: Int64) throws -> [SmartList] {
        try smartLists(where: mentions("rules", [Self.inRules(id)]))
    }

    /// Campaigns whose flow mentions it, by ascending id.
    public func smartCampaigns(mentioning id: Int64) throws -> [SmartCampaign] {
        try smartCampaigns(where: mentions("flow", [Self.inRules(id), Self.inFlow(id)]))
    }

    /// As `RuleValue.storedJSON` writes it.
    private static func inRules(_ id: Int64) -> String { "\"assetId\":\(id)" }
    /// As `FlowParameter.storedJSON` writes it.
    private static func inFlow(_ id: Int64) -> String { "\"asset\":\(id)" }

    /// The id must end where the text does: 10 is not a mention of 100.
    private func mentions(_ column: String, _ texts: [String]) -> SQLCondition {
        var condition = SQLCondition()
        let endings = texts.flatMap { [$0 + ",", $0 + "}"] }
        condition.requireAny(
            of: endings.map { SQLCondition(connection.dialect.contains(column, "?"), [.text($0)]) })
        return condition
    }
}
