import Testing

/// The check of the chaos run must be able to fail.
@Suite struct ActivityFoldTests {
    private typealias Entry = ActivityFold.Entry
    private typealias Person = ActivityFold.Person

    private static let log = [
        Entry(id: 1, lead: 1, type: 12, subject: ""), Entry(id: 2, lead: 2, type: 12, subject: ""),
        Entry(id: 3, lead: 1, type: 22, subject: "Lead Score", old: "0", new: "5"),
        Entry(id: 4, lead: 1, type: 13, subject: "Lead Score", old: "5", new: "7"),
        Entry(id: 5, lead: 1, type: 24, subject: "10"), Entry(id: 6, lead: 1, type: 25, subject: "10"),
        Entry(id: 7, lead: 2, type: 24, subject: "10"), Entry(id: 8, lead: 2, type: 13, subject: "City", new: "Lima"),
    ]
    private static let people = [
        Person(id: 1, scores: ["Lead Score": "7"], lists: []), Person(id: 2, scores: [:], lists: [10]),
    ]

    private static func differences(_ log: [Entry], _ people: [Person] = people) -> [String] {
        ActivityFold(log, scoreFields: ["Lead Score"]).differences(from: people, lists: [10])
    }

    @Test("a log and the people it tells of agree")
    func agreement() { #expect(Self.differences(Self.log).isEmpty) }

    @Test("an activity that is missing is noticed", arguments: [2, 3, 4, 5, 6])
    func missing(place: Int) {
        var log = Self.log
        log.remove(at: place)
        #expect(!Self.differences(log).isEmpty)
    }

    @Test("an activity that is there twice is noticed", arguments: [2, 3, 4, 5, 6])
    func twice(place: Int) {
        var log = Self.log
        log.insert(log[place], at: place + 1)
        #expect(!Self.differences(log).isEmpty)
    }

    @Test("values and lists that nobody logged are noticed")
    func unlogged() {
        var people = Self.people
        people[0].scores["Lead Score"] = "8"
        people[1].lists = []
        #expect(Self.differences(Self.log, people).count == 2)
    }

    @Test("a winner has one of the scores and all of the lists")
    func merge() {
        // Lead 3 became part of lead 4, which had no score of its own.
        let log = [
            Entry(id: 1, lead: 4, type: 22, subject: "Lead Score", old: "0", new: "2"),
            Entry(id: 2, lead: 4, type: 24, subject: "10"),
            Entry(id: 3, lead: 4, type: 13, subject: "Lead Score", old: nil, new: "2"),
            Entry(id: 4, lead: 4, type: 32, subject: "", losers: 1),
            Entry(id: 5, lead: 4, type: 22, subject: "Lead Score", old: "2", new: "3"),
        ]
        #expect(Self.differences(log, [Person(id: 4, scores: ["Lead Score": "3"], lists: [10])]).isEmpty)
        #expect(Self.differences(log, [Person(id: 4, scores: ["Lead Score": "2"], lists: [10])]).count == 1)
        #expect(Self.differences(log, [Person(id: 4, scores: ["Lead Score": "3"], lists: [])]).count == 1)
    }
}
