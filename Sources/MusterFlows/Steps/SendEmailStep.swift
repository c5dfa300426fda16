public import MusterModel
public import MusterRules

/// `Send Email`: sends the approved version of an e-mail, unless the lead must not get it.
///
/// - Checked at the moment of the send: block list, invalid, suspended, unsubscribed and marketing
///   suspended leads, the communication limits, and in batch runs the lead with the lowest id of
///   those that share an address. A lead that is blocked is skipped and goes on.
/// - Activity: 6 only for a mail that is handed over.
/// - Errors: an e-mail that is deleted or not approved fails the step.
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
            return StepDecision([.send(message(template, to: address, facts.lead, context), activity: activity)])
        }
    }

    private func message(
        _ template: EmailTemplate, to address: String, _ lead: Lead, _ context: StepContext
    ) -> OutboxMessage {
        func header(_ text: TemplateText) -> JSONValue {
            .string(EmailTemplate.headerLine(text.text(for: lead, in: context.tokens)))
        }
        return OutboxMessage(
            kind: OutboxMessage.emailKind,
            payload: [
                "to": .string(address), "from": header(template.fromEmail), "fromName": header(template.fromName),
                "replyTo": header(template.replyEmail), "subject": header(template.subject),
                "html": .string(template.html.text(for: lead, in: context.tokens, target: .html)),
                "text": .string(template.text.text(for: lead, in: context.tokens)),
                "leadId": .integer(lead.id.rawValue), "emailId": .integer(email.id),
                "campaignId": .integer(context.campaign.id.rawValue), "runId": .integer(context.runID.rawValue),
                "stepId": .integer(context.stepID), "choiceNumber": .integer(context.choiceNumber),
            ])
    }
}
