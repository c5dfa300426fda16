public import MusterModel

/// What is known about the lead that stands at a step.
public struct StepFacts: Sendable {
    /// With the fields of `StepContext.fields(for:)`.
    public var lead: Lead
    /// The lead has had as many non-operational e-mails as the communication limits allow.
    public var limitReached: Bool
    /// In a batch run, a lead with a lower id and the same address is at the same choice.
    public var isDuplicateAddress: Bool

    public init(lead: Lead, limitReached: Bool = false, isDuplicateAddress: Bool = false) {
        self.lead = lead
        self.limitReached = limitReached
        self.isDuplicateAddress = isDuplicateAddress
    }
}
