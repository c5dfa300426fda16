import MusterModel
import MusterTesting
import Testing

@testable import MusterStore

@Suite struct StaticListMembersTests {
    private func log(_ store: Store, _ type: ActivityType) throws -> [NewActivity] {
        try store.read { try $0.activities(after: 0, since: nil, types: [type.id], limit: 300).rows.map(\.content) }
    }

    @Test func onlyRealAdditionsAreLogged() async throws {
        try await withStore { store in
            let first = try await store.write { try $0.addMembers([3, 1, 3], to: 8, listName: "P.L", origin: .api) }
            let second = try await store.write { try $0.addMembers([1, 2], to: 8, listName: "P.L", origin: .api) }
            #expect(first == [1, 3])
            #expect(second == [2])
            #expect(try store.read { try $0.members(of: 8, after: nil, limit: 10) } == [1, 2, 3])
            let added = try log(store, .addToList)
            #expect(added.map(\.leadID) == [3, 1, 2])
            #expect(
                added.allSatisfy {
                    $0.primaryID == 8 && $0.primaryValue == "P.L" && $0.attributes["Source"] == "Web service API"
                })
        }
    }

    @Test func onlyRealRemovalsAreLogged() async throws {
        try await withStore { store in
            try await store.write { _ = try $0.addMembers([1, 2], to: 8, listName: "L", origin: .api) }
            let removed = try await store.write {
                try $0.removeMembers([2, 5, 2], from: 8, listName: "L", origin: .api)
            }
            #expect(removed == [2])
            #expect(try store.read { try $0.members(of: 8, among: [1, 2, 5]) } == [1])
            #expect(try log(store, .removeFromList).map(\.leadID) == [2])
        }
    }

    @Test func membersArePagedByLead() async throws {
        try await withStore { store in
            try await store.write {
                _ = try $0.addMembers((1...25).map { LeadID($0) }, to: 8, listName: "L", origin: .api)
            }
            var all: [LeadID] = []
            while true {
                let page = try store.read { try $0.members(of: 8, after: all.last, limit: 10) }
                if page.isEmpty { break }
                all += page
            }
            #expect(all.map(\.rawValue) == Array(1...25))
            #expect(try store.read { try $0.memberCount(of: 8) } == 25)
        }
    }

    private static func rows(_ table: String, _ store: Store) throws -> Int64 {
        try store.read { reader in
            try #require(try reader.connection.first("SELECT count(*) FROM \(table)") { $0.int(0) })
        }
    }

    @Test func aLargeListGoesAtOnceAndItsMembersAChunkAtATime() async throws {
        try await withStore { store in
            let list = try await store.write { writer in
                let leads = try writer.createLeads((0..<2_500).map { _ in [:] }, origin: .api)
                let list = try writer.createStaticList(
                    name: "L", description: nil, folder: .folder(SystemAssets.groupLists))
                _ = try writer.addMembers(leads, to: list.id, listName: "L", origin: .api)
                _ = try writer.addMembers([3], to: 8, listName: "Other", origin: .api)
                return list.id
            }
            try await store.write { try $0.deleteStaticList(list) }
            #expect(try Self.rows("static_list_member", store) == 1_501, "nobody waits for those")
            #expect(try store.read { try $0.staticList(list) } == nil)
            let memberships = try store.read { reader in
                try [3, 2_500].map { try reader.listMemberships(MembershipQuery(lead: $0, limit: 9)).map(\.id) }
            }
            #expect(memberships == [[8], []])
            var left: [Int64] = []
            while try await store.write({ try $0.forgetSomeMembers(limit: 600) }) {
                left.append(try Self.rows("static_list_member", store))
            }
            #expect(left == [901, 301, 1])
            #expect(try store.read { try !$0.hasMembersToForget() })
        }
    }

    @Test func aSmallListLeavesNothing() async throws {
        try await withStore { store in
            try await store.write { writer in
                _ = try writer.addMembers([1, 2], to: 8, listName: "L", origin: .api)
                try writer.deleteStaticList(8)
            }
            #expect(try Self.rows("static_list_member", store) == 0)
            #expect(try store.read { try !$0.hasMembersToForget() })
        }
    }
}
