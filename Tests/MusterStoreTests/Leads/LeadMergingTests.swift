import MusterModel
import MusterTesting
import Testing

@testable import MusterStore

@Suite struct LeadMergingTests {
    /// Everything about people, one text a row, by table and lead.
    private struct Picture {
        var rows: [String: [LeadID: [String]]] = [:]

        init(_ reader: StoreReader) throws {
            let tables = [
                ("activity", "lead_id, id, type_id, at, campaign_id, primary_id, primary_value, attributes"),
                ("static_list_member", "lead_id, list_id, added_at"),
                ("program_member", "lead_id, program_id, status, reached_success, success_at, member_since"),
                ("campaign_member", "lead_id, campaign_id, first_entered_at, last_entered_at, entries"),
                ("program_member_value", "lead_id, program_id, field_id, value"),
                ("lead_cookie", "lead_id, cookie"),
            ]
            for (table, columns) in tables { try add(table, columns, reader) }
            try add(
                "lead", (["id"] + RandomWorld.usual.fields.map(\.column) + ["mkto_name"]).joined(separator: ", "),
                reader)
        }

        private mutating func add(_ table: String, _ columns: String, _ reader: StoreReader) throws {
            let count = columns.split(separator: ",").count
            let found = try reader.connection.all("SELECT \(columns) FROM \(table) ORDER BY \(columns)") { row in
                (LeadID(row.int(0)), (1..<count).map { row.isNull($0) ? "null" : row.text($0) }.joined(separator: "|"))
            }
            rows[table] = Dictionary(grouping: found, by: \.0).mapValues { $0.map(\.1) }
        }

        func of(_ table: String, _ leads: [LeadID]) -> [String] { leads.flatMap { rows[table]?[$0] ?? [] } }
        func without(_ leads: Set<LeadID>) -> [String: [LeadID: [String]]] {
            rows.mapValues { $0.filter { !leads.contains($0.key) } }
        }
    }

    @Test("whoever is merged, nothing of them is lost and nobody else changes")
    func random() async throws {
        var random = SeededGenerator(seed: SeededGenerator.seedOfRun("merging"))
        for _ in 0..<25 {
            var leads = (1...8).map { RandomWorld.usual.lead(LeadID($0), using: &random) }
            for index in leads.indices {
                leads[index].campaigns = [:]
                // Follows from the address: DurableUnsubscribeTests.
                leads[index].values[.unsubscribed] = nil
            }
            let ids = leads.map(\.id).shuffled(using: &random)
            let winner = ids[0]
            let losers = Array(ids[1...random.number(1...5)])
            let entries = ids.flatMap { lead in
                (0..<2).filter { _ in random.chance(50) }.map { (lead, $0, random.pick(NastyValues.instants)) }
            }
            let cookies = ids.filter { _ in random.chance(50) }
            try await withStore { store in
                try await Self.plant(leads, entries, cookies, store)
                let before = try store.read { try Picture($0) }
                let merged = try await store.write { try $0.mergeLeads(losers, into: winner, origin: .merge) }
                #expect(merged == losers)
                let after = try store.read { try Picture($0) }
                try Self.check(winner, losers, leads, before, after)
            }
        }
    }

    private static func plant(
        _ leads: [RandomLead], _ entries: [(LeadID, Int, Instant)], _ cookies: [LeadID], _ store: Store
    ) async throws {
        try await store.plant(leads)
        try await store.write { writer in
            var campaigns: [SmartCampaignID] = []
            for name in ["One", "Two"] {
                let folder = FolderReference.folder(SystemAssets.marketingActivities)
                campaigns.append(try writer.createSmartCampaign(name: name, description: "", folder: folder).id)
            }
            for (lead, campaign, at) in entries {
                try writer.rows.execute(
                    "INSERT INTO campaign_member VALUES (?, ?, ?, ?, 2)",
                    [.id(campaigns[campaign]), .id(lead), .instant(at), .instant(at)])
            }
            for lead in leads {
                // Two of three have a value.
                let places: [(program: Int64, field: Int64)] = [(3001, 1), (3001, 2), (3002, 1)]
                for (program, field) in places where (lead.id.rawValue + program + field) % 3 > 0 {
                    let arguments: [SQLValue] = [.int(program), .id(lead.id), .int(field), .text("of \(lead.id)")]
                    try writer.rows.execute("INSERT INTO program_member_value VALUES (?, ?, ?, ?)", arguments)
                }
            }
            for lead in cookies { try writer.associate(cookie: "cookie \(lead)", with: lead) }
        }
    }

    private static func check(
        _ winner: LeadID, _ losers: [LeadID], _ leads: [RandomLead], _ before: Picture, _ after: Picture
    ) throws {
        let all = [winner] + losers
        #expect(after.without(Set(all)).mapValues(\.count) == before.without(Set(all)).mapValues(\.count))
        #expect(after.without(Set(all)) == before.without(Set(all)), "the others are what they were")
        for table in after.rows.keys {
            #expect(after.of(table, losers).isEmpty, "\(table) keeps nothing of the losers")
        }

        let moved = Set(after.of("activity", [winner]))
        let old = Set(before.of("activity", all))
        #expect(old.isSubset(of: moved), "every activity is the winner's, with its id and content")
        let logged = moved.subtracting(old).sorted { Self.id($0) < Self.id($1) }
        #expect(logged.last?.split(separator: "|")[1] == "32")
        #expect(logged.dropLast().allSatisfy { $0.split(separator: "|")[1] == "13" })

        let byID = Dictionary(uniqueKeysWithValues: leads.map { ($0.id, $0) })
        var filled = 0
        var expected = try #require(byID[winner]).values
        for field in RandomWorld.usual.fields where field != .createdAt {
            let values = all.compactMap { byID[$0]?.values[field] }.filter { $0 != .null && $0 != .text("") }
            guard let first = values.first else { continue }
            if expected[field] ?? .null != first { filled += 1 }
            expected[field] = first
        }
        let row = after.of("lead", [winner])[0].split(separator: "|", omittingEmptySubsequences: false)
        #expect(logged.count == filled + 1, "one change for each value that the winner had not")
        for (column, field) in zip(row, RandomWorld.usual.fields) where field.dataType.storage == .text {
            let text = expected[field]?.recordedText ?? "null"
            if !text.contains("|") { #expect(String(column) == text, "\(field.name)") } else { break }
        }
        try checkMemberships(winner, losers, before, after)
    }

    private static func id(_ activity: String) -> Int { Int(activity.prefix { $0 != "|" }) ?? 0 }

    private static func checkMemberships(
        _ winner: LeadID, _ losers: [LeadID], _ before: Picture, _ after: Picture
    ) throws {
        for (table, width) in [("static_list_member", 1), ("program_member", 1), ("program_member_value", 2)] {
            var kept: [[Substring]: String] = [:]
            for lead in [winner] + losers {
                for row in before.of(table, [lead]) {
                    let key = Array(row.split(separator: "|").prefix(width))
                    if kept[key] == nil { kept[key] = row }
                }
            }
            #expect(after.of(table, [winner]).sorted() == kept.values.sorted(), "\(table)")
        }
        #expect(after.of("lead_cookie", [winner]).sorted() == before.of("lead_cookie", [winner] + losers).sorted())
        var sums: [String: (Int, Int, Int)] = [:]
        for row in before.of("campaign_member", [winner] + losers) {
            let parts = row.split(separator: "|")
            let (first, last) = (try #require(Int(parts[1])), try #require(Int(parts[2])))
            let known = sums[String(parts[0])] ?? (first, last, 0)
            sums[String(parts[0])] = (min(known.0, first), max(known.1, last), known.2 + 2)
        }
        #expect(
            after.of("campaign_member", [winner]).sorted()
                == sums.map { "\($0.key)|\($0.value.0)|\($0.value.1)|\($0.value.2)" }.sorted())
    }

    @Test("the log says which values changed and who was merged, in this order")
    func log() async throws {
        try await withStore { store in
            try await store.write { writer in
                let winner = try writer.createLead(
                    [.firstName: .text("Jo"), .unsubscribed: .boolean(false)], origin: .api)
                let second = try writer.createLead(
                    [.firstName: .text("X"), .unsubscribed: .boolean(true), .city: .text("Ulm")], origin: .api)
                let third = try writer.createLead(
                    [.lastName: .text("Doe"), .city: .text("Bonn"), .leadScore: .integer(4)], origin: .api)
                let last = try writer.reader.lastActivityID()
                #expect(
                    try writer.mergeLeads([second, third, second, winner, 99], into: winner, origin: .merge) == [2, 3])
                let log = try writer.reader.activities((last.rawValue + 1...last.rawValue + 9).map { ActivityID($0) })
                #expect(log.map(\.content.leadID) == [winner, winner, winner, winner])
                #expect(log.map(\.content.primaryValue) == ["Last Name", "City", "Lead Score", "Jo Doe"])
                #expect(
                    JSONValue.object(log[1].content.attributes).jsonText
                        == #"{"New Value":"Ulm","Old Value":"","Reason":"Merge","Source":"Merge"}"#)
                #expect(log[3].content.typeID == 32)
                #expect(log[3].content.primaryID == winner.rawValue)
                #expect(
                    JSONValue.object(log[3].content.attributes).jsonText
                        == #"{"Master Updated":true,"Merge Fields":"Last Name,City,Lead Score","Merge IDs":"2,3","Merge Source":"Web service API","Merged in Sales":false}"#
                )
                #expect(try writer.reader.existing([1, 2, 3]) == [winner])
                #expect(try writer.mergeLeads([second], into: winner, origin: .merge).isEmpty, "they are gone")
                #expect(try writer.mergeLeads([winner], into: second, origin: .merge).isEmpty, "there is no winner")
            }
        }
    }

    @Test("no row of anybody changes its lead in place")
    func deletesAndInserts() async throws {
        try await withStore { store in
            let leads = try await store.write { try $0.createLeads([[:], [:]], origin: .api) }
            try await store.write { writer in
                try writer.enqueue([NewOutboxEntry(idempotencyKey: "1", kind: "email", lead: leads[1], payload: [:])])
                let folder = FolderReference.folder(SystemAssets.marketingActivities)
                let campaign = try writer.createSmartCampaign(name: "C", description: "", folder: folder).id
                let run = try writer.createRun(of: campaign, origin: .api, isTrigger: false, scheduledAt: writer.now)
                try writer.enter([NewFlowEntry(lead: leads[1])], run: run, campaign: campaign)
            }
            let statements = try await store.statements { writer in
                try writer.mergeLeads([leads[1]], into: leads[0], origin: .merge)
            }
            #expect(!statements.contains { $0.contains("SET lead_id") })
            for table in ["outbox", "activity", "flow_entry"] {
                #expect(statements.contains { $0.contains("INTO \(table) ") }, "\(table)")
            }
        }
    }

    @Test("a row moves with all its columns", arguments: LeadRows.all)
    func columns(rows: LeadRows) async throws {
        try await withStore { store in
            let columns = try store.read { reader in
                try reader.connection.all("SELECT name FROM pragma_table_info(?)", [.text(rows.table)]) { $0.text(0) }
            }
            #expect(rows.columns.sorted() == columns.sorted())
        }
    }

    @Test("every table that holds something of people is moved, or said to be moved otherwise")
    func tables() async throws {
        try await withStore { store in
            let tables = try store.read { reader in
                try reader.connection.all(
                    """
                    SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c
                      WHERE m.type = 'table' AND c.name = 'lead_id'
                    """
                ) { $0.text(0) }
            }
            // Entries add up.
            #expect(Set(tables) == Set(LeadRows.all.map(\.table) + ["campaign_member"]))
        }
    }

    @Test("what became of somebody in a flow, and how long his chain is, is the winner's then")
    func flows() async throws {
        try await withStore { store in
            let leads = try await store.write { try $0.createLeads([[:], [:]], origin: .api) }
            try await store.write { writer in
                try writer.record([
                    FlowOutcome(run: 7, lead: leads[1], entry: 1, step: nil, kind: .failed, reason: "no")
                ])
                try writer.setChainEntries([(chain: 5, lead: leads[1], entries: 3)])
                try writer.mergeLeads([leads[1]], into: leads[0], origin: .merge)
            }
            let (outcomes, entries, holder) = try store.read { reader in
                (
                    try reader.outcomes(of: 7, .failed, limit: 9), try reader.chainEntries([5]),
                    try reader.connection.first("SELECT lead_id FROM event_chain") { LeadID($0.int(0)) }
                )
            }
            #expect(outcomes.map(\.outcome.lead) == [leads[0]] && outcomes.map(\.outcome.reason) == ["no"])
            #expect(entries == [5: 3] && holder == leads[0])
        }
    }

    @Test("mail that waits goes on for the winner, mail that has left stays with whom it was sent to")
    func outbox() async throws {
        try await withStore { store in
            try await store.write { writer in
                let leads = try writer.createLeads([[:], [:]], origin: .api)
                let route = OutboxRoute(kind: "email", host: "")
                for key in ["sent", "waiting"] {
                    try writer.enqueue([
                        NewOutboxEntry(
                            idempotencyKey: key, kind: "email", lead: leads[1],
                            payload: ["to": "a@example.com", "leadId": .integer(leads[1].rawValue)])
                    ])
                }
                let entries = try writer.reader.dueOutboxEntries(of: route, at: writer.now, limit: 9)
                try writer.markDelivered(entries[0].id)
                try writer.mergeLeads([leads[1]], into: leads[0], origin: .merge)
                let due = try writer.reader.dueOutboxEntries(of: route, at: writer.now, limit: 9)
                #expect(due.map(\.idempotencyKey) == ["waiting"])
                #expect(due.map(\.leadID) == [leads[0]])
                #expect(due[0].payload == ["to": "a@example.com", "leadId": .integer(leads[0].rawValue)])
                let sent = try writer.connection.first("SELECT lead_id FROM outbox WHERE state = 'done'") { $0.int(0) }
                #expect(sent == leads[1].rawValue)
            }
        }
    }
}
