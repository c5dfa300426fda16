import MusterModel
import MusterStore

/// How one sort of asset is found, and what its record says, inside one snapshot.
///
/// Everything that the calls of all sorts have in common follows from it: by id, by name, browse, and
/// the answer of a write. An endpoint adds its route and what is peculiar to it.
protocol AssetReading {
    /// What is found; an id where that is enough to make the record.
    associatedtype Asset: Sendable
    associatedtype Record: WireRecord
    /// Which members of the record are written that not every call answers.
    associatedtype Parts: Sendable

    init(_ snapshot: AssetSnapshot)

    /// What the request asks for.
    static func parts(_ request: APIRequest, of call: AssetCall) throws(APIError) -> Parts

    func asset(id: Int64) throws -> Asset?
    /// Of several assets of one name the one with the lowest id.
    func asset(named name: String) throws -> Asset?
    func assets(_ query: AssetQuery) throws -> [Asset]
    /// `nil` for what the API does not show.
    func record(_ asset: Asset, _ parts: Parts) throws -> Record?
}

/// The calls that answer records of assets.
enum AssetCall: Sendable {
    case byID, byName, browse
    /// Create, update and clone, which answer the whole record.
    case write
}

/// For assets whose record is always whole.
struct NoParts: Sendable {}

extension AssetReading where Parts == NoParts {
    static func parts(_ request: APIRequest, of call: AssetCall) -> NoParts { NoParts() }
}

/// One state of the instance, and the request that looks at it.
struct AssetSnapshot {
    let reader: StoreReader
    let context: APIContext

    var urls: AssetURL { AssetURL(context) }
}

extension APIContext {
    /// Reads assets from one snapshot.
    func read<Reading: AssetReading, T>(_: Reading.Type, _ body: (Reading) throws -> T) throws -> T {
        try store.read { try body(Reading(AssetSnapshot(reader: $0, context: self))) }
    }

    /// The record of what `find` finds, or the no-assets warning.
    func answer<Reading: AssetReading>(
        _: Reading.Type, _ parts: Reading.Parts, _ find: (Reading) throws -> Reading.Asset?
    ) throws -> APIResult {
        try read(Reading.self) { reading in
            guard let asset = try find(reading), let record = try reading.record(asset, parts) else { return .noAssets }
            return .record(record)
        }
    }

    /// Commits what `body` does, then answers the record of the asset whose id it returns.
    func write<Reading: AssetReading>(
        _: Reading.Type, _ parts: Reading.Parts, _ body: @escaping @Sendable (StoreWriter) throws -> Int64
    ) async throws -> APIResult {
        let id = try await write(body)
        return try answer(Reading.self, parts) { try $0.asset(id: id) }
    }
}
