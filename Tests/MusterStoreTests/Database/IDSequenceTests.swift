import MusterTesting
import Testing

@testable import MusterStore

@Suite struct IDSequenceTests {
    @Test func idsAreConsecutiveAndEachSequenceCountsAlone() async throws {
        try await withStore { store in
            let ids = try await store.write { writer in
                [
                    try writer.nextIDs(.lead, count: 3), try writer.nextIDs(.lead, count: 1),
                    try writer.nextIDs(.activity, count: 2), try writer.nextIDs(.lead, count: 0),
                    try writer.nextIDs(.lead, count: 1),
                ]
            }
            #expect(ids == [1, 4, 1, 5, 5])
        }
    }

    @Test func aRolledBackWriteGivesItsIDsBack() async throws {
        struct Refused: Error {}
        try await withStore { store async throws in
            await #expect(throws: Refused.self) {
                try await store.write { writer in
                    _ = try writer.nextIDs(.lead, count: 10)
                    throw Refused()
                }
            }
            #expect(try await store.write { try $0.nextIDs(.lead, count: 1) } == 1)
        }
    }

    @Test func reservedIDsAreNotGivenOut() async throws {
        try await withStore { store in
            let ids = try await store.write { writer in
                try writer.rows.reserveIDs(.tokenContext, through: 1000)
                let first = try writer.nextIDs(.tokenContext, count: 1)
                try writer.rows.reserveIDs(.tokenContext, through: 500)
                return [first, try writer.nextIDs(.tokenContext, count: 1)]
            }
            #expect(ids == [1001, 1002])
        }
    }
}
