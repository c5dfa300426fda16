import MusterAudience
import MusterFlows
public import MusterModel
public import MusterRules
public import MusterStore

/// Finds the values that make sense for a constraint: assets, lead fields, statuses, true and false,
/// and what requests a campaign.
///
/// Nothing is offered for texts that only the log knows, because finding them would read all of it,
/// nor for numbers and dates.
public struct ValueSuggestions {
    /// More are not answered: nobody chooses from them. Our choice.
    public static let most = 10_000

    private let reader: StoreReader

    public init(_ reader: StoreReader) { self.reader = reader }

    /// The values by the name that people see, or nothing.
    ///
    /// - Parameters:
    ///   - primaryValues: what the rule's primary constraint says, such as the programs whose
    ///     statuses are asked for; none asks for those of every channel.
    ///   - list: the list that the rule is for, which it may not name itself.
    /// - Throws: `RuleEditError` where there is no such type or constraint.
    public func suggestions(
        for constraint: ConstraintReference, ofType typeID: Int, kind: Rule.Kind, primaryValues: [String] = [],
        in list: SmartListID
    ) throws -> [ValueSuggestion] {
        let types = RuleRole.allCases.compactMap { reader.ruleCatalog.type(id: typeID, kind: kind, role: $0) }
        guard let type = types.first else {
            throw RuleEditError.invalid([
                Diagnostic("ruleTypeId", "there is no \(kind.rawValue.lowercased()) rule \(typeID)")
            ])
        }
        guard constraint.kind == kind, let found = type.constraint(id: constraint.id) else {
            throw RuleEditError.invalid([
                Diagnostic("optionTypeId", "'\(type.name)' has no constraint \(constraint.id)")
            ])
        }
        return try values(of: found, type, primaryValues, list).sorted {
            ($0.displayName.caseFolded, $0.displayName, $0.id ?? 0)
                < ($1.displayName.caseFolded, $1.displayName, $1.id ?? 0)
        }
    }

    private func values(
        of constraint: RuleConstraint, _ type: any RuleType, _ primaryValues: [String], _ list: SmartListID
    ) throws -> [ValueSuggestion] {
        if let kind = constraint.assetKind {
            return try reader.nameableAssets(kind, limit: Self.most).compactMap { asset in
                if kind == .smartList, asset.id == list.rawValue { return nil }
                return ValueSuggestion(id: asset.id, name: asset.name, displayName: asset.qualifiedName)
            }
        }
        switch constraint.family {
        case .leadField:
            // Scores are the only fields that this activity is ever about.
            let onlyScores = type.id == Int(ActivityType.changeScore.id.rawValue)
            return reader.ruleCatalog.leadFields.fields.filter { field in
                !onlyScores || StepParameter.FieldRole.score.admits(field)
            }.map {
                ValueSuggestion(id: Int64($0.id), name: $0.name, displayName: $0.displayName)
            }
        case .programStatus: return try statuses(ofPrograms: primaryValues)
        case .recordedText where Self.isProgramStatus(constraint, of: type):
            return try statuses(ofPrograms: primaryValues)
        case .recordedText where Self.isRequestSource(constraint, of: type):
            return [RequestSource.webService, RequestSource.flowAction].map { ValueSuggestion(name: $0) }
        case .boolean: return ["true", "false"].map { ValueSuggestion(name: $0) }
        case .text, .recordedText, .integer, .float, .date, .datetime, .activityDate, .minimumTimes, .asset,
            .membership:
            return []
        }
    }

    /// Those of the programs' channels; of every channel when no program is given. Hidden ones are
    /// out of use, and step 0 is no membership.
    private func statuses(ofPrograms names: [String]) throws -> [ValueSuggestion] {
        var channels = try reader.channels()
        if !names.isEmpty {
            let wanted = try names.compactMap { name in
                try reader.assetID(.program, named: name.trimmingBlanks).flatMap {
                    try reader.program(ProgramID($0))?.channel
                }
            }
            channels.removeAll { channel in !wanted.contains { $0.isIdentical(to: channel.name) } }
        }
        var seen: Set<String> = []
        return channels.flatMap(\.statuses).filter {
            $0.step > 0 && !$0.isHidden && seen.insert($0.name.caseFolded).inserted
        }.map { ValueSuggestion(name: $0.name) }
    }

    private static func isProgramStatus(_ constraint: RuleConstraint, of type: any RuleType) -> Bool {
        type.id == Int(ActivityType.changeStatusInProgression.id.rawValue)
            && ["New Status", "Old Status"].contains(constraint.name)
    }

    private static func isRequestSource(_ constraint: RuleConstraint, of type: any RuleType) -> Bool {
        type.id == Int(ActivityType.requestCampaign.id.rawValue) && constraint.name == "Source"
    }
}

/// One value that a person may be offered for a constraint.
public struct ValueSuggestion: Sendable, Hashable {
    /// Of an asset or a lead field; other values have none.
    public let id: Int64?
    /// The asset's own name, the REST name of a field, else the value itself.
    public let name: String
    /// What a rule says for it, such as `Program.Asset`.
    public let displayName: String

    init(id: Int64? = nil, name: String, displayName: String? = nil) {
        self.id = id
        self.name = name
        self.displayName = displayName ?? name
    }
}
