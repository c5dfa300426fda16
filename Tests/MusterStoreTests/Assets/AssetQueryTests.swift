import MusterModel
@testable import MusterStore
import MusterTesting
import Testing

@Suite struct AssetQueryTests {
    @Test(
        "of a folder its direct children, of a program everything inside",
        arguments: [
            (FolderReference(.folder, 4), ["top"]), (FolderReference(.program, 1001), ["direct", "deep"]),
            (FolderReference(.folder, 1001), ["deep"]), (FolderReference(.folder, 77), []),
            (FolderReference(.program, 77), []),
        ])
    func folder(container: FolderReference, expected: [String]) async throws {
        try await withStore { store in
            try await store.write { writer in
                _ = try writer.createSmartCampaign(name: "top", folder: .folder(4))
                let program = try writer.createProgram(name: "P", kind: .standard, channel: "Blog", folder: .folder(4))
                _ = try writer.createSmartCampaign(name: "direct", folder: .program(program.id))
                let inner = try writer.createFolder(name: "In", description: nil, parent: .program(program.id))
                _ = try writer.createSmartCampaign(name: "deep", folder: .folder(inner.id))
            }
            let found = try store.read { try $0.smartCampaigns(AssetQuery(folder: container)) }
            #expect(found.map(\.name) == expected)
        }
    }

    @Test(
        "both ends of the update window count; ids, offset and limit cut",
        arguments: [
            (AssetQuery(), ["0", "1", "2", "3", "4"]),
            (AssetQuery(updatedFrom: Instant(seconds: 110)), ["1", "2", "3", "4"]),
            (AssetQuery(updatedTo: Instant(seconds: 110)), ["0", "1"]),
            (AssetQuery(updatedFrom: Instant(seconds: 110), updatedTo: Instant(seconds: 130)), ["1", "2", "3"]),
            (AssetQuery(updatedFrom: Instant(seconds: 111), updatedTo: Instant(seconds: 119)), []),
            (AssetQuery(offset: 1, limit: 2), ["1", "2"]), (AssetQuery(offset: 9), []), (AssetQuery(limit: 0), []),
            (AssetQuery(ids: [1003, 1001, 4711]), ["0", "2"]), (AssetQuery(ids: []), []),
            (AssetQuery(names: ["4", "0"]), ["0", "4"]), (AssetQuery(after: 1003), ["3", "4"]),
            (AssetQuery(ids: [1001, 1002], names: ["1", "4"]), ["1"]), (AssetQuery(programNames: ["P"]), []),
        ])
    func conditions(query: AssetQuery, expected: [String]) async throws {
        try await withStoreAndClock(startingAt: Instant(seconds: 100)) { store, clock in
            for index in 0..<5 {
                try await store.write { _ = try $0.createSmartCampaign(name: "\(index)", folder: .folder(4)) }
                clock.advance(seconds: 10)
            }
            #expect(try store.read { try $0.smartCampaigns(query).map(\.name) } == expected)
        }
    }

    @Test(
        "browse uses an index and does not sort",
        arguments: [
            (AssetQuery(folder: .folder(4)), "smart_campaign_folder"),
            (AssetQuery(names: ["C"]), "smart_campaign_name"),
            (AssetQuery(folder: .folder(4), names: ["C"]), "smart_campaign_name"),
            (AssetQuery(folder: .program(1001), names: ["C"]), "smart_campaign_name"),
            (AssetQuery(folder: .folder(4), ids: [1]), "PRIMARY KEY"),
            (AssetQuery(isActive: true), "smart_campaign_active"), (AssetQuery(after: 5), "PRIMARY KEY"),
        ])
    func plan(query: AssetQuery, index: String) async throws {
        try await withStore { store in
            let (rest, arguments) = query.selection(from: .smartCampaign)
            let plan = try store.read { reader throws in
                try reader.connection.all("EXPLAIN QUERY PLAN SELECT id, name FROM smart_campaign" + rest, arguments) {
                    $0.text(3)
                }
            }
            #expect(plan.contains { $0.contains(index) }, "\(plan)")
            #expect(index == "smart_campaign_name" || !plan.contains { $0.contains("TEMP B-TREE") }, "\(plan)")
        }
    }
}
