public import MusterModel
public import MusterRules

/// `Send Email`: sends the approved version of an e-mail, unless the lead must not get it.
///
/// - Checked at the moment of the send: block list, invalid, suspended, unsubscribed and marketing
///   suspended leads, the communication limits, and in batch runs the lead with the lowest id of
///   those that share an address. A lead that is blocked is skipped and goes on.
/// - Activity: 6 only for a mail that is handed over.
/// - Errors: an e-mail that is deleted or not approved fails the step, and so does one with a part
///   that is longer than 2 MiB with its tokens filled in.
/// - Source: product docs, "Send Email" and "Make an Email Operational"; one mail for a shared
///   address is a community account.
public struct SendEmailStep: FlowStepType {
    public static let typeID = 6
    public static let name = "Send Email"
    public static let summary = "Sends an approved e-mail to the lead."
    public static let parameters = [StepParameter(161, "Email", .asset(.email), "An approved e-mail; no tokens.")]
    public static let priority = StepPriority.high

    private let email: AssetReference

    public init(_ parameters: StepParameters) throws(RuleError) {
        email = try parameters.asset(.email, "Email")
    }

    public var requiredFields: TokenUse { TokenUse(fields: MailPermission.fields) }
    public var assets: [AssetReference] { [email] }
    public var emailID: EmailID { EmailID(email.id) }

    public func decide(_ facts: StepFacts, _ context: StepContext) -> StepDecision {
        guard let template = context.emails[emailID] else {
            return .failed("the e-mail \(email.id) has been deleted")
        }
        let name = context.assetNames[email] ?? template.email.name
        guard template.email.isApproved else { return .failed("'\(name)' is not approved") }
        switch MailPermission(of: facts, for: template.email, context) {
        case .blocked(let reason): return .skipped(reason)
        case .granted(let address):
            let activity = context.activity(
                Self.typeID, of: facts.lead.id, about: email.id, named: name,
                [
                    "Campaign Run ID": .integer(context.runID.rawValue),
                    "Choice Number": .integer(context.choiceNumber), "Step ID": .integer(context.stepID),
                ])
            do {
                let mail = try message(template, to: address, facts.lead, context)
                return StepDecision([.send(mail, activity: activity)])
            } catch {
                return .failed("a part of '\(name)' \(error)")
            }
        }
    }

    private func message(
        _ template: EmailTemplate, to address: String, _ lead: Lead, _ context: StepContext
    ) throws(TemplateTooLong) -> OutboxMessage {
        func part(_ text: TemplateText, _ target: TemplateText.Target = .plain) throws(TemplateTooLong) -> String {
            try text.text(for: lead, in: context.tokens, target: target, limit: TemplateText.longestMailPart)
        }
        func header(_ text: TemplateText) throws(TemplateTooLong) -> JSONValue {
            .string(EmailTemplate.headerLine(try part(text)))
        }
        return OutboxMessage(
            kind: OutboxMessage.emailKind,
            payload: [
                "to": .string(address), "from": try header(template.fromEmail),
                "fromName": try header(template.fromName), "replyTo": try header(template.replyEmail),
                "subject": try header(template.subject), "html": .string(try part(template.html, .html)),
                "text": .string(try part(template.text)),
                "leadId": .integer(lead.id.rawValue), "emailId": .integer(email.id),
                "campaignId": .integer(context.campaign.id.rawValue), "runId": .integer(context.runID.rawValue),
                "stepId": .integer(context.stepID), "choiceNumber": .integer(context.choiceNumber),
            ])
    }
}

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
