import Foundation
import MusterModel
import MusterStore
import MusterTesting
import Testing

/// A day is one of the instance's time zone.
@Suite struct DailyCountStoreTests {
    @Test("after so many times a day it is refused, until the next day begins")
    func limit() async throws {
        let clock = SimulatedClock(now: try #require(Instant(text: "2026-03-01T21:00:00Z")))
        try await withStore(clock: clock) { store in
            try await store.write { writer in
                var settings = writer.catalogs.settings
                settings.timeZone = try #require(TimeZone(identifier: "Europe/Berlin"))
                try writer.setSettings(settings)
            }
            func count() async throws -> Bool {
                try await store.write { try $0.count(.scheduleWithClone, limit: 2) }
            }
            #expect(try await count())
            #expect(try await count())
            #expect(try await !count())
            clock.move(to: try #require(Instant(text: "2026-03-01T22:59:59Z")))
            #expect(try await !count())
            clock.move(to: try #require(Instant(text: "2026-03-01T23:00:00Z")))
            #expect(try await count())
        }
    }
}
