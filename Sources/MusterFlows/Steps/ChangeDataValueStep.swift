public import MusterModel

/// `Change Data Value`: writes one field of the lead or its company.
///
/// - New Value: text and tokens; the literal `NULL` in capitals clears the field. A token whose
///   value happens to be `NULL` does not: there are people of that name (our choice).
/// - Empty: a value that comes out empty changes nothing; the step is skipped.
/// - Conversion: by the field's type, as the lead API converts; a value that does not fit is skipped with
///   the reason, a text that is too long is cut to the field's length. Beyond 64 KiB the step fails.
/// - Effect: an unchanged value has no effect and no activity.
/// - Source: product docs, "Change Data Value", "Clear Field Values"; Reason is recorded.
public struct ChangeDataValueStep: FlowStepType {
    public static let typeID = 13
    public static let name = "Change Data Value"
    public static let summary = "Writes one field of the lead or its company."
    public static let parameters = [
        StepParameter(111, "Attribute", .field(.writable), "A lead field that flows may write."),
        StepParameter(112, "New Value", .template(.value(of: "Attribute")), "Text with tokens; NULL clears the field."),
    ]
    public static let priority = StepPriority.low

    private enum NewValue: Sendable {
        case clear
        case template(TemplateText)
    }
    private let field: LeadField
    private let newValue: NewValue

    public init(_ parameters: StepParameters) throws(RuleError) {
        var problems: [Diagnostic] = []
        let field = problems.collect { () throws(RuleError) in try parameters.field(.writable, "Attribute") }
        let template = problems.collect { () throws(RuleError) in try parameters.template("New Value") }
        guard let field, let template, problems.isEmpty else { throw RuleError(problems) }
        self.field = field
        newValue = template.source.trimmingBlanks == "NULL" ? .clear : .template(template)
    }

    public var requiredFields: TokenUse {
        let own = TokenUse(fields: [field])
        switch newValue {
        case .clear: return own
        case .template(let template): return own.union(template.use)
        }
    }

    public func decide(_ facts: StepFacts, _ context: StepContext) -> StepDecision {
        switch newValue {
        case .clear: return change(to: .null, facts, context)
        case .template(let template):
            let text: String
            do { text = try template.text(for: facts.lead, in: context.tokens) } catch {
                return .failed("New Value \(error)")
            }
            do {
                let value = try field.value(fromText: field.cut(text), moment: context.moment)
                if value.isNull { return .skipped("the new value is empty; NULL would clear the field") }
                return change(to: value, facts, context)
            } catch {
                return .skipped(error.message.excerpt(bytes: 400))
            }
        }
    }

    private func change(to new: FieldValue, _ facts: StepFacts, _ context: StepContext) -> StepDecision {
        let old = facts.lead[field]
        if new == old { return .unchanged }
        var attributes = JSONObject()
        if !new.isNull { attributes["New Value"] = .string(new.recordedText) }
        if !old.isNull { attributes["Old Value"] = .string(old.recordedText) }
        attributes["Reason"] = context.reason(Self.name)
        attributes["Source"] = .string(StepContext.source)
        let activity = context.activity(
            Self.typeID, of: facts.lead.id, about: Int64(field.id), named: field.displayName, attributes)
        return StepDecision([.setField(field, old: old, new: new, activity: activity)])
    }
}

extension LeadField {
    /// The text cut to what the field holds, at a whole character. An address that is cut is
    /// another address, so that one is left to fail.
    func cut(_ text: String) -> String {
        if dataType == .email { return text }
        if dataType == .text { return text.prefix(30_000, measuring: { $0.utf8.count }) }
        guard dataType.storage == .text, let length else { return text }
        return text.prefix(length, measuring: { $0.unicodeScalars.count })
    }
}

extension String {
    fileprivate func prefix(_ limit: Int, measuring size: (Character) -> Int) -> String {
        if utf8.count <= limit { return self }
        var total = 0
        return String(
            prefix { character in
                total += size(character)
                return total <= limit
            })
    }
}
