import MusterModel
import MusterTesting
import Testing

@testable import MusterStore

@Suite struct ChainStoreTests {
    private func chains(_ store: Store) throws -> [Int64] {
        try store.read { try $0.connection.all("SELECT id FROM event_chain ORDER BY id") { $0.int(0) } }
    }

    @Test("chains that are at their end are forgotten, so many at a time, however many are not")
    func forgotten() async throws {
        try await withStore { store in
            let people = try await store.write { writer in
                let folder = FolderReference.folder(SystemAssets.marketingActivities)
                let campaign = try writer.createSmartCampaign(name: "Score", description: "", folder: folder)
                let run = try writer.createRun(
                    of: campaign.id, origin: .command, isTrigger: false, scheduledAt: writer.now)
                try writer.startRun(run, front: RunFront(version: 0, position: 0), at: writer.now)
                let people = try writer.createLeads(Array(repeating: [:], count: 40), origin: .api)
                try writer.enter(people.prefix(10).map { NewFlowEntry(lead: $0) }, run: run, campaign: campaign.id)
                return people
            }
            // Those of the people in the flow are the oldest, and more than are looked at.
            try await store.write { writer in
                try writer.setChainEntries(people.enumerated().map { (Int64($0.offset + 1), $0.element, 1) })
            }
            try await store.write { try $0.forgetEndedChains(1, atOnce: 3) }
            #expect(try chains(store).count >= 37)
            for number in 2...400 { try await store.write { try $0.forgetEndedChains(Int64(number), atOnce: 3) } }
            #expect(try chains(store) == Array(1...10))
        }
    }

    @Test("where there are none there is nothing to forget")
    func none() async throws {
        try await withStore { store in
            try await store.write { try $0.forgetEndedChains(.max) }
            #expect(try chains(store).isEmpty)
        }
    }
}
