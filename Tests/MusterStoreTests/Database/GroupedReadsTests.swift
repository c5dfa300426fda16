import MusterModel
import MusterTesting
import Testing

@testable import MusterStore

/// What an answer of many parts reads takes as many queries for one part as for twenty.
@Suite struct GroupedReadsTests {
    private static let home = FolderReference.folder(SystemAssets.marketingActivities)

    @Test("the tags of all programs are read at once")
    func tags() async throws {
        try await withStore { store in
            let kinds: [Program.Kind] = [.standard]
            try await store.write { writer in
                for name in ["Region", "Owner"] {
                    try writer.saveTagType(TagType(name: name, isRequired: false, kinds: kinds, allowedValues: []))
                }
                for number in 1...20 {
                    var tags = [ProgramTag(type: "Region", value: "\(number % 2)")]
                    if number % 3 == 0 { tags.append(ProgramTag(type: "Owner", value: "\(number)")) }
                    _ = try writer.createProgram(
                        name: "P\(number)", kind: .standard, channel: "Blog", folder: Self.home, tags: tags)
                }
            }
            let query = AssetQuery(tag: ProgramTag(type: "Region", value: "1"), offset: 0, limit: 200)
            let programs = try store.read { try $0.taggedPrograms(query) }
            #expect(programs.count == 10)
            let single = try store.read { reader in try programs.map { try reader.program($0.id) } }
            #expect(programs.map(\.tags) == single.map { $0?.tags ?? [] })
            #expect(try await store.statements { _ = try $0.reader.taggedPrograms(query) }.count == 2)
        }
    }

    @Test("how many people are in all runs of a campaign is read at once")
    func occupancy() async throws {
        try await withStore { store in
            let (campaign, runs) = try await store.write { writer in
                let ids = try ["A", "B"].map {
                    try writer.createSmartCampaign(name: $0, description: "", folder: Self.home).id
                }
                let runs = try (0..<4).map {
                    try writer.createRun(
                        of: ids[$0 == 3 ? 1 : 0], origin: .api, isTrigger: false, scheduledAt: writer.now)
                }
                let waiting = FlowPlace(version: 0, position: 0, dueAt: writer.now, isWaiting: true)
                try writer.enter(
                    [NewFlowEntry(lead: 1), NewFlowEntry(lead: 2, place: waiting)], run: runs[0], campaign: ids[0])
                try writer.enter([NewFlowEntry(lead: 3)], run: runs[1], campaign: ids[0])
                try writer.enter([NewFlowEntry(lead: 4)], run: runs[3], campaign: ids[1])
                return (ids[0], runs)
            }
            let found = try store.read { try $0.occupancy(ofRunsOf: campaign) }
            #expect(found.mapValues(\.inFlow) == [runs[0]: 2, runs[1]: 1])
            #expect(found.mapValues(\.waiting) == [runs[0]: 1, runs[1]: 0])
            // Those in the runs, and those of them who wait.
            #expect(try await store.statements { _ = try $0.reader.occupancy(ofRunsOf: campaign) }.count == 2)
        }
    }
}
