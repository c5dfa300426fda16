public import MusterModel

extension StoreReader {
    private static let columns = """
        id, name, description, folder_id, program_id, subject, from_name, from_email, reply_email, html, \
        plain_text, is_operational, is_approved, created_at, updated_at
        """

    public func email(_ id: EmailID) throws -> Email? {
        try connection.first("SELECT \(Self.columns) FROM email WHERE id = ?", [.id(id)], Email.init(row:))
    }

    /// The e-mail of the exact name; of several the one with the lowest id.
    public func email(named name: String) throws -> Email? {
        try emails(AssetQuery(names: [name], limit: 1)).first
    }

    public func emails(_ query: AssetQuery) throws -> [Email] {
        let (rest, arguments) = query.selection(from: .email)
        return try connection.all("SELECT \(Self.columns) FROM email" + rest, arguments, Email.init(row:))
    }
}

extension StoreWriter {
    public func createEmail(
        name: String, description: String = "", folder: FolderReference, subject: String,
        fromName: String, fromEmail: String, replyEmail: String, html: String, text: String = "",
        isOperational: Bool = false, isApproved: Bool = true
    ) throws -> Email {
        try requireName(name)
        let placement = try reader.placement(in: folder)
        let email = Email(
            id: EmailID(try nextIDs(.email, count: 1)), name: name, description: description,
            folder: folder, subject: subject, fromName: fromName, fromEmail: fromEmail,
            replyEmail: replyEmail, html: html, text: text, isOperational: isOperational,
            isApproved: isApproved, createdAt: now, updatedAt: now)
        try write(
            .asset(email.id),
            """
            INSERT INTO email (name, description, subject, from_name, from_email, reply_email, html,
              plain_text, is_operational, is_approved, updated_at, id, folder_id, program_id, created_at)
              VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            email.contentArguments + [.id(email.id)] + placement.arguments + [.instant(now)])
        return email
    }

    /// Writes everything but the place.
    @discardableResult
    public func updateEmail(_ email: Email) throws -> Email {
        try requireName(email.name, of: .email, email.id.rawValue)
        var email = email
        email.updatedAt = now
        try tell(.mail(email.id))
        let changed = try write(
            .asset(email.id),
            """
            UPDATE email SET name = ?, description = ?, subject = ?, from_name = ?, from_email = ?,
              reply_email = ?, html = ?, plain_text = ?, is_operational = ?, is_approved = ?,
              updated_at = ? WHERE id = ?
            """,
            email.contentArguments + [.id(email.id)])
        guard changed > 0 else { throw AssetNotFoundError("email", email.id.rawValue) }
        return email
    }
}

extension Email {
    /// Of the columns `name` to `is_approved` and `updated_at`.
    fileprivate var contentArguments: [SQLValue] {
        [
            .text(name), .text(description), .text(subject), .text(fromName), .text(fromEmail),
            .text(replyEmail), .text(html), .text(text), .flag(isOperational), .flag(isApproved),
            .instant(updatedAt),
        ]
    }

    fileprivate init(row: any SQLRow) throws {
        let id = row.int(0)
        guard let folder = AssetPlacement(row, at: 3).container else {
            throw StoredContentError("email \(id)", "it is in no folder")
        }
        self.init(
            id: EmailID(id), name: row.text(1), description: row.text(2), folder: folder,
            subject: row.text(5), fromName: row.text(6), fromEmail: row.text(7), replyEmail: row.text(8),
            html: row.text(9), text: row.text(10), isOperational: row.flag(11), isApproved: row.flag(12),
            createdAt: row.instant(13), updatedAt: row.instant(14))
    }
}
