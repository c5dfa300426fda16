/// An e-mail asset: only what a send needs until the e-mail API arrives.
public struct Email: Sendable {
    public let id: EmailID
    public var name: String
    public var description: String
    public var folder: FolderReference
    /// Subject, names, addresses and bodies may hold tokens.
    public var subject: String
    public var fromName: String
    public var fromEmail: String
    public var replyEmail: String
    public var html: String
    /// The plain-text body; empty when none was written.
    public var text: String
    /// Sent also to people who unsubscribed.
    public var isOperational: Bool
    public var isApproved: Bool
    public var createdAt: Instant
    public var updatedAt: Instant

    public init(
        id: EmailID, name: String, description: String = "", folder: FolderReference, subject: String,
        fromName: String, fromEmail: String, replyEmail: String, html: String, text: String = "",
        isOperational: Bool = false, isApproved: Bool = true, createdAt: Instant, updatedAt: Instant
    ) {
        self.id = id
        self.name = name
        self.description = description
        self.folder = folder
        self.subject = subject
        self.fromName = fromName
        self.fromEmail = fromEmail
        self.replyEmail = replyEmail
        self.html = html
        self.text = text
        self.isOperational = isOperational
        self.isApproved = isApproved
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}
