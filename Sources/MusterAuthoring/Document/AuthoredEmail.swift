import MusterModel

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
        let name = mapping.requiredText("name")
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
