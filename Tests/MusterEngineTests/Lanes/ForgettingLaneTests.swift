import MusterModel
import MusterTesting
import Testing

@testable import MusterEngine
@testable import MusterStore

/// Members of large lists that were deleted go beside everything else.
@Suite struct ForgettingLaneTests {
    @Test func theEngineForgetsThemByItself() async throws {
        try await EngineFixture.run(chunk: 3) { story in
            let people = try await story.leads(1_200) { _ in [:] }
            let list = try await story.store.write { writer in
                let list = try writer.createStaticList(
                    name: "L", description: nil, folder: .folder(SystemAssets.groupLists))
                _ = try writer.addMembers(people, to: list.id, listName: "L", origin: .api)
                return list.id
            }
            try await story.engine.runUntilIdle()
            try await story.store.write { try $0.deleteStaticList(list) }
            #expect(try story.store.read { try $0.memberCount(of: list) } == 200)
            #expect(try story.engine.isIdle(), "nobody is being processed")
            try await story.engine.runUntilIdle()
            #expect(try story.store.read { try $0.memberCount(of: list) } == 0)
            #expect(try story.store.read { try !$0.hasMembersToForget() })
        }
    }
}
