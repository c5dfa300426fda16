import MusterModel

/// May this lead get this e-mail now, and at which address?
///
/// Operational mail passes unsubscribes, marketing suspension and limits, and nothing else.
/// - Source: Adobe, "List of Standard Fields"; product docs, "Make an Email Operational", "Add
///   Person to Blocklist" and the pages on deliverability.
enum MailPermission: Sendable, Hashable {
    case granted(address: String)
    case blocked(String)

    static let fields: Set<LeadField> = [
        .email, .blackListed, .emailInvalid, .emailSuspended, .emailSuspendedAt, .unsubscribed, .marketingSuspended,
    ]

    init(of facts: StepFacts, for email: Email, _ context: StepContext) {
        if let reason = Self.obstacle(facts, email, context) {
            self = .blocked(reason)
        } else if let address = facts.lead.text(.email)?.trimmingBlanks, !address.isEmpty {
            self =
                address.isEmailAddress
                ? .granted(address: address) : .blocked("the e-mail address is malformed")
        } else {
            self = .blocked("the lead has no e-mail address")
        }
    }

    private static func obstacle(_ facts: StepFacts, _ email: Email, _ context: StepContext) -> String? {
        let lead = facts.lead
        if lead.isTrue(.blackListed) { return "the lead is black listed" }
        if lead.isTrue(.emailInvalid) { return "the e-mail address is invalid" }
        if isSuspended(lead, at: context.moment.instant) { return "the e-mail address is suspended" }
        if facts.isDuplicateAddress { return "a lead with a lower id has the same e-mail address" }
        if email.isOperational { return nil }
        if lead.isTrue(.unsubscribed) { return "the lead has unsubscribed" }
        if lead.isTrue(.marketingSuspended) { return "the lead is marketing suspended" }
        if facts.limitReached, context.campaign.isCommunicationLimitEnabled {
            return "the communication limit is reached"
        }
        return nil
    }

    /// The flag stays set; it counts for 24 hours.
    private static func isSuspended(_ lead: Lead, at now: Instant) -> Bool {
        guard lead.isTrue(.emailSuspended), case .instant(let since) = lead[.emailSuspendedAt] else { return false }
        return now < since.adding(seconds: 24 * 3600)
    }
}

extension Lead {
    func isTrue(_ field: LeadField) -> Bool { self[field] == .boolean(true) }
    func text(_ field: LeadField) -> String? { if case .text(let text) = self[field] { text } else { nil } }
}
