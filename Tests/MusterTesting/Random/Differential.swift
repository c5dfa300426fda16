import Foundation
import MusterModel
public import MusterRules
public import MusterStore

/// One question on which the two readers of a predicate disagree, cut down to its smallest part
/// that still shows it.
public struct Disagreement: CustomStringConvertible {
    public let predicate: MusterRules.Predicate
    public let lead: RandomLead
    public let expected: Bool

    /// Compares what SQL answers with what the interpreter answers; `nil` when they agree.
    ///
    /// - Parameter limits: small ones have the question asked in pieces.
    public static func find(
        _ criteria: Criteria, _ leads: [RandomLead], _ reader: StoreReader, limits: StatementLimits = .usual
    ) throws -> Disagreement? {
        guard let lead = try firstDifference(criteria, leads, reader, limits) else { return nil }
        var smallest = (predicate: criteria.predicate, lead: lead)
        while let smaller = try smallest.predicate.parts.lazy.compactMap({ part in
            try firstDifference(Criteria(part, lists: criteria.lists), leads, reader, limits)
                .map { (predicate: part, lead: $0) }
        }).first { smallest = smaller }
        return Disagreement(
            predicate: smallest.predicate, lead: smallest.lead,
            expected: Criteria(smallest.predicate, lists: criteria.lists).holds(for: smallest.lead))
    }

    private static func firstDifference(
        _ criteria: Criteria, _ leads: [RandomLead], _ reader: StoreReader, _ limits: StatementLimits
    ) throws -> RandomLead? {
        let selected = Set(try reader.leads(meeting: criteria, limits: limits))
        return leads.first { criteria.holds(for: $0) != selected.contains($0.id) }
    }

    /// A row for a table test: what is asked, of whom, and the two answers.
    public var description: String {
        let values = lead.values.sorted { $0.key.id < $1.key.id }.map { "\($0.key.name)=\($0.value)" }
        let activities = lead.activities.map {
            "{type \($0.typeID) at \($0.at.milliseconds) campaign \($0.campaignID?.description ?? "-") primary "
                + "\($0.primaryID?.description ?? "-") \($0.primaryValue?.debugDescription ?? "-") "
                + "\(JSONValue.object($0.attributes).jsonText)}"
        }
        return """
            | asked | \(predicate.plainText)
            | of | id=\(lead.id) \(values.joined(separator: " "))
            | who did | \(activities.joined(separator: " "))
            | member of | lists \(lead.lists) programs \("\(lead.programs)".withoutModules) campaigns \(lead.campaigns)
            | interpreter | \(expected)
            | SQL | \(!expected)
            """
    }
}

extension MusterRules.Predicate {
    /// The predicates and, of a leaf, the simpler leaves it is made of.
    fileprivate var parts: [MusterRules.Predicate] {
        switch self {
        case .all(let parts), .any(let parts): parts
        case .not(let part): [part]
        case .field(let field, .anyOf(let tests)): tests.map { .field(field, $0) }
        case .field(let field, .not(let test)): [.field(field, test)]
        case .activities(let pattern, let minimum):
            (minimum > 1 ? [.activities(pattern, atLeast: 1)] : [])
                + (pattern.conditions.isEmpty && pattern.at == nil
                    ? []
                    : [.activities(ActivityPattern(typeID: pattern.typeID), atLeast: minimum)]
                        + pattern.conditions.filter { _ in pattern.conditions.count > 1 || pattern.at != nil }.map {
                            .activities(ActivityPattern(typeID: pattern.typeID, conditions: [$0]), atLeast: minimum)
                        })
        default: []
        }
    }

    /// Short and unambiguous, for people.
    public var plainText: String {
        switch self {
        case .all(let parts): "all(" + parts.map(\.plainText).joined(separator: ", ") + ")"
        case .any(let parts): "any(" + parts.map(\.plainText).joined(separator: ", ") + ")"
        case .not(let part): "not(\(part.plainText))"
        case .field(let field, let test): "\(field.name) \(test)".withoutModules
        default: "\(self)".withoutModules
        }
    }
}

extension String {
    fileprivate var withoutModules: String {
        ["MusterRules.", "MusterModel.", "Swift."].reduce(self) { $0.replacingOccurrences(of: $1, with: "") }
    }
}
