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

/// The two envelopes, with the member order that recordings show.
struct Envelope {
    let family: APIFamily
    let requestID: String

    func success(_ result: APIResult) -> ByteBuffer {
        switch result.content {
        case .bare(let bytes, _): return ByteBuffer(bytes: bytes)
        case .none: return success(nil, result)
        case .records(let bytes): return success(bytes, result)
        }
    }

    func failure(_ errors: [APIError]) -> ByteBuffer {
        var writer = JSONWriter(capacity: 256)
        writer.object { writer in
            if family == .lead || family == .identity { writer.member("requestId", requestID) }
            writer.member("success", false)
            writer.key("errors")
            writer.array(errors) { $1.write(&$0) }
            if family == .asset || family == .muster {
                writer.member("requestId", requestID)
                writer.key("warnings")
                writer.array { _ in }
            }
        }
        return ByteBuffer(bytes: writer.bytes)
    }

    /// The records are large and already JSON, so that the envelope is put together in the buffer
    /// that goes to the socket. Request ids and page tokens need no escaping.
    private func success(_ records: [UInt8]?, _ result: APIResult) -> ByteBuffer {
        var buffer = ByteBuffer()
        buffer.reserveCapacity((records?.count ?? 0) + 256)
        if family == .lead || family == .identity {
            buffer.writeStaticString("{\"requestId\":\"")
            buffer.writeString(requestID)
            buffer.writeStaticString("\"")
            writeRecords(records, to: &buffer)
            buffer.writeStaticString(",\"success\":true")
        } else {
            buffer.writeStaticString("{\"success\":true,\"errors\":[],\"requestId\":\"")
            buffer.writeString(requestID)
            buffer.writeStaticString("\",\"warnings\":")
            var warnings = JSONWriter(capacity: 64)
            warnings.array(result.warnings) { $0.string($1) }
            buffer.writeBytes(warnings.bytes)
            writeRecords(records, to: &buffer)
        }
        if let token = result.nextPageToken {
            buffer.writeStaticString(",\"nextPageToken\":\"")
            buffer.writeString(token)
            buffer.writeStaticString("\"")
        }
        if let more = result.moreResult {
            buffer.writeStaticString(",\"moreResult\":")
            buffer.writeString(more ? "true" : "false")
        }
        buffer.writeStaticString("}")
        return buffer
    }

    private func writeRecords(_ records: [UInt8]?, to buffer: inout ByteBuffer) {
        guard let records else { return }
        buffer.writeStaticString(",\"result\":")
        buffer.writeBytes(records)
    }
}

/// What the first segments of a path decide: envelope, error codes of parameters, request size.
enum APIFamily: Sendable {
    case identity
    /// `/rest/v1` and `/bulk/v1`.
    case lead
    case asset
    /// Muster's own calls: asset envelope, asset codes.
    case muster

    /// `nil` for a path outside every family.
    init?(segments: [String]) {
        guard segments.count >= 2 else { return nil }
        switch (segments[0], segments[1]) {
        case ("identity", _): self = .identity
        case ("rest", "asset"): self = .asset
        case ("rest", _), ("bulk", _): self = .lead
        case ("muster", _): self = .muster
        default: return nil
        }
    }

    /// Longest request target in bytes.
    var targetLimit: Int { self == .asset ? 65_536 : 8192 }

    /// Longest body in bytes where the endpoint says nothing else.
    static let bodyLimit = 1 << 20
    /// Longest body of calls that take many rows at once.
    static let uploadLimit = 10 << 20
}

/// What one element of `result` is made of. Members are written in the order of the contract.
protocol WireRecord {
    func write(_ writer: inout JSONWriter)
}

/// A record whose bytes are there already.
struct WrittenRecord: WireRecord, Sendable {
    private let bytes: [UInt8]

    init(_ record: some WireRecord) {
        var writer = JSONWriter()
        record.write(&writer)
        bytes = writer.bytes
    }

    func write(_ writer: inout JSONWriter) { writer.raw(bytes) }
}

/// `{"id":1077}`: the answer of calls that only say which record they changed.
struct IDRecord: WireRecord {
    let id: Int64

    func write(_ writer: inout JSONWriter) {
        writer.object { $0.member("id", id) }
    }
}

/// What became of one custom or standard field: `{"name":"shoeSize","status":"created"}`, or
/// `skipped` with `reasons`.
struct FieldStatus: WireRecord {
    /// Absent when the record named no field.
    var name: String?
    var status: String
    var reasons: [APIError] = []

    func write(_ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("name", ifPresent: name)
            writer.member("status", status)
            writer.reasons(reasons)
        }
    }
}

/// What became of one record of a call that takes many: `{"id":7,"status":"added"}` or
/// `{"id":7,"status":"skipped","reasons":[…]}`.
struct RecordStatus: WireRecord {
    var id: Int64?
    var status: String
    var reasons: [APIError] = []

    static func skipped(_ id: Int64? = nil, _ reasons: APIError...) -> RecordStatus {
        RecordStatus(id: id, status: "skipped", reasons: reasons)
    }

    func write(_ writer: inout JSONWriter) {
        writer.object { writer in
            if let id { writer.member("id", id) }
            writer.member("status", status)
            writer.reasons(reasons)
        }
    }
}

extension JSONWriter {
    /// Nothing at all when there are none.
    fileprivate mutating func reasons(_ reasons: [APIError]) {
        guard !reasons.isEmpty else { return }
        key("reasons")
        array(reasons) { $1.write(&$0) }
    }
}
