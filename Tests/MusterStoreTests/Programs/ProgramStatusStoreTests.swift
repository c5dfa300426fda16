import MusterModel
import MusterTesting
import Testing

@testable import MusterStore

@Suite struct ProgramStatusStoreTests {
    private struct World {
        let store: Store
        let clock: TestClock
        let progression: ProgramProgression
        let leads: [LeadID]

        func status(_ name: String) throws -> Channel.Status { try #require(progression.status(named: name)) }

        @discardableResult
        func set(
            _ name: String, _ leads: [LeadID]? = nil, logsRepetition: Bool = false
        ) async throws -> [ProgramStatusOutcome] {
            let status = try status(name)
            let (progression, all) = (progression, leads ?? self.leads)
            return try await store.write {
                try $0.setProgramStatus(
                    status, of: all, in: progression, origin: .api, logsRepetition: logsRepetition)
            }
        }

        func member(_ lead: LeadID) throws -> ProgramMember? {
            try store.read { try $0.programMembers(of: progression.program.id, among: [lead])[lead] }
        }

        func log() throws -> [NewActivity] {
            try store.read {
                try $0.activities(after: 0, since: nil, types: [104], limit: 300).rows.map(\.content)
            }
        }

        func acquisition(_ lead: LeadID) throws -> [FieldValue] {
            let fields: [LeadField] = [.acquisitionProgramId, .acquisitionDate]
            let found = try #require(try store.read { try $0.lead(lead, fields: fields) })
            return fields.map { found[$0] }
        }
    }

    private static let later = TestClock.usualNow.adding(seconds: 60)

    private static func withWorld(
        _ kind: Program.Kind = .webinar, channel: String = "Webinar", _ body: (World) async throws -> Void
    ) async throws {
        let clock = TestClock(now: TestClock.usualNow)
        try await withStore(clock: clock) { store in
            let (progression, leads) = try await store.write { writer in
                let program = try writer.createProgram(
                    name: "Launch", kind: kind, channel: channel, folder: .folder(SystemAssets.marketingActivities))
                let leads = try writer.createLeads([[:], [:], [:]], origin: .api)
                return (try writer.reader.progression(of: program.id), leads)
            }
            try await body(
                World(store: store, clock: clock, progression: try #require(progression), leads: leads))
        }
    }

    @Test func aNewNameIsAcquiredByTheProgramItEnters() async throws {
        try await Self.withWorld { world in
            let lead = world.leads[0]
            #expect(try await world.set("invited", [lead, lead, 999]) == [.entered, .unchanged, .unknownLead])
            let now = TestClock.usualNow
            #expect(
                try world.member(lead)
                    == ProgramMember(
                        programID: world.progression.program.id, leadID: lead, memberID: 1, status: "Invited",
                        memberSince: now, updatedAt: now, isAcquiredBy: true))
            let program = world.progression.program.id
            #expect(try world.acquisition(lead) == [.integer(program.rawValue), .instant(now)])
            let logged = try world.log()
            #expect(logged.map(\.primaryID) == [program.rawValue])
            #expect(logged[0].primaryValue == "Launch")
            #expect(
                logged[0].attributes == [
                    "Acquired By": true, "New Status": "Invited", "New Status ID": 6001, "Old Status": "Not in Program",
                    "Old Status ID": 6000, "Program Member ID": 1, "Reason": "Web service API", "Success": false,
                ])
            let types = try world.store.read {
                try $0.activities(after: 0, since: nil, types: [13], limit: 9).rows.count
            }
            #expect(types == 0, "the acquisition is silent")
        }
    }

    @Test func successIsReachedOnceAndStays() async throws {
        try await Self.withWorld { world in
            let lead = world.leads[0]
            try await world.set("Invited", [lead])
            world.clock.move(to: Self.later)
            #expect(try await world.set("Attended", [lead]) == [.moved])
            world.clock.move(to: Self.later.adding(seconds: 60))
            #expect(try await world.set("Attended On-demand", [lead]) == [.moved])
            let member = try #require(try world.member(lead))
            #expect(member.reachedSuccess && member.successAt == Self.later && member.status == "Attended On-demand")
            #expect(member.memberSince == TestClock.usualNow)
            #expect(try world.log().map { $0.attributes["Success"] } == [false, true, false])
            #expect(try world.log().map { $0.attributes["Acquired By"] } == [true, false, false])
        }
    }

    @Test func nobodyMovesBackAndRepetitionsAreLoggedOnDemand() async throws {
        try await Self.withWorld { world in
            let lead = world.leads[0]
            try await world.set("No Show", [lead])
            #expect(try await world.set("Registered", [lead]) == [.past])
            #expect(try await world.set("No Show", [lead]) == [.unchanged])
            #expect(try world.log().count == 1)
            #expect(try await world.set("No Show", [lead], logsRepetition: true) == [.unchanged])
            let repeated = try #require(try world.log().last).attributes
            #expect(repeated["New Status"] == "No Show")
            #expect(repeated["Old Status"] == "No Show")
            #expect(repeated["Success"] == false)
        }
    }

    @Test func leavingForgetsTheMembershipItsValuesAndTheAcquisition() async throws {
        try await Self.withWorld { world in
            let lead = world.leads[0]
            let program = world.progression.program.id
            #expect(try await world.set("Not in Program", [lead]) == [.notInProgram])
            try await world.set("Attended", world.leads)
            try await world.store.write { writer in
                for other in world.leads {
                    try writer.rows.execute(
                        "INSERT INTO program_member_value (program_id, lead_id, field_id, value) VALUES (?, ?, 18, 'x')",
                        [.id(program), .id(other)])
                }
            }
            #expect(try await world.set("Not in Program", [lead, lead]) == [.left, .notInProgram])
            #expect(try world.member(lead) == nil)
            #expect(try world.acquisition(lead) == [.null, .null])
            let values = try world.store.read { reader in
                try reader.connection.all("SELECT lead_id FROM program_member_value") { LeadID($0.int(0)) }
            }
            #expect(Set(values) == Set(world.leads.dropFirst()))
            #expect(try world.log().last?.attributes["New Status"] == "Not in Program")
            #expect(try await world.set("Invited", [lead]) == [.entered], "and may begin anew")
            #expect(try world.member(lead)?.reachedSuccess == false)
            try await world.store.write { _ = try $0.deleteLeads(world.leads, origin: .api) }
            let left = try world.store.read {
                try $0.connection.all("SELECT lead_id FROM program_member_value") { $0.int(0) }
            }
            #expect(left.isEmpty)
        }
    }

    @Test func whoHasAProgramIsNotAcquiredAgain() async throws {
        try await Self.withWorld { world in
            let other = try await world.store.write { writer in
                let program = try writer.createProgram(
                    name: "Other", kind: .engagement, channel: "Nurture",
                    folder: .folder(SystemAssets.marketingActivities))
                return try writer.reader.progression(of: program.id)
            }
            let nurture = try #require(other)
            let member = try #require(nurture.firstStatus)
            let lead = world.leads[0]
            try await world.set("Invited", [lead])
            try await world.store.write {
                _ = try $0.setProgramStatus(member, of: world.leads, in: nurture, origin: .api)
            }
            let members = try world.store.read {
                try $0.programMembers(of: nurture.program.id, after: nil, limit: 9)
            }
            #expect(members.map(\.isAcquiredBy) == [false, true, true])
            #expect(members.map(\.cadence) == [.normal, .normal, .normal])
            #expect(members.map(\.stream) == ["Stream 1", "Stream 1", "Stream 1"])
            #expect(members.map(\.memberID) == [2, 3, 4])
        }
    }

    @Test func aProgramWithManyMembersGoesAtOnceAndTheyAChunkAtATime() async throws {
        try await Self.withWorld { world in
            let many = try await world.store.write { writer in
                try writer.createLeads((0..<1_500).map { _ in [:] }, origin: .api)
            }
            try await world.set("Invited", many)
            let program = world.progression.program
            try await world.store.write { try $0.deleteProgram(program, contents: []) }
            let last = try #require(many.last)
            let seen = try world.store.read { reader in
                (
                    try reader.programMemberships(MembershipQuery(lead: last, limit: 9)).count,
                    try reader.membersOfAnyProgram(among: many), try reader.hasMembersToForget()
                )
            }
            #expect(seen == (0, [], true))
            while try await world.store.write({ try $0.forgetSomeMembers(limit: 300) }) {}
            let left = try world.store.read { try $0.programMembers(of: program.id, after: nil, limit: 9) }
            #expect(left.isEmpty)
        }
    }
}
