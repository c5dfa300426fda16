import MusterModel
import MusterStore
import MusterTesting
import Testing

@Suite struct ProgramStoreTests {
    private let home = FolderReference.folder(SystemAssets.marketingActivities)

    @Test("a program reads back as it was made, with costs and dates")
    func roundTrip() async throws {
        try await withStore { store in
            let start = Instant(seconds: 1_700_000_000)
            let day = try #require(CalendarDay(year: 2026, month: 2, day: 28))
            let costs = [
                ProgramCost(startDate: day, cost: 2000, note: "Hall"), ProgramCost(startDate: day, cost: -1, note: nil),
            ]
            let home = home
            let id = try await store.write {
                try $0.createProgram(
                    name: "Spring Event", description: "d", kind: .event, channel: "Live Event", folder: home,
                    startDate: start, endDate: start.adding(seconds: 3600), costs: costs
                ).id
            }
            let program = try #require(try store.read { try $0.program(id) })
            #expect(program.name == "Spring Event")
            #expect(program.kind == .event)
            #expect(program.channel == "Live Event")
            #expect(program.folder == home)
            #expect(program.startDate == start)
            #expect(program.endDate == start.adding(seconds: 3600))
            #expect(program.costs == costs)
            #expect(program.tags.isEmpty)
            #expect(try store.read { try $0.program(named: "Spring Event")?.id } == id)
            #expect(try store.read { try $0.program(named: "spring event") } == nil)
        }
    }

    @Test(
        "the status of a new program follows from its kind",
        arguments: [
            (Program.Kind.standard, "Blog", ""), (.engagement, "Nurture", "off"), (.email, "Email Send", "unlocked"),
        ])
    func firstStatus(kind: Program.Kind, channel: String, status: String) async throws {
        try await withStore { store in
            let program = try await store.write {
                try $0.createProgram(name: "P", kind: kind, channel: channel, folder: .folder(4))
            }
            #expect(program.status == status)
        }
    }

    @Test("names are unique over the instance and the channel must exist")
    func refused() async throws {
        try await withStore { store in
            try await store.write { writer in
                _ = try writer.createProgram(name: "P", kind: .standard, channel: "Blog", folder: .folder(4))
                let other = try writer.createFolder(name: "Other", description: nil, parent: .folder(4))
                #expect(try writer.reader.nameIsTaken("P", kind: .program, in: .folder(other.id)))
            }
            await #expect(throws: StoreError.self) {
                try await store.write {
                    _ = try $0.createProgram(name: "P", kind: .standard, channel: "Blog", folder: .folder(1001))
                }
            }
            await #expect(throws: StoreError.self) {
                try await store.write {
                    _ = try $0.createProgram(name: "Q", kind: .standard, channel: "No such", folder: .folder(4))
                }
            }
            #expect(try store.read { try $0.programs(.everything).map(\.name) } == ["P"])
        }
    }

    @Test("a nested program is inside the outer one, but keeps its own name")
    func nested() async throws {
        try await withStore { store in
            let (outer, inner, campaign) = try await store.write { writer in
                let outer = try writer.createProgram(
                    name: "Outer", kind: .engagement, channel: "Nurture", folder: .folder(4))
                let inner = try writer.createProgram(
                    name: "Inner", kind: .email, channel: "Email Send", folder: .program(outer.id))
                let campaign = try writer.createSmartCampaign(name: "C", folder: .program(inner.id))
                return (outer.id, inner.id, campaign.id)
            }
            try store.read { reader throws in
                let inside = AssetQuery(folder: .program(outer))
                #expect(try reader.programs(inside).map(\.id) == [inner])
                #expect(try reader.smartCampaigns(inside).map(\.id) == [campaign])
                #expect(try reader.smartCampaign(campaign)?.parentProgramID == inner)
                #expect(try reader.assetName(.smartCampaign, id: campaign.rawValue) == "Inner.C")
                #expect(try reader.assetName(.program, id: inner.rawValue) == "Inner")
            }
        }
    }
}
