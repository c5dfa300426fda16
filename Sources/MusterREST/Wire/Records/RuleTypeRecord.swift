import MusterModel
import MusterRules

/// A kind of filter or trigger with what its rules may compare.
///
/// `dbAttrib`, `dbAttribId` and `dbObject` name the field behind a constraint and are absent where
/// there is none.
/// - Source: Adobe's newer asset swagger for the members; what they hold is inferred.
struct RuleTypeRecord: WireRecord {
    let type: any RuleType

    init(_ type: any RuleType) { self.type = type }

    func write(_ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", type.id)
            writer.member("name", type.name)
            writer.member("type", type.kind.rawValue.lowercased())
            writer.key("constraints")
            writer.array(type.constraints) { Self.write($1, &$0) }
        }
    }

    private static func write(_ constraint: RuleConstraint, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", constraint.id)
            writer.member("name", constraint.name)
            writer.member("dataType", constraint.dataType.rawValue)
            writer.member("primary", constraint.isPrimary)
            writer.member("operator", ifPresent: usualOperator(of: constraint))
            guard case .leadField(let field) = constraint.subject else { return writer.member("type", "standard") }
            writer.member("dbAttrib", field.name)
            writer.member("dbAttribId", String(field.id))
            writer.member("dbObject", field.owner == .company ? "Company" : "Lead")
            writer.member("type", field.isCustom ? "custom" : "standard")
        }
    }

    /// `is` where the constraint has it, else the first of its operators.
    private static func usualOperator(of constraint: RuleConstraint) -> String? {
        (OperatorCatalog.operator(named: "is", for: constraint) ?? OperatorCatalog.operators(for: constraint).first)?
            .name
    }
}
