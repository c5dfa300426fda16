import MusterModel

/// A smart list; its rules are in the short grammar or in Adobe's.
struct AuthoredSmartList {
    let name: String
    let description: String?
    let rules: AuthoredRules?
    let place: AuthoredPlace

    init?(_ item: (json: JSONValue, path: String), _ home: AuthoredPlace.Home, _ problems: Problems) {
        let known = ["name", "folder", "description"] + AuthoredRules.members
        guard let mapping = AuthoredMapping(item.json, at: item.path, known: known, problems),
            let name = mapping.requiredName()
        else { return nil }
        self.name = name
        description = mapping.text("description")
        rules = AuthoredRules(mapping)
        place = AuthoredPlace(home: home, folder: mapping.text("folder"), path: item.path)
    }
}

/// The members of an asset that are its rules, as `RuleDocument` reads them.
struct AuthoredRules {
    let document: JSONValue
    /// The place of the asset, which is also that of its rules.
    let path: String

    static let members = [
        "match", "logic", "filters", "triggers", "filterMatchType", "filterCustomRuleLogic",
    ]

    /// `nil` when the asset has none of them, which leaves the rules it has.
    init?(_ mapping: AuthoredMapping) {
        let given = Self.members.compactMap { name in mapping[name].map { (key: name, value: $0) } }
        guard !given.isEmpty else { return nil }
        document = .object(JSONObject(given))
        path = mapping.path
    }
}

/// `- Invited people`, or with a folder and a description.
struct AuthoredStaticList {
    let name: String
    let description: String?
    let place: AuthoredPlace

    init?(_ item: (json: JSONValue, path: String), _ home: AuthoredPlace.Home, _ problems: Problems) {
        let json: JSONValue = item.json.text.map { ["name": .string($0)] } ?? item.json
        let known = ["name", "folder", "description"]
        guard let mapping = AuthoredMapping(json, at: item.path, known: known, problems),
            let name = mapping.requiredName()
        else { return nil }
        self.name = name
        description = mapping.text("description")
        place = AuthoredPlace(home: home, folder: mapping.text("folder"), path: item.path)
    }
}

/// An e-mail: subject, sender and bodies, all of which may hold tokens.
struct AuthoredEmail {
    let name: String
    let place: AuthoredPlace
    /// `nil` leaves what the e-mail has; a new one gets the empty text.
    let description: String?
    let subject: String
    let fromName: String?
    let fromEmail: String?
    let replyEmail: String?
    let html: String?
    let text: String?
    let isOperational: Bool?

    static let members = [
        "name", "folder", "description", "subject", "fromName", "from", "replyTo", "html", "text", "operational",
    ]

    init?(_ item: (json: JSONValue, path: String), _ home: AuthoredPlace.Home, _ problems: Problems) {
        guard let mapping = AuthoredMapping(item.json, at: item.path, known: Self.members, problems) else {
            return nil
        }
        let name = mapping.requiredName()
        let subject = mapping.requiredText("subject")
        if mapping["html"] == nil, mapping["text"] == nil {
            problems.add(item.path, "an e-mail needs 'html', 'text' or both")
        }
        guard let name, let subject else { return nil }
        self.name = name
        self.subject = subject
        place = AuthoredPlace(home: home, folder: mapping.text("folder"), path: item.path)
        description = mapping.text("description")
        fromName = mapping.text("fromName")
        fromEmail = mapping.text("from")
        replyEmail = mapping.text("replyTo")
        html = mapping.text("html")
        text = mapping.text("text")
        isOperational = mapping.flag("operational")
    }
}
