extension ActivityType {
    /// Described for clients that resolve it by name; Muster writes none.
    public static let enrichWithDataCom = ActivityType(
        id: 106, name: "Enrich with Data.com", description: "Lead is enriched by Data.com")
}
