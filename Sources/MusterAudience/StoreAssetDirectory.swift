public import MusterModel
public import MusterRules
public import MusterStore

/// The assets of one snapshot, as rules and flows refer to them.
public struct StoreAssetDirectory: AssetDirectory {
    private let reader: StoreReader
    private let faults = Faults()

    public init(_ reader: StoreReader) { self.reader = reader }

    /// What the first look-up that failed has failed with.
    public var fault: (any Error)? { faults.first }

    public func assetID(_ kind: AssetKind, named name: String) throws -> Int64? {
        try faults.noting { try reader.assetID(kind, named: name) }
    }
    public func assetName(_ kind: AssetKind, id: Int64) throws -> String? {
        try faults.noting { try reader.assetName(kind, id: id) }
    }
    public func rules(of list: SmartListID) throws -> RuleSet? {
        try faults.noting { try reader.smartList(list)?.rules }
    }

    /// Lowering turns a failed look-up into a problem of the rule; what it was is kept here.
    private final class Faults {
        private(set) var first: (any Error)?

        func noting<T>(_ body: () throws -> T) throws -> T {
            do { return try body() } catch {
                first = first ?? error
                throw error
            }
        }
    }
}

extension StoreReader {
    /// What rules can be made of in this instance.
    public var ruleCatalog: RuleCatalog {
        RuleCatalog(leadFields: catalogs.leadFields, activityTypes: catalogs.activityTypes)
    }

    /// Reads and writes rule documents against this snapshot.
    public var ruleDocument: RuleDocument {
        RuleDocument(catalog: ruleCatalog, assets: StoreAssetDirectory(self))
    }

    /// Gives rules their meaning at a moment.
    public func ruleCompiler(at moment: Moment) -> RuleCompiler {
        RuleCompiler(catalog: ruleCatalog, assets: StoreAssetDirectory(self), moment: moment)
    }
}
