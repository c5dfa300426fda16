import Foundation
import MusterModel
import MusterStore
import MusterTesting
import Testing

@Suite struct SettingStoreTests {
    @Test("a new instance has the defaults")
    func defaults() async throws {
        try await withStore { store in
            #expect(store.catalogs.settings == InstanceSettings())
            #expect(store.catalogs.settings.timeZone == .gmt)
            #expect(store.catalogs.settings.appURL == "https://app.example.muster")
            #expect(store.moment.timeZone == .gmt)
        }
    }

    @Test("settings hold at once and after a restart, and a limit can be taken off again")
    func saved() async throws {
        try await withTemporaryDatabase { database in
            let store = try await database.open()
            let zone = try #require(TimeZone(identifier: "Europe/Zurich"))
            var settings = InstanceSettings(
                timeZone: zone, communicationLimits: CommunicationLimits(perDay: 2, per7Days: 5), tokenSuffix: "int",
                allowsQueryToken: false)
            try await store.write { [settings] in try $0.setSettings(settings) }
            #expect(store.catalogs.settings == settings)
            try await store.database.close()

            let again = try await database.open()
            #expect(again.catalogs.settings == settings)
            settings.communicationLimits.perDay = nil
            try await again.write { [settings] in try $0.setSettings(settings) }
            #expect(again.catalogs.settings.communicationLimits == CommunicationLimits(perDay: nil, per7Days: 5))
            try await again.database.close()
        }
    }

    @Test("a simulated clock's position is kept")
    func simulatedNow() async throws {
        try await withStore { store in
            #expect(try store.read { try $0.simulatedNow() } == nil)
            try await store.write { try $0.setSimulatedNow(Instant(milliseconds: -5)) }
            try await store.write { try $0.setSimulatedNow(Instant(milliseconds: 1_234_567_890_123)) }
            #expect(try store.read { try $0.simulatedNow() } == Instant(milliseconds: 1_234_567_890_123))
        }
    }

    @Test("a setting edited into nonsense is named")
    func unreadable() async throws {
        try await withTemporaryDatabase { database in
            let store = try await database.open()
            try await store.write {
                _ = try $0.rows.execute(
                    "INSERT INTO setting (name, value) VALUES ('timeZone', 'Mars/Olympus')", [])
            }
            try await store.database.close()
            await #expect { try await database.open() } throws: { error in
                "\(error)".contains("timeZone") && "\(error)".contains("Mars/Olympus")
            }
        }
    }
}
