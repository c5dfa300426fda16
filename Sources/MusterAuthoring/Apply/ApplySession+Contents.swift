import MusterModel
import MusterStore

extension ApplySession {
    func applyTokens(_ tokens: [AuthoredToken]) throws {
        for authored in tokens {
            guard let container = try container(of: authored.place, on: .marketingActivities) else { continue }
            let token = authored.token
            let existing = try reader.tokens(in: container).first { $0.name.caseFolded == token.name.caseFolded }
            if existing != token { try writer.setToken(token, in: container) }
            let outcome: AppliedAsset.Outcome =
                existing == nil ? .created : existing == token ? .unchanged : .updated
            record("token", try qualified("{{my.\(token.name)}}", in: container), nil, outcome)
        }
    }

    func applyStaticLists(_ lists: [AuthoredStaticList]) throws {
        for authored in lists {
            guard let container = try container(of: authored.place, on: .staticLists) else { continue }
            let name = try qualified(authored.name, in: container)
            let query = AssetQuery(folder: container, names: [authored.name], limit: .max)
            if var list = try reader.staticLists(query).first(where: { $0.folder == container }) {
                let isSame = authored.description.map { ($0 == list.description ?? "") } ?? true
                if !isSame {
                    list.description = authored.description
                    try writer.updateStaticList(list)
                }
                record("static list", name, list.id.rawValue, isSame ? .unchanged : .updated)
            } else {
                let list = try writer.createStaticList(
                    name: authored.name, description: authored.description, folder: container)
                record("static list", name, list.id.rawValue, .created)
            }
        }
    }

    func applyEmails(_ emails: [AuthoredEmail]) throws {
        for authored in emails {
            guard let container = try container(of: authored.place, on: .emails) else { continue }
            let name = try qualified(authored.name, in: container)
            let query = AssetQuery(folder: container, names: [authored.name], limit: .max)
            if let email = try reader.emails(query).first(where: { $0.folder == container }) {
                let changed = email.changed(to: authored)
                let isSame = changed.hasContents(of: email)
                if !isSame { try writer.updateEmail(changed) }
                record("email", name, email.id.rawValue, isSame ? .unchanged : .updated)
            } else {
                let email = try writer.createEmail(
                    name: authored.name, description: authored.description ?? "", folder: container,
                    subject: authored.subject, fromName: authored.fromName ?? "",
                    fromEmail: authored.fromEmail ?? "", replyEmail: authored.replyEmail ?? authored.fromEmail ?? "",
                    html: authored.html ?? "", text: authored.text ?? "",
                    isOperational: authored.isOperational ?? false)
                record("email", name, email.id.rawValue, .created)
            }
        }
    }
}

extension Email {
    fileprivate func changed(to authored: AuthoredEmail) -> Email {
        var email = self
        email.subject = authored.subject
        email.description = authored.description ?? description
        email.fromName = authored.fromName ?? fromName
        email.fromEmail = authored.fromEmail ?? fromEmail
        email.replyEmail = authored.replyEmail ?? replyEmail
        email.html = authored.html ?? html
        email.text = authored.text ?? text
        email.isOperational = authored.isOperational ?? isOperational
        return email
    }

    fileprivate func hasContents(of other: Email) -> Bool {
        let pairs = [
            (subject, other.subject), (description, other.description), (fromName, other.fromName),
            (fromEmail, other.fromEmail), (replyEmail, other.replyEmail), (html, other.html), (text, other.text),
        ]
        return isOperational == other.isOperational && pairs.allSatisfy { $0.isIdentical(to: $1) }
    }
}
