import Testing

@testable import MusterModel

@Suite struct ProgramProgressionTests {
    private static let channel = Channel(
        id: 6, name: "Webinar", kind: .webinar,
        statuses: [
            .init(name: "Not in Program", step: 0), .init(name: "Secret", step: 5, isHidden: true),
            .init(name: "Invited", step: 10), .init(name: "Registered", step: 20),
            .init(name: "Waitlisted", step: 20), .init(name: "Attended", step: 40, isSuccess: true),
        ], createdAt: Instant(seconds: 0), updatedAt: Instant(seconds: 0))
    private static let progression = ProgramProgression(
        program: Program(
            id: 1, name: "P", description: "", kind: .webinar, channel: "Webinar", folder: .folder(1), status: "",
            createdAt: Instant(seconds: 0), updatedAt: Instant(seconds: 0)),
        channel: channel)

    @Test(
        arguments: [
            (nil, "Invited", ProgramProgression.Move.enter, "a first status makes a member"),
            (nil, "Attended", .enter, "also a late one"),
            (nil, "Not in Program", .stayOut, "who is no member cannot leave"),
            ("Invited", "Registered", .advance, "a later step"),
            ("Registered", "Waitlisted", .advance, "the same step swaps"),
            ("Waitlisted", "Registered", .advance, "both ways"),
            ("Registered", "Registered", .stay, "the same status"),
            ("Attended", "Invited", .back, "an earlier step"),
            ("Attended", "Not in Program", .leave, "leaving is always allowed"),
            ("Gone", "Invited", .advance, "a status the channel has no more holds nobody back"),
        ] as [(String?, String, ProgramProgression.Move, String)])
    func moves(current: String?, wanted: String, expected: ProgramProgression.Move, why: String) throws {
        let status = try #require(Self.progression.status(named: wanted))
        #expect(Self.progression.move(from: current, to: status) == expected, "\(why)")
    }

    @Test func statusesAreFoundInAnyCase() {
        #expect(Self.progression.status(named: " attended ")?.step == 40)
        #expect(Self.progression.status(named: "Attend") == nil)
        #expect(Self.progression.firstStatus?.name == "Invited", "neither step 0 nor a hidden one")
        #expect(Self.progression.statusID(of: "Registered") == 6003)
        #expect(Self.progression.statusID(of: "Gone") == nil)
    }
}
