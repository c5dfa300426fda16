import MusterModel
import MusterTesting
import Testing

@testable import MusterEngine
@testable import MusterStore

/// Members of large lists that were deleted go beside everything else.
@Suite struct ForgettingLaneTests {
    @Test func theEngineForgetsThemByItself() async throws {
        try await EngineFixture.run(chunk: 3) { story in
            let list = try await story.deleteLargeList()
            #expect(try story.store.read { try $0.memberCount(of: list) } == 200)
            #expect(try !story.engine.isIdle(), "there is something left to do")
            try await story.engine.runUntilIdle()
            #expect(try story.store.read { try $0.memberCount(of: list) } == 0)
            #expect(try story.store.read { try !$0.hasMembersToForget() })
            #expect(try story.engine.isIdle())
        }
    }
}

extension EngineFixture {
    /// A list of so many that 200 of its members have yet to be forgotten.
    @discardableResult
    func deleteLargeList() async throws -> StaticListID {
        let people = try await leads(1_200) { _ in [:] }
        let list = try await staticList("L")
        try await store.write { _ = try $0.addMembers(people, to: list, listName: "L", origin: .api) }
        try await engine.runUntilIdle()
        try await store.write { try $0.deleteStaticList(list) }
        return list
    }
}
