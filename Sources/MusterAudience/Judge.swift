public import MusterModel
public import MusterRules
public import MusterStore

/// Judges people by rules, in one snapshot and at one moment.
public struct Judge {
    private let reader: StoreReader
    private let assets: StoreAssetDirectory
    private let compiler: RuleCompiler

    init(reader: StoreReader, moment: Moment) {
        self.reader = reader
        assets = StoreAssetDirectory(reader)
        compiler = RuleCompiler(catalog: reader.ruleCatalog, assets: assets, moment: moment)
    }

    /// Those of the leads whom the filters select and the further condition lets pass.
    /// - Throws: `RuleError` when the rules are invalid, or a fault of the storage.
    public func leads(_ leads: [LeadID], whoMeet rules: RuleSet, and condition: Predicate = .always) throws -> Set<
        LeadID
    > {
        try selected(leads, criteria(rules).and(condition))
    }

    /// Those of the leads who meet the condition of a choice.
    /// - Throws: as for rules.
    public func leads(_ leads: [LeadID], whoMeet condition: Rule) throws -> Set<LeadID> {
        try selected(leads, compiled { () throws(RuleError) in try compiler.criteria(condition) })
    }

    /// Everybody whom the filters select and the further condition lets pass.
    public func everyone(whoMeets rules: RuleSet, and condition: Predicate = .always) throws -> LeadSet {
        try reader.leadSet(meeting: criteria(rules).and(condition))
    }

    /// What the filters ask.
    func criteria(_ rules: RuleSet) throws -> Criteria {
        try compiled { () throws(RuleError) in try compiler.criteria(rules) }
    }

    private func selected(_ leads: [LeadID], _ criteria: Criteria) throws -> Set<LeadID> {
        leads.isEmpty ? [] : Set(try reader.leads(meeting: criteria, among: leads))
    }

    /// A rule whose assets could not be read is not wrong: what reading them failed with is told.
    private func compiled(_ compile: () throws(RuleError) -> Criteria) throws -> Criteria {
        do { return try compile() } catch {
            if let fault = assets.fault { throw fault }
            throw error
        }
    }
}
