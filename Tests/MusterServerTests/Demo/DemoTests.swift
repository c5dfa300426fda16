import MusterAuthoring
import MusterEngine
import MusterModel
import MusterRules
import MusterStore
import MusterTesting
import Testing

@testable import MusterServer

@Suite struct DemoTests {
    @Test func loadsAnInstanceToLookAt() async throws {
        try await InstanceFixture.run { fixture in
            let summary = try await Demo.load(into: fixture.instance)
            #expect(summary.people == 3_000)
            #expect(summary.activities > 40_000)
            for (list, atLeast) in [
                ("Engaged Decision Makers", 50), ("Dormant", 50), ("Lifecycle.Marketing Qualified", 10),
                ("German-speaking Countries", 300), ("Newsletter", 1_000),
            ] {
                #expect(try await fixture.access.count(list: list).count >= atLeast, "\(list)")
            }
            // The past sets off nothing; the working day that follows does.
            try await fixture.instance.engine.runUntilIdle()
            #expect(try await fixture.access.count(list: "Sales Ready").count == 0)
            let idle = try await fixture.instance.clockCommands.move(.untilIdle())
            #expect(idle.runs == 0 && idle.nextDue != nil, "its campaigns recur for ever")
            try await fixture.instance.clockCommands.move(.advance(RelativePeriod(1, .day)))
            #expect(try await fixture.access.count(list: "Sales Ready").count > 10)
            // The score is the sum of what the log says.
            try fixture.store.read { reader in
                let leads = try reader.leads(where: .always, limit: 50)
                let fields = try reader.leads(leads, fields: [.leadScore])
                for lead in fields {
                    let last = try reader.activities(
                        after: 0, since: nil, types: [ActivityType.changeScore.id], leads: [lead.id], limit: 1_000
                    ).rows.last
                    #expect(
                        last?.content.attributes["New Value"]?.integer.map { FieldValue.integer($0) } ?? .null
                            == lead[.leadScore])
                }
            }
        }
    }

    @Test func leavesAnInstanceWithPeopleAlone() async throws {
        try await InstanceFixture.run { fixture in
            _ = try await fixture.importFile(.leads, "email\na@x.example\n")
            #expect(try await Demo.load(into: fixture.instance).people == 0)
            #expect(try fixture.store.read { try $0.programs(.everything) }.isEmpty)
        }
    }

    @Test func isTheSameEverywhere() {
        var (first, second) = (SeededGenerator(seed: 1), SeededGenerator(seed: 1))
        let now = Instant(seconds: 1_772_442_000)
        let people = DemoPeople(now: now, generator: &first).people
        #expect(people.map(\.values) == DemoPeople(now: now, generator: &second).people.map(\.values))
        #expect(Set(people.compactMap { $0.values[.email] }).count == DemoPeople.count)
        #expect(people.allSatisfy { $0.values[.email]?.recordedText.hasSuffix(".example") == true })
    }
}
