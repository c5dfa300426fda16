import MusterAuthoring
import MusterModel
import MusterRules
import MusterStore
import Testing

@testable import MusterServer

/// Lists of one name in several programs, and which of them a rule means.
@Suite struct ApplierListNamesTests {
    private static func program(_ name: String, _ city: String, uses: String) -> String {
        """
          - name: \(name)
            smartLists:
              - {name: Ready, filters: [{City: \(city)}]}
              - {name: Uses, filters: [{Member of Smart List: {in: \(uses)}}]}

        """
    }

    /// The id of the list that *Uses* of a program names.
    private static func used(by program: String, _ fixture: InstanceFixture) throws -> Int64? {
        try fixture.store.read { reader in
            let id = try #require(try reader.assetID(.smartList, named: "\(program).Uses"))
            return try reader.smartList(SmartListID(id))?.rules.filters.first?.conditions.first?.values.first?.assetID
        }
    }
    private static func id(_ name: String, _ fixture: InstanceFixture) throws -> Int64? {
        try fixture.store.read { try $0.assetID(.smartList, named: name) }
    }

    @Test("each program has its own, names it without the program and the other's with it")
    func perProgram() async throws {
        try await InstanceFixture.run { fixture in
            let yaml =
                "programs:\n" + Self.program("Spring", "Bonn", uses: "Ready")
                + Self.program("Autumn", "Rome", uses: "[Ready, Spring.Ready]")
            try await fixture.apply(yaml)
            #expect(try await fixture.apply(yaml).assets(.unchanged).count == 6)
            #expect(try Self.used(by: "Spring", fixture) == Self.id("Spring.Ready", fixture))
            #expect(try Self.used(by: "Autumn", fixture) == Self.id("Autumn.Ready", fixture))
            #expect(try Self.id("Spring.Ready", fixture) != Self.id("Autumn.Ready", fixture))
        }
    }

    @Test("outside of programs the one there is meant, and without one the oldest")
    func outside() async throws {
        try await InstanceFixture.run { fixture in
            try await fixture.apply(
                "programs:\n" + Self.program("Spring", "Bonn", uses: "Ready")
                    + Self.program("Autumn", "Rome", uses: "Ready"))
            #expect(try Self.id("Ready", fixture) == Self.id("Spring.Ready", fixture))
            try await fixture.apply("smartLists: [{name: Ready, filters: [{City: Paris}]}]")
            let own = try fixture.store.read { try $0.smartList(named: "Ready") }
            #expect(own?.folder == .folder(SystemAssets.smartLists))
            #expect(try Self.id("Ready", fixture) == own?.id.rawValue)
            // In their own program the names go on meaning the program's.
            try await fixture.apply("programs:\n" + Self.program("Autumn", "Oslo", uses: "Ready"))
            #expect(try Self.used(by: "Autumn", fixture) == Self.id("Autumn.Ready", fixture))
        }
    }

    @Test("a program with its folders has one, and so has what is outside of programs")
    func once() async throws {
        try await InstanceFixture.run { fixture in
            let error = await #expect(throws: RuleError.self) {
                try await fixture.apply(
                    """
                    folders: [Lead Database/Default/Smart Lists/More]
                    programs:
                      - name: Spring
                        folders: [Inside]
                        smartLists: [{name: Ready, filters: []}, {name: Ready, folder: Inside, filters: []}]
                    smartLists:
                      - {name: Ready, filters: []}
                      - {name: Ready, folder: Lead Database/Default/Smart Lists/More, filters: []}
                    """)
            }
            #expect(
                error?.diagnostics.map(\.description).sorted() == [
                    "programs[0].smartLists[1]: there is a smart list 'Ready' in another folder of program 'Spring'",
                    "smartLists[1]: there is a smart list 'Ready' in another folder outside of programs",
                ])
        }
    }
}
