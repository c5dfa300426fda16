import MusterModel
import MusterTesting
import Testing

@testable import MusterStore

/// Whatever the door, the primitives that store a name look at it.
@Suite struct NameCheckTests {
    private static let bad = "A\u{202E}B"

    @Test("nothing that has a name is stored with one that cannot all be seen")
    func refused() async throws {
        try await withStore { store in
            let bad = Self.bad
            let (folder, program, list, rules, campaign, mail) = try await store.write { writer in
                (
                    try writer.createFolder(name: "F", description: nil, parent: .folder(4)),
                    try writer.createProgram(name: "P", kind: .standard, channel: "Blog", folder: .folder(4)),
                    try writer.createStaticList(name: "L", description: nil, folder: .folder(4)),
                    try writer.createSmartList(name: "S", description: nil, folder: .folder(4)),
                    try writer.createSmartCampaign(name: "C", folder: .folder(4)),
                    try writer.createEmail(
                        name: "E", folder: .folder(4), subject: "", fromName: "", fromEmail: "", replyEmail: "",
                        html: "")
                )
            }
            let attribute = CustomActivityType.Attribute(
                apiName: "a", name: bad, description: nil, dataType: .string)
            let definition = CustomActivityType.Definition(
                name: "N", description: nil, triggerName: bad, filterName: "F", primaryAttribute: attribute,
                attributes: [])
            let before = try store.read { $0.position }
            let doors: [(places: [String], door: @Sendable (StoreWriter) throws -> Void)] = [
                (["name"], { _ = try $0.createFolder(name: bad, description: nil, parent: .folder(4)) }),
                (["name"], { try $0.updateFolder(folder.named(bad)) }),
                (
                    ["name"],
                    { _ = try $0.createProgram(name: bad, kind: .standard, channel: "Blog", folder: .folder(4)) }
                ),
                (["name"], { try $0.updateProgram(program.named(bad)) }),
                (["name"], { _ = try $0.createStaticList(name: bad, description: nil, folder: .folder(4)) }),
                (["name"], { try $0.updateStaticList(list.named(bad)) }),
                (["name"], { _ = try $0.createSmartList(name: bad, description: nil, folder: .folder(4)) }),
                (["name"], { try $0.updateSmartList(rules.named(bad)) }),
                (["name"], { _ = try $0.createSmartCampaign(name: bad, folder: .folder(4)) }),
                (["name"], { try $0.updateSmartCampaign(campaign.named(bad)) }),
                (
                    ["name"],
                    {
                        _ = try $0.createEmail(
                            name: bad, folder: .folder(4), subject: "", fromName: "", fromEmail: "", replyEmail: "",
                            html: "")
                    }
                ),
                (["name"], { try $0.updateEmail(mail.named(bad)) }),
                (["name"], { try $0.setToken(MyToken(name: bad, kind: .text, value: ""), in: .folder(4)) }),
                (
                    ["name", "values[1]"],
                    {
                        try $0.saveTagType(
                            TagType(name: bad, isRequired: false, kinds: [.standard], allowedValues: ["a", bad]))
                    }
                ),
                (
                    ["displayName"],
                    { try $0.createLeadField(FieldDefinition(name: "x", displayName: bad, dataType: .string)) }
                ),
                (
                    ["displayName"],
                    { try $0.createProgramMemberField(FieldDefinition(name: "x", displayName: bad, dataType: .string)) }
                ),
                (
                    ["triggerName", "primaryAttribute.name"],
                    { _ = try $0.createCustomActivityType(apiName: "n", definition: definition) }
                ),
                (["name"], { _ = try $0.insertAPIUser(named: bad) }),
                (["name"], { _ = try UserAdministration($0, holding: .all).createRole(bad, permissions: []) }),
                (["name"], { _ = try $0.internAsset(.landingPage, bad) }),
            ]
            for (index, (places, door)) in doors.enumerated() {
                let error = await #expect(throws: RuleError.self) { try await store.write { try door($0) } }
                #expect(error?.diagnostics.map(\.path) == places, "door \(index)")
                #expect(error?.description.contains("has U+202E as character 2") == true, "door \(index)")
            }
            #expect(try store.read { $0.position } == before)
        }
    }

    @Test("what has such a name from before may keep it, and lose it")
    func before() async throws {
        try await withStore { store in
            try await store.write { writer in
                var list = try writer.createStaticList(name: "L", description: nil, folder: .folder(4))
                try writer.write(
                    .asset(list.id), "UPDATE static_list SET name = ? WHERE id = ?", [.text(Self.bad), .id(list.id)])
                list = try #require(try writer.reader.staticList(list.id))
                list.description = "changed"
                try writer.updateStaticList(list)
                #expect(throws: RuleError.self) { try writer.updateStaticList(list.named(Self.bad + "\u{200B}")) }
                try writer.updateStaticList(list.named("AB"))
                #expect(try writer.reader.staticList(list.id)?.name == "AB")
            }
        }
    }
}

private protocol Named { var name: String { get set } }
extension Named {
    fileprivate func named(_ name: String) -> Self {
        var copy = self
        copy.name = name
        return copy
    }
}
extension Folder: Named {}
extension Program: Named {}
extension StaticList: Named {}
extension SmartList: Named {}
extension SmartCampaign: Named {}
extension Email: Named {}
