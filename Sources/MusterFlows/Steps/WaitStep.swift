public import MusterModel

/// `Wait`: the lead goes on later, at a time that is fixed when it arrives.
///
/// - Duration: a whole number and an unabbreviated unit; a token may stand for the number. Days
///   and longer keep the wall-clock time. Marketo accepts `4 hrs` and does not wait; Muster refuses.
/// - Ends On, Time: the first allowed instant after the duration. With Date, Time is the time of
///   day; without it the wait ends at the date's own time, or at midnight.
/// - Date: a day or a date token, with Offset (`-3 days`) and Next Anniversary.
/// - Empty or past date, or a token that gives no number: the lead goes on at once.
/// - Time zone: the instance's.
/// - Source: product docs, "Use a Duration", "Use a Specific Date" and "Use a Date Token in a Wait Flow
///   Step"; what happens to a date that has passed is our choice.
public struct WaitStep: FlowStepType {
    /// Muster's own: Marketo's activity log does not record the step.
    public static let typeID = 9601
    public static let name = "Wait"
    public static let summary = "Lets the lead wait for a time or until a date."
    public static let parameters = [
        StepParameter(
            101, "Duration", .template(.duration), required: false, "Such as 3 days; a token may be the number."),
        StepParameter(102, "Date", .template(.date), required: false, "A date or a date token."),
        StepParameter(
            103, "Ends On", .text, required: false,
            "With Duration: weekdays such as Monday, Friday; or weekdays, weekends, any."),
        StepParameter(
            104, "Time", .text, required: false,
            "A time such as 9:00; with Duration also a window such as 9:00 - 17:00."),
        StepParameter(105, "Offset", .template(.days), required: false, "With Date: such as -3 days."),
        StepParameter(
            106, "Next Anniversary", .choice(["true", "false"]), required: false,
            "With Date: wait for the next time that day and month come round."),
    ]
    public static let priority = StepPriority.low

    private enum Form: Sendable {
        case duration(RelativePeriod, WaitEnd?)
        case template(TemplateText, WaitEnd?)
        case date(WaitDate)
    }
    private let form: Form

    public init(_ parameters: StepParameters) throws(RuleError) {
        switch (parameters.text("Duration"), parameters.text("Date")) {
        case (nil, nil): throw RuleError("Duration", "is missing; give a Duration or a Date")
        case (.some, .some): throw RuleError("Date", "cannot be given together with Duration")
        case (nil, .some):
            try Self.refuse(["Ends On"], of: parameters, with: "Duration")
            form = .date(try WaitDate(parameters))
        case (let duration?, nil):
            try Self.refuse(["Offset", "Next Anniversary"], of: parameters, with: "Date")
            form = try Self.duration(duration, parameters)
        }
    }

    private static func duration(_ text: String, _ parameters: StepParameters) throws(RuleError) -> Form {
        var problems: [Diagnostic] = []
        let template = try parameters.template("Duration")
        let period = template.isLiteral ? RelativePeriod(text) : nil
        if template.isLiteral, period == nil {
            problems.append(
                Diagnostic(
                    "Duration",
                    "'\(text)' is not a duration; write a whole number and minutes, hours, days, weeks, months or years"
                ))
        }
        let endsOn = parameters.text("Ends On")
        let time = parameters.text("Time")
        let end =
            endsOn == nil && time == nil
            ? nil : problems.collect { () throws(RuleError) in try WaitEnd(endsOn: endsOn, time: time) }
        guard problems.isEmpty else { throw RuleError(problems) }
        return period.map { .duration($0, end) } ?? .template(template, end)
    }

    private static func refuse(_ names: [String], of parameters: StepParameters, with other: String)
        throws(RuleError)
    {
        let given = names.filter { parameters.text($0) != nil }
        if !given.isEmpty { throw RuleError(given.map { Diagnostic($0, "goes only with \(other)") }) }
    }

    public var requiredFields: TokenUse {
        switch form {
        case .duration: .none
        case .template(let template, _): template.use
        case .date(let date): date.use
        }
    }

    public func decide(_ facts: StepFacts, _ context: StepContext) -> StepDecision {
        switch form {
        case .duration(let period, let end): return wait(period, end, context)
        case .template(let template, let end):
            do {
                let text = try template.text(for: facts.lead, in: context.tokens)
                guard let period = RelativePeriod(text) else { return .skipped("\(text.quoted) is not a duration") }
                return wait(period, end, context)
            } catch {
                return .failed("Duration \(error)")
            }
        case .date(let date):
            switch date.end(for: facts.lead, context) {
            case .at(let instant): return Self.until(instant, context)
            case .none(let reason): return .skipped(reason)
            case .failed(let reason): return .failed(reason)
            }
        }
    }

    private func wait(_ period: RelativePeriod, _ end: WaitEnd?, _ context: StepContext) -> StepDecision {
        let zone = context.moment.timeZone
        let earliest = period.after(context.moment.instant, in: zone)
        return Self.until(end?.first(notBefore: earliest, in: zone) ?? earliest, context)
    }

    private static func until(_ instant: Instant, _ context: StepContext) -> StepDecision {
        instant > context.moment.instant ? StepDecision(next: .wait(until: instant)) : .unchanged
    }
}
