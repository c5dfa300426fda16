public import MusterModel

/// What a step wants done for one lead, how that is recorded, and where the lead goes next.
public struct StepDecision: Sendable {
    public enum Outcome: Sendable, Hashable {
        case done
        /// The step does not apply to this lead, for the given reason.
        case skipped(String)
        /// The step cannot act at all, such as when its asset is gone.
        case failed(String)
    }
    public enum Next: Sendable, Hashable {
        /// The next step.
        case proceed
        case wait(until: Instant)
        /// This stay in the flow ends.
        case leave
    }

    /// In the order in which they are applied.
    public var effects: [StepEffect]
    public var outcome: Outcome
    public var next: Next

    public init(_ effects: [StepEffect] = [], outcome: Outcome = .done, next: Next = .proceed) {
        self.effects = effects
        self.outcome = outcome
        self.next = next
    }

    /// Passed without effect, because everything already is as the step wants it.
    public static let unchanged = StepDecision()
    public static func skipped(_ reason: String) -> StepDecision { .init(outcome: .skipped(reason)) }
    public static func failed(_ reason: String) -> StepDecision { .init(outcome: .failed(reason)) }
}

/// One change that a step asks for.
public enum StepEffect: Sendable {
    case setField(LeadField, old: FieldValue, new: FieldValue, activity: NewActivity)
    /// No effect and no activity when the lead is a member; `name` is the list's qualified name.
    case addToList(StaticListID, name: String)
    /// No effect and no activity when the lead is not a member.
    case removeFromList(StaticListID, name: String)
    case log(NewActivity)
    case send(OutboxMessage, activity: NewActivity)
    case requestCampaign(SmartCampaignID, activity: NewActivity)
    /// Ends the lead's other stays in that campaign's flow; `nil` is the campaign that runs the
    /// step. The stay that the step belongs to ends through `Next.leave`.
    case removeFromFlow(SmartCampaignID?)
    /// Ends the lead's other stays in every flow.
    case removeFromAllFlows
}

/// Something to hand to the world outside the database. The executor gives it its idempotency key.
public struct OutboxMessage: Sendable, Hashable {
    public static let emailKind = "email"

    public var kind: String
    public var payload: JSONObject

    public init(kind: String, payload: JSONObject) {
        self.kind = kind
        self.payload = payload
    }
}
