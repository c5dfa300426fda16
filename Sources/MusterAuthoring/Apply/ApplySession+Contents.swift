import MusterAudience
import MusterFlows
import MusterModel
import MusterRules
import MusterStore

extension ApplySession {
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
                record("static list", name, list.id.rawValue, changed: differing(["description": !isSame]))
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
            try checkTexts(of: authored, in: container)
            let name = try qualified(authored.name, in: container)
            let query = AssetQuery(folder: container, names: [authored.name], limit: .max)
            if let email = try reader.emails(query).first(where: { $0.folder == container }) {
                let changed = email.changed(to: authored)
                let members = changed.differences(from: email)
                if !members.isEmpty { try writer.updateEmail(changed) }
                record("email", name, email.id.rawValue, changed: members)
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

    /// The members of a document.
    fileprivate func differences(from other: Email) -> [String] {
        let texts = [
            ("subject", subject, other.subject), ("description", description, other.description),
            ("fromName", fromName, other.fromName), ("from", fromEmail, other.fromEmail),
            ("replyTo", replyEmail, other.replyEmail), ("html", html, other.html), ("text", text, other.text),
        ]
        return texts.filter { !$0.1.isIdentical(to: $0.2) }.map(\.0)
            + differing(["operational": isOperational != other.isOperational])
    }
}

extension ApplySession {
    typealias PlacedSmartList = PlacedAsset<AuthoredSmartList, SmartListID>

    /// Finds or makes the lists, without their rules.
    func placeSmartLists(_ lists: [AuthoredSmartList]) throws -> [PlacedSmartList] {
        try lists.compactMap { authored in
            guard let container = try container(of: authored.place, on: .smartLists) else { return nil }
            let name = try qualified(authored.name, in: container)
            let query = AssetQuery(folder: container, names: [authored.name], limit: .max)
            let found = try reader.smartLists(query).first { $0.folder == container && $0.campaignID == nil }
            if found == nil, try reader.nameIsTaken(authored.name, kind: .smartList, in: container) {
                let home = try programName(around: container).map { "of program '\($0)'" } ?? "outside of programs"
                problems.add(
                    authored.place.path, "there is a smart list '\(authored.name)' in another folder \(home)")
                return nil
            }
            let id =
                try found?.id
                ?? writer.createSmartList(name: authored.name, description: authored.description, folder: container).id
            return PlacedAsset(
                authored: authored, id: id, isNew: found == nil, kind: "smart list", name: name, rawID: id.rawValue)
        }
    }
}

extension ApplySession {
    func applyRules(of placed: PlacedSmartList) throws {
        guard var list = try reader.smartList(placed.id) else { return }
        if let description = placed.authored.description, (list.description ?? "") != description {
            list.description = description
            try writer.updateSmartList(list)
            placed.markChanged("description")
        }
        let program = try list.folder.flatMap { try programName(around: $0) }
        placed.markChanged(try applyRules(placed.authored.rules, to: list, program: program, allowsTriggers: false))
    }

    /// Returns the members in which the rules of the list are others now; `checkWrittenRules` follows.
    func applyRules(
        _ authored: AuthoredRules?, to list: SmartList, program: String?, allowsTriggers: Bool
    ) throws -> [String] {
        guard let authored else { return [] }
        let assets = LocalAssetDirectory(assets: StoreAssetDirectory(reader), program: program)
        let document = RuleDocument(catalog: reader.ruleCatalog, assets: assets)
        let read = try problems.collect(at: authored.path) {
            try document.read(authored.document, allowsTriggers: allowsTriggers)
        }
        guard let rules = read?.keepingIDs(of: list.rules), rules != list.rules else { return [] }
        try writer.setRules(rules, of: list.id)
        written.append((authored.path, rules))
        return differing([
            "triggers": rules.triggers != list.rules.triggers, "filters": rules.filters != list.rules.filters,
            "logic": rules.match != list.rules.match || rules.customLogic != list.rules.customLogic,
        ])
    }

    /// Problems of nested lists, such as a list that contains itself, only show when rules are compiled: once every
    /// list of the document has its rules.
    func checkWrittenRules() throws {
        let compiler = reader.ruleCompiler(at: moment).remembering()
        for (path, rules) in written where !problems.isFull {
            for problem in compiler.problems(rules) { problems.add(problem.inside(path).path, problem.message) }
        }
    }
}
