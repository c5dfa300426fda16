public import MusterModel
import MusterRules

/// How far the people of a batch run have entered it. While there is one, the run takes nobody through
/// a step.
public struct RunStart: Sendable {
    public let run: CampaignRunID
    /// Everybody up to this id who qualified has entered.
    public var enteredThrough: LeadID
    /// The last lead there was when the list was evaluated: who came later does not enter.
    public let lastLead: LeadID
    /// Commits up to this one have been taken into account. Later ones stay readable.
    public var judgedAt: CommitNumber
    /// As they were when the run fell due, whatever has become of the campaign's since.
    public let rules: RuleSet
    public let qualification: QualificationRule

    public init(
        run: CampaignRunID, enteredThrough: LeadID, lastLead: LeadID, judgedAt: CommitNumber, rules: RuleSet,
        qualification: QualificationRule
    ) {
        self.run = run
        self.enteredThrough = enteredThrough
        self.lastLead = lastLead
        self.judgedAt = judgedAt
        self.rules = rules
        self.qualification = qualification
    }
}

extension StoreReader {
    /// `nil` when nobody is to enter the run any more.
    /// - Throws: `StoredContentError` when it cannot be read.
    public func runStart(of run: CampaignRunID) throws -> RunStart? {
        try connection.first(
            """
            SELECT entered_through, last_lead_id, judged_at, rules, qualification, qualification_interval, \
            qualification_unit FROM run_start WHERE run_id = ?
            """, [.id(run)]
        ) { row in
            RunStart(
                run: run, enteredThrough: LeadID(row.int(0)), lastLead: LeadID(row.int(1)),
                judgedAt: CommitNumber(row.int(2)), rules: try Self.rules(row.text(3), run),
                qualification: try QualificationRule(row, at: 4, of: "campaign run \(run)"))
        }
    }

    private static func rules(_ text: String, _ run: CampaignRunID) throws -> RuleSet {
        do { return try RuleSet(storedJSON: JSONParser.parse(text)) } catch {
            throw StoredContentError("rules of campaign run \(run)", "\(error)")
        }
    }

    /// Up to whom people have entered a run that others have yet to enter; `nil` for every other run.
    public func enteredThrough(_ run: CampaignRunID) throws -> LeadID? {
        try connection.first("SELECT entered_through FROM run_start WHERE run_id = ?", [.id(run)]) {
            LeadID($0.int(0))
        }
    }

    /// Those of the people who are in the run's flow.
    public func inFlow(of run: CampaignRunID, among leads: [LeadID]) throws -> Set<LeadID> {
        guard !leads.isEmpty else { return [] }
        return Set(
            try connection.all(
                """
                SELECT lead_id FROM flow_entry WHERE run_id = ? AND is_detached IN (0, 1) \
                AND \(connection.dialect.isOneOf("lead_id", jsonArray: "?"))
                """, [.id(run), .ids(leads)]
            ) { LeadID($0.int(0)) })
    }

    /// The first commit that a run which is starting has yet to take into account.
    func firstCommitToJudge() throws -> CommitNumber? {
        try connection.first(
            """
            SELECT min(s.judged_at) FROM run_start s JOIN campaign_run r ON r.id = s.run_id \
            WHERE r.state IN ('scheduled', 'running')
            """
        ) { $0.intOrNil(0).map { CommitNumber($0) } } ?? nil
    }
}

extension StoreWriter {
    /// Notes that it has begun. For a run that is not running it only keeps the commits readable that
    /// its evaluation needs.
    public func begin(_ start: RunStart) throws {
        try write(
            .work(.runs),
            """
            INSERT INTO run_start (run_id, entered_through, last_lead_id, judged_at, rules, qualification, \
            qualification_interval, qualification_unit) VALUES (?, ?, ?, ?, ?, ?, ?, ?) \
            ON CONFLICT (run_id) DO UPDATE \
            SET entered_through = excluded.entered_through, last_lead_id = excluded.last_lead_id, \
            judged_at = excluded.judged_at, rules = excluded.rules, qualification = excluded.qualification, \
            qualification_interval = excluded.qualification_interval, \
            qualification_unit = excluded.qualification_unit
            """,
            [
                .id(start.run), .id(start.enteredThrough), .id(start.lastLead), .int(start.judgedAt.rawValue),
                .text(start.rules.storedJSON().jsonText),
            ] + start.qualification.storedColumns)
    }

    /// Notes how far it has come.
    public func move(_ start: RunStart) throws {
        try write(
            .work(.runs), "UPDATE run_start SET entered_through = ?, judged_at = ? WHERE run_id = ?",
            [.id(start.enteredThrough), .int(start.judgedAt.rawValue), .id(start.run)])
    }

    /// Everybody who is to enter the run has, or, with a reason, nobody else can.
    public func endStart(of run: CampaignRunID, failure: String? = nil) throws {
        let ended = try write(.work(.runs), "DELETE FROM run_start WHERE run_id = ?", [.id(run)])
        guard ended > 0, let failure else { return }
        try write(.asset(run), "UPDATE campaign_run SET failure = ? WHERE id = ?", [.text(failure), .id(run)])
    }
}
