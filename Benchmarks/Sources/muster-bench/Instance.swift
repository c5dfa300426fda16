import Foundation
import Logging
import MusterAudience
import MusterAuthoring
import MusterEngine
import MusterModel
import MusterSQLite
import MusterStore

/// An open database with an engine that does nothing by itself.
struct Instance {
    let store: Store
    let engine: Engine
    private let file: SQLiteDatabase

    /// - Parameters:
    ///   - now: where the instance's clock stands.
    ///   - chunk: people per transaction of a flow; `nil` for what the server does.
    init(path: String, now: Instant = Population.start, chunk: Int? = nil) async throws {
        file = try SQLiteDatabase(path: path)
        store = try await Store(database: file, clock: StandingClock(now: now))
        var configuration = Engine.Configuration()
        if let chunk { configuration.chunk = chunk }
        engine = Engine(
            store: store, audience: Audience(store: store), transports: ["email": SilentTransport()],
            logger: Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() }, configuration: configuration)
    }

    /// Makes what a document of `muster apply` describes.
    func apply(_ document: String) async throws {
        let document = try JSONParser.parse(document)
        try await store.write { _ = try Applier().apply(document, writer: $0) }
    }

    func campaign(_ name: String) throws -> SmartCampaignID {
        guard let id = try store.read({ try $0.smartCampaignID(named: name) }) else {
            throw BenchmarkError("there is no campaign '\(name)'")
        }
        return id
    }

    func close() async throws { try await file.close() }

    /// Gives `body` a new database that is gone afterwards.
    static func temporary<T>(in folder: String, _ body: (_ path: String) async throws -> T) async throws -> T {
        let directory = URL(fileURLWithPath: folder).appendingPathComponent("muster-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        return try await body(directory.appendingPathComponent("bench.db").path)
    }
}

/// Stands still, but is none that is simulated: the engine does what it does in production, where chunks may share a
/// transaction.
private struct StandingClock: MusterClock {
    private let hands: SimulatedClock
    init(now: Instant) { hands = SimulatedClock(now: now) }
    var now: Instant { hands.now }
    var isSimulated: Bool { false }
    func sleep(until deadline: Instant) async throws { try await hands.sleep(until: deadline) }
}

struct SilentTransport: MessageTransport {
    func deliver(_ entry: OutboxEntry) async throws {}
}

struct BenchmarkError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
