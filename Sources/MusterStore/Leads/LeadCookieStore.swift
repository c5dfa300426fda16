public import MusterModel

extension StoreReader {
    /// Who has which of the cookies, compared exactly; cookies that nobody has are missing.
    public func leads(ofCookies cookies: [String]) throws -> [String: LeadID] {
        let isWanted = SQLCondition(connection.dialect.isOneOf("cookie", jsonArray: "?"), [.texts(cookies)])
        let holders = try connection.all(
            "SELECT cookie, lead_id FROM lead_cookie\(isWanted.whereClause)", isWanted.arguments
        ) { ($0.text(0), LeadID($0.int(1))) }
        return Dictionary(holders, uniquingKeysWith: { first, _ in first })
    }

    /// The leads with their cookies in the field of that name, the oldest first, separated by commas.
    /// A lead without any keeps what an import has written there.
    func withCookies(_ leads: [Lead]) throws -> [Lead] {
        let isWanted = connection.dialect.isOneOf("lead_id", jsonArray: "?")
        let cookies = try connection.all(
            "SELECT lead_id, cookie FROM lead_cookie WHERE \(isWanted) ORDER BY lead_id, associated_at, cookie",
            [.ids(leads.map(\.id))]
        ) { (LeadID($0.int(0)), $0.text(1)) }
        let byLead = Dictionary(grouping: cookies, by: \.0)
        return leads.map { lead in
            guard let own = byLead[lead.id] else { return lead }
            var lead = lead
            lead.values[.cookies] = .text(own.map(\.1).joined(separator: ","))
            return lead
        }
    }
}

extension StoreWriter {
    /// Makes a cookie the lead's, whoever had it before. Nothing is logged.
    /// - Source: our choice; Marketo also moves what the anonymous visitor did, and Muster keeps no
    ///   anonymous visitors.
    public func associate(cookie: String, with lead: LeadID) throws {
        if try reader.leads(ofCookies: [cookie])[cookie] == lead { return }
        try write(.set(.cookies, [lead], [.null]), "DELETE FROM lead_cookie WHERE cookie = ?", [.text(cookie)])
        try write(
            .set(.cookies, [lead], [.null]),
            "INSERT INTO lead_cookie (lead_id, cookie, associated_at) VALUES (?, ?, ?)",
            [.id(lead), .text(cookie), .instant(now)])
    }
}
