import MusterModel
import MusterSQLite
import MusterTesting
import Testing

@testable import MusterStore

/// No store method looks at a whole table that grows with people. The plans are asked of the
/// engine, because a missing index shows as time and not as a wrong answer.
@Suite struct QueryPlanTests {
    /// Asks for the plan of every query that passes through.
    private final class Planner: SQLConnection {
        let connection: any SQLConnection
        var dialect: any Dialect { connection.dialect }
        private(set) var steps: [String] = []

        init(_ connection: any SQLConnection) { self.connection = connection }

        func query(_ sql: String, _ arguments: [SQLValue], _ row: (any SQLRow) throws -> Bool) throws {
            steps += try connection.all("EXPLAIN QUERY PLAN \(sql)", arguments) { $0.text(3) }
            try connection.query(sql, arguments, row)
        }
    }

    private static let large = [
        "lead", "activity", "static_list_member", "program_member", "campaign_member", "flow_entry", "member", "a", "l",
        "o", "lead_cookie", "flow_outcome", "outbox", "unsubscribed_address", "activity_ahead",
    ]

    private static let now = TestClock.usualNow
    private static let visit = ActivityType.visitWebpage.id

    private static let query = MembershipQuery(
        lead: 1, ids: [1, 2], updatedFrom: now, updatedTo: now, after: .init(since: now, id: 3), limit: 9)

    private static let reads: [(name: String, read: @Sendable (StoreReader) throws -> Void)] = [
        ("lead", { _ = try $0.lead(1, fields: [.email]) }),
        ("leads", { _ = try $0.leads([1, 2], fields: [.email]) }),
        ("existing", { _ = try $0.existing([1, 2]) }),
        ("by e-mail", { _ = try $0.leadIDs(where: .email, isOneOf: ["a", "b"], limit: 9) }),
        (
            "by another field, since found",
            {
                _ = try $0.leadIDs(of: FoundLeads(field: .lastName, values: ["a", "b"], ids: [1, 2], commit: 0))
            }
        ),
        ("by id", { _ = try $0.leadIDs(where: .leadID, isOneOf: ["1"], limit: 9) }),
        ("by cookie", { _ = try $0.leadIDs(where: .cookies, isOneOf: ["a", "b"], limit: 9) }),
        ("unsubscribed addresses", { _ = try $0.unsubscribed(among: ["a", "b"]) }),
        ("everybody with an address", { _ = try $0.followers(of: ["a", "b"], isMarked: true) }),
        ("cookies", { _ = try $0.leads([1, 2], fields: [.cookies]) }),
        ("members", { _ = try $0.members(of: 1, after: 2, limit: 9) }),
        ("members among", { _ = try $0.members(of: 1, among: [1, 2]) }),
        ("member count", { _ = try $0.memberCount(of: 1) }),
        ("members of a program", { _ = try $0.programMembers(of: 1, after: 2, limit: 9) }),
        ("members of a program among", { _ = try $0.programMembers(of: 1, among: [1, 2]) }),
        ("members of any program", { _ = try $0.membersOfAnyProgram(among: [1, 2]) }),
        ("lists of a lead", { _ = try $0.listMemberships(query) }),
        ("programs of a lead", { _ = try $0.programMemberships(query) }),
        ("campaigns of a lead", { _ = try $0.campaignMemberships(query) }),
        ("activity", { _ = try $0.activity(1) }),
        ("activities by id", { _ = try $0.activities([1, 2]) }),
        ("people in a run's flow", { _ = try $0.inFlow(of: 1, among: [1, 2]) }),
        ("last activity", { _ = try $0.lastActivityID() }),
        ("page", { _ = try $0.activities(after: 1, since: now, types: [visit], limit: 9) }),
        ("page from a moment", { _ = try $0.activities(after: 0, since: now, types: [visit], limit: 9) }),
        ("page of a list", { _ = try $0.activities(after: 1, since: now, types: [visit], list: 1, limit: 9) }),
        ("page of leads", { _ = try $0.activities(after: 1, since: now, types: [visit], leads: [1, 2], limit: 9) }),
        ("people of the front", { _ = try $0.attachedEntries(of: 1, after: 0, limit: 9) }),
        ("ready people", { _ = try $0.readyEntries(limit: 9) }),
        ("ready people but one", { _ = try $0.readyEntries(limit: 9, except: [1]) }),
        ("ready entries of people", { _ = try $0.readyEntries(of: [1, 2], behind: now, limit: 9) }),
        ("entries by id", { _ = try $0.flowEntries([1, 2]) }),
        ("passed people of the front", { _ = try $0.attachedEntries(of: 1, upTo: 2, limit: 9) }),
        ("pending events", { _ = try $0.pendingEvents(except: [1], limit: 9) }),
        ("moving runs", { _ = try $0.movingRuns() }),
        ("people to wake", { _ = try $0.entriesToWake(at: now, limit: 9) }),
        ("next wake", { _ = try $0.nextWake(after: now) }),
        ("people in the runs of a campaign", { _ = try $0.occupancy(ofRunsOf: 1) }),
        ("outcomes", { _ = try $0.outcomes(of: 1, .failed, limit: 9) }),
        ("due messages", { _ = try $0.dueOutboxEntries(of: OutboxRoute(kind: "email", host: ""), at: now, limit: 9) }),
        ("ways out", { _ = try $0.outboxRoutes(dueAfter: now) }),
        ("last entries", { _ = try $0.lastEntries(of: 1, among: [1, 2]) }),
    ]

    @Test(arguments: reads.map(\.name))
    func readsThroughAnIndex(name: String) async throws {
        let read = try #require(Self.reads.first { $0.name == name }?.read)
        try await withStore { store in
            let steps = try store.database.read { connection in
                let planner = Planner(connection)
                try read(StoreReader(connection: planner, catalogs: store.catalogs, position: StorePosition()))
                return planner.steps
            }
            #expect(!steps.isEmpty)
            for table in Self.large {
                #expect(!steps.contains { $0 == "SCAN \(table)" || $0.hasPrefix("SCAN \(table) ") }, "\(steps)")
            }
        }
    }
}
