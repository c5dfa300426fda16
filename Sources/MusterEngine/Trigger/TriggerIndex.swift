import MusterModel
import MusterRules

/// Finds the triggers that an event may fit without trying each: by the activity's type, its asset or
/// field, and one value that a trigger asks for. What it finds is still to be held against the event.
struct TriggerIndex: Sendable {
    /// A trigger by its campaign's place in `campaigns` and its own among the campaign's.
    struct Reference: Hashable {
        let campaign: Int
        let trigger: Int
    }

    fileprivate typealias Part = ActivityCondition.Part

    /// Triggers that ask for the same asset or field.
    fileprivate struct Node {
        var texts: [Part: [String: [Reference]]] = [:]
        var numbers: [Part: [Double: [Reference]]] = [:]
        /// Ask for no certain value.
        var others: [Reference] = []
    }

    fileprivate struct TypeNode {
        var byPrimary: [Double: Node] = [:]
        var others = Node()
        var readsAttributes = false
    }

    /// In the order in which events are offered to them.
    let campaigns: [CampaignDefinition]
    private var types: [ActivityTypeID: TypeNode] = [:]

    /// Campaigns that have become invalid react to nothing.
    init(_ campaigns: [CampaignDefinition]) {
        self.campaigns = campaigns
        for (position, definition) in campaigns.enumerated() where definition.isValid {
            for (index, trigger) in definition.triggers.enumerated() {
                add(trigger, of: definition, Reference(campaign: position, trigger: index))
            }
        }
    }

    /// Whether a trigger for such activities looks at attributes.
    func readsAttributes(_ type: ActivityTypeID) -> Bool { types[type]?.readsAttributes ?? false }

    /// By ascending campaign.
    func candidates(for activity: NewActivity) -> [Reference] {
        guard let type = types[activity.typeID] else { return [] }
        var found = Self.candidates(in: type.others, for: activity)
        if let primary = activity.primaryID, let node = type.byPrimary[Double(primary)] {
            found += Self.candidates(in: node, for: activity)
        }
        if found.count > 1 { found.sort { ($0.campaign, $0.trigger) < ($1.campaign, $1.trigger) } }
        return found
    }

    private static func candidates(in node: Node, for activity: NewActivity) -> [Reference] {
        var found = node.others
        for (part, table) in node.texts {
            guard case .text(let text) = part.value(in: activity) else { continue }
            found += table[text.caseFolded] ?? []
        }
        for (part, table) in node.numbers {
            guard let number = part.value(in: activity).number else { continue }
            found += table[number] ?? []
        }
        return found
    }

    private mutating func add(_ trigger: TriggerMatch, of definition: CampaignDefinition, _ reference: Reference) {
        let pattern = trigger.pattern
        var type = types[pattern.typeID] ?? TypeNode()
        if pattern.conditions.contains(where: \.readsAttribute) || trigger.requestSources != nil {
            type.readsAttributes = true
        }
        let primaries =
            pattern.typeID == ActivityType.requestCampaign.id
            ? [Double(definition.campaign.id.rawValue)]
            : pattern.conditions.lazy.compactMap { $0.part == .primaryID ? $0.test.numbers : nil }.first
        if let primaries {
            for primary in Set(primaries) { type.byPrimary[primary, default: Node()].add(reference, pattern) }
        } else {
            type.others.add(reference, pattern)
        }
        types[pattern.typeID] = type
    }
}

extension TriggerIndex.Node {
    /// Under the values of the first condition that asks for certain ones.
    fileprivate mutating func add(_ reference: TriggerIndex.Reference, _ pattern: ActivityPattern) {
        for condition in pattern.conditions where condition.part != .primaryID {
            if case .textIs(let values) = condition.test, condition.readsText {
                for value in Set(values) { texts[condition.part, default: [:]][value, default: []].append(reference) }
                return
            }
            if let values = condition.test.numbers {
                for value in Set(values) { numbers[condition.part, default: [:]][value, default: []].append(reference) }
                return
            }
        }
        others.append(reference)
    }
}

extension ActivityCondition {
    fileprivate var readsAttribute: Bool { if case .attribute = part { true } else { false } }

    fileprivate var readsText: Bool {
        switch part {
        case .primaryValue, .attribute(_, .text): true
        default: false
        }
    }
}

extension ValueTest {
    fileprivate var numbers: [Double]? { if case .numberIs(let numbers) = self { numbers } else { nil } }
}

extension FieldValue {
    fileprivate var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }
}
