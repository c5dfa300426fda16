import CZlib
import NIOCore

/// Gzip of whole answers (RFC 1952), by the system's zlib.
enum Gzip {
    /// Smaller answers are sent as they are.
    static let threshold = 1024

    /// `nil` when zlib refuses; the answer is then sent uncompressed.
    static func compress(_ buffer: ByteBuffer) -> ByteBuffer? {
        var stream = z_stream()
        // 16 added to the window bits asks for the gzip wrapper.
        guard
            deflateInit2_(
                &stream, 5, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
                Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else { return nil }
        defer { deflateEnd(&stream) }
        let bound = Int(deflateBound(&stream, UInt(buffer.readableBytes)))
        var output = ByteBufferAllocator().buffer(capacity: bound)
        var isComplete = false
        buffer.withUnsafeReadableBytes { input in
            _ = output.writeWithUnsafeMutableBytes(minimumWritableBytes: bound) { target in
                stream.next_in = UnsafeMutablePointer(mutating: input.bindMemory(to: UInt8.self).baseAddress)
                stream.avail_in = UInt32(input.count)
                stream.next_out = target.bindMemory(to: UInt8.self).baseAddress
                stream.avail_out = UInt32(clamping: target.count)
                isComplete = deflate(&stream, Z_FINISH) == Z_STREAM_END
                return Int(stream.total_out)
            }
        }
        return isComplete ? output : nil
    }

    /// True when an `Accept-Encoding` takes gzip.
    static func isAccepted(_ header: String) -> Bool {
        for item in header.lowercased().split(separator: ",") {
            let parts = item.split(separator: ";").map { $0.filter { $0 != " " } }
            guard parts.first == "gzip" || parts.first == "*" else { continue }
            let quality = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) }
            return quality != 0
        }
        return false
    }
}
