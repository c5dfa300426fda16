public import MusterModel

/// An e-mail with the tokens of all its parts taken apart, made once per cohort.
public struct EmailTemplate: Sendable {
    public let email: Email
    let subject: TemplateText
    let fromName: TemplateText
    let fromEmail: TemplateText
    let replyEmail: TemplateText
    let html: TemplateText
    let text: TemplateText

    public init(_ email: Email, leadFields: LeadFieldCatalog) {
        self.email = email
        subject = TemplateText(email.subject, leadFields: leadFields)
        fromName = TemplateText(email.fromName, leadFields: leadFields)
        fromEmail = TemplateText(email.fromEmail, leadFields: leadFields)
        replyEmail = TemplateText(email.replyEmail, leadFields: leadFields)
        html = TemplateText(email.html, leadFields: leadFields)
        text = TemplateText(email.text, leadFields: leadFields)
    }

    public var use: TokenUse {
        [fromName, fromEmail, replyEmail, html, text].reduce(subject.use) { $0.union($1.use) }
    }

    /// A part that becomes a mail header: one line, whatever a token brings along.
    static func headerLine(_ text: String) -> String {
        var line = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            line.append(scalar.properties.generalCategory == .control ? " " : scalar)
        }
        return String(line).trimmingBlanks
    }
}
