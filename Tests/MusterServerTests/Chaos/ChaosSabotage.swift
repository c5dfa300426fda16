import MusterModel
import MusterSQLite
import MusterStore

/// A fault made on purpose, so that it is known that the checks of a run can fail.
enum ChaosSabotage: String, CaseIterable, Sendable {
    /// The canary campaign no longer listens.
    case silentCanary
    /// One run has counted a person fewer than it took in.
    case lostPerson
    /// A score changes and nobody logs it.
    case unloggedScore
    /// Somebody is in a list and nobody logged it.
    case unloggedMember
    /// The instance is earlier than it was.
    case clockGoesBack
    /// A membership outlives the person.
    case memberWithoutPerson

    /// The kind of finding that it must lead to.
    var finding: String {
        switch self {
        case .silentCanary: "canary"
        case .lostPerson: "balance"
        case .unloggedScore, .unloggedMember: "fold"
        case .clockGoesBack: "clock"
        case .memberWithoutPerson: "file"
        }
    }

    /// What is done to the file while no server has it open.
    private var statement: String? {
        switch self {
        case .silentCanary: nil
        case .lostPerson: "UPDATE campaign_run SET qualified = qualified - 1 WHERE is_trigger = 1"
        case .unloggedScore: "UPDATE lead SET lead_score = coalesce(lead_score, 0) + 1"
        case .unloggedMember:
            """
            INSERT OR IGNORE INTO static_list_member (list_id, lead_id, added_at) \
            SELECT static_list.id, lead.id, 0 FROM static_list, lead
            """
        case .clockGoesBack: "UPDATE setting SET value = value - 3600000 WHERE name = 'clock.now'"
        case .memberWithoutPerson:
            """
            INSERT INTO program_member (program_id, lead_id, status, reached_success, member_since, updated_at) \
            SELECT id, 999999999, 'Member', 0, 0, 0 FROM program LIMIT 1
            """
        }
    }

    func tamper(with path: String) async throws {
        guard let statement else { return }
        let file = try SQLiteDatabase(path: path)
        let result: Result<Int, any Error>
        do { result = .success(try await file.write { try $0.execute(statement, []) }) } catch {
            result = .failure(error)
        }
        try await file.close()
        guard try result.get() > 0 else { throw ServerProcess.Failed(description: "\(rawValue) changed nothing") }
    }
}
