extension LeadField {
    /// The fields every instance has, in no particular order; the catalogue sorts by id.
    ///
    /// Ids, names, types and lengths are those of one real instance's Describe.
    /// - Source: Adobe, "List of Standard Fields"; Fivetran's anonymised Marketo seeds (ids).
    public static let standard: [LeadField] =
        identityFields + personFields + companyFields + originFields + reachabilityFields + scoringFields + syncFields
}
