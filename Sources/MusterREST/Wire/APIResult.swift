import Hummingbird
import MusterModel

/// What an endpoint answers; the frame writes the envelope around it.
struct APIResult: Sendable {
    /// The text a miss of the asset API answers with. Clients compare it, with its full stop.
    static let noAssetsWarning = "No assets found for the given search criteria."

    enum Content: Sendable {
        /// No `result` member at all.
        case none
        /// The JSON array of `result`, already written.
        case records([UInt8])
        /// A whole JSON body without an envelope: identity.
        case bare([UInt8], HTTPResponse.Status)
    }

    var content: Content
    var warnings: [String] = []
    /// Written only when there is one.
    var nextPageToken: String?
    /// Written only when set.
    var moreResult: Bool?

    /// Success without a `result`.
    static let none = APIResult(content: .none)
    /// Success without a `result`, with the asset API's warning: get by id or name and browse.
    static let noAssets = APIResult(content: .none, warnings: [noAssetsWarning])
    static let empty = APIResult(content: .records(Array("[]".utf8)))

    static func record(_ record: some WireRecord) -> APIResult {
        var writer = JSONWriter()
        writer.array { record.write(&$0) }
        return APIResult(content: .records(writer.bytes))
    }

    static func id(_ id: Int64) -> APIResult { record(IDRecord(id: id)) }

    static func records(_ records: some Collection<some WireRecord>) -> APIResult {
        self.records(records) { $1.write(&$0) }
    }

    /// The records of an asset browse, or the warning when there are none.
    static func assets(_ records: some Collection<some WireRecord>) -> APIResult {
        records.isEmpty ? .noAssets : .records(records)
    }

    /// One element of `result` for each element of `elements`, written by `write`.
    static func records<C: Collection>(
        _ elements: C, _ write: (inout JSONWriter, C.Element) throws -> Void
    ) rethrows -> APIResult {
        var writer = JSONWriter(capacity: 64 + elements.count * 256)
        try writer.array(elements, write)
        return APIResult(content: .records(writer.bytes))
    }

    /// `result` with one element that is written as it is.
    static func json(_ value: JSONValue) -> APIResult {
        var writer = JSONWriter()
        writer.array { $0.value(value) }
        return APIResult(content: .records(writer.bytes))
    }
}
