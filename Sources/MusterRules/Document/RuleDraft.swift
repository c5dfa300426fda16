import MusterModel

/// One rule as a document has it, whichever of the two grammars it is written in: its type is
/// known, its operators and values are not yet judged. Every part knows its place in the document.
struct RuleDraft {
    var path: String
    var type: any RuleType
    /// The operator of the rule as a whole, or of the primary condition in the bare form.
    var operatorName: Located<String>?
    var conditions: [ConditionDraft]
    /// True when parts were left out because they could not be read, and have been reported.
    var isDamaged = false
}

struct ConditionDraft {
    var path: String
    var constraint: RuleConstraint
    var operatorName: String?
    var values: [Located<String>]
}

struct Located<Value> {
    var path: String
    var value: Value
}
