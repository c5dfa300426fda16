import Hummingbird
import MusterModel

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
