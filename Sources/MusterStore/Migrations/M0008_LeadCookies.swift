/// Which visitor cookies belong to which lead.
///
/// A cookie is one browser's, so it has one lead, which the write path sees to: the key begins with
/// the lead, as that of every table that grows with people.
struct M0008_LeadCookies: Migration {
    let number = 8

    func apply(_ connection: any WriteConnection) throws {
        let integer = connection.dialect.bigIntegerType
        try connection.execute(
            """
            CREATE TABLE lead_cookie (
              lead_id \(integer) NOT NULL,
              cookie TEXT NOT NULL CHECK (cookie <> ''),
              associated_at \(integer) NOT NULL,
              PRIMARY KEY (lead_id, cookie)
            )\(connection.dialect.clusteredTable)
            """, [])
        try connection.execute("CREATE INDEX lead_cookie_cookie ON lead_cookie (cookie)", [])
    }
}
