import ArgumentParser
import Foundation
import MusterAuthoring
import MusterModel
import MusterSQLite
import MusterStore

/// Makes a large instance: people with custom fields, and a year of what they did.
///
/// Everything goes through the store's own primitives. Only the index of the log is taken away before
/// the activities are written and made again afterwards from the statement the database itself keeps:
/// people are in no order in the log, and past a few million rows each would wait for a page of it.
struct PopulationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "population", abstract: "Makes a database with many people and activities.")

    @Option(help: "The database to make.") var database: String
    @Option(help: "People.") var leads = 1_000_000
    @Option(help: "Activities over a year.") var activities = 20_000_000

    func run() async throws {
        guard !FileManager.default.fileExists(atPath: database) else {
            throw ValidationError("\(database) is there already")
        }
        let time = try await seconds {
            try await addPeople()
            let plain = try PlainDatabase(path: database)
            let indexes = try plain.rows(
                "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'activity' AND sql IS NOT NULL"
            )
            for index in indexes { try plain.execute("DROP INDEX \(index[0])") }
            try await addActivities()
            progress("making the index of the log")
            for index in indexes { try plain.execute(index[1]) }
            try plain.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        }
        print("\(leads) people and \(activities) activities in \(Int(time)) s: \(database)")
    }

    private func addPeople() async throws {
        let (file, store) = try await open()
        let document = try JSONParser.parse(Crowd.document)
        try await store.write { _ = try Applier().apply(document, writer: $0) }
        let crowd = try Crowd(count: leads, store.catalogs.leadFields)
        try await inChunks(of: 20_000, leads, "people") { chunk in
            let rows = chunk.map(crowd.person)
            // When they came is older than the log.
            try await store.write { _ = try $0.createLeads(rows, origin: .listImport, loggingActivities: false) }
        }
        try await file.close()
    }

    private func addActivities() async throws {
        let (file, store) = try await open()
        let (leads, activities) = (leads, activities)
        let history = try await store.write { try CrowdHistory(people: leads, count: activities, $0) }
        try await inChunks(of: 50_000, activities, "activities") { chunk in
            let rows = chunk.map(history.activity)
            try await store.write { _ = try $0.append(rows) }
        }
        try await file.close()
    }

    private func open() async throws -> (SQLiteDatabase, Store) {
        let file = try SQLiteDatabase(path: database)
        return (file, try await Store(database: file, clock: SimulatedClock(now: Population.start)))
    }

    private func inChunks(
        of size: Int, _ count: Int, _ what: String, _ body: (Range<Int>) async throws -> Void
    ) async throws {
        for start in stride(from: 0, to: count, by: size) {
            try await body(start..<min(start + size, count))
            if (start / size + 1) % 20 == 0 { progress("\(start + size) of \(count) \(what)") }
        }
    }

    private func progress(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
}
