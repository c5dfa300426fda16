import MusterModel
import MusterStore
import Testing

@testable import MusterEngine

/// What tests of starting runs begin with: batch runs for Germans that are planned, evaluated, or half entered.
extension EngineFixture {
    /// People from these countries, and a campaign whose run is due.
    func scheduleStart(
        for countries: [String], rules: String = BatchRunTests.germans,
        _ change: @escaping @Sendable (inout SmartCampaign) -> Void = { _ in }
    ) async throws -> (people: [LeadID], campaign: SmartCampaignID) {
        let people = try await leads(countries.count) { [.country: .text(countries[$0])] }
        let campaign = try await campaign("Score", rules: rules, flow: BatchStartTests.flow, change)
        try await engine.commands.schedule(campaign, origin: .command, floorSeconds: 0)
        return (people, campaign)
    }

    /// Twenty people, all but every fourth from Germany, and a run that has begun: with chunks of three the
    /// first six have entered, in two chunks, up to the seventh person.
    func beginStart(
        rules: String = BatchRunTests.germans,
        _ change: @escaping @Sendable (inout SmartCampaign) -> Void = { _ in }
    ) async throws -> (people: [LeadID], campaign: SmartCampaignID) {
        let countries = (0..<20).map { $0 % 4 == 3 ? "France" : "Germany" }
        let begun = try await scheduleStart(for: countries, rules: rules, change)
        try await beginStart(of: begun.campaign)
        return begun
    }

    func beginStart(of campaign: SmartCampaignID) async throws {
        for _ in 0..<10 where try start(of: campaign) == nil { _ = try await engine.pass() }
        _ = try #require(try start(of: campaign))
        _ = try await engine.pass()
    }

    /// The list of a due run, or of the rest of one that has begun, as it is evaluated beside the writer.
    func evaluateStart(of campaign: SmartCampaignID) async throws -> PreparedStart {
        let (record, begun, moment) = (try newestRun(of: campaign), try start(of: campaign), store.moment)
        let terms = try store.read { reader in
            try begun.map { try BatchRunTerms($0, of: record, reader: reader) }
                ?? BatchRunTerms(record, library: engine.library, reader: reader, at: moment)
        }
        return try await terms.prepare(engine.audience, resuming: begun)
    }

    func start(of campaign: SmartCampaignID) throws -> RunStart? {
        let run = try newestRun(of: campaign).run.id
        return try store.read { try $0.runStart(of: run) }
    }

    /// Which of the people have got the point, those who are gone left out.
    func scored(_ people: [LeadID]) throws -> [Int] {
        let there = try store.read { try $0.existing(people) }
        return try people.indices.filter { index in
            guard there.contains(people[index]) else { return false }
            let score = try value(people[index], .leadScore)
            #expect(score == .null || score == .integer(1))
            return score == .integer(1)
        }
    }
}
