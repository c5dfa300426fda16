import MusterModel
import MusterRules

/// What a step cannot see by itself: texts whose tokens can never give what is asked for.
extension FlowDocument {
    /// Everything wrong with what an author gives; paths are names of parameters.
    func allComplaints(about parameters: [FlowParameter], of type: any FlowStepType.Type) -> [Diagnostic] {
        let own = complaints(about: parameters, of: type)
        let told = Set(own.map(\.path))
        return own + textComplaints(about: parameters, of: type).filter { !told.contains($0.path) }
    }

    private func textComplaints(about parameters: [FlowParameter], of type: any FlowStepType.Type) -> [Diagnostic] {
        let filled = StepParameters(parameters, leadFields: leadFields)
        let check = TokenCheck(leadFields: leadFields, declared: tokens)
        return type.parameters.flatMap { parameter -> [Diagnostic] in
            guard case .template(let meaning) = parameter.kind, let text = filled[parameter.name]?.text,
                !text.trimmingBlanks.isEmpty
            else { return [] }
            let template = TemplateText(text, leadFields: leadFields)
            var sentences = check.unknownNames(in: template)
            if let demand = meaning.demand(in: filled), let complaint = check.complaint(about: template, as: demand) {
                let advice = parameterForDate(template, besides: parameter, of: type, check) ?? demand.advice
                sentences.append("\(complaint); \(advice)")
            }
            return sentences.map { Diagnostic(parameter.name, $0) }
        }
    }

    /// The bare value of the short grammar is the first parameter, and so it is where a date ends up that belongs
    /// into another one: `Wait: "until {{my.Launch}}"`.
    private func parameterForDate(
        _ template: TemplateText, besides first: StepParameter, of type: any FlowStepType.Type, _ check: TokenCheck
    ) -> String? {
        guard first == type.parameters.first, template.tokens.count == 1, let token = template.tokens.first,
            let other = type.parameters.first(where: { $0.kind == .template(.date) }),
            let demand = TextMeaning.date.demand(in: StepParameters([], leadFields: leadFields))
        else { return nil }
        let written = "{{\(token.name)}}"
        guard check.mayBe(TemplateText(written, leadFields: leadFields), demand) else { return nil }
        return "for a date give \(other.name) \(written.quoted) in its place"
    }
}
