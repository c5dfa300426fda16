import Foundation

/// A TCP connection to a server, for what no HTTP client sends.
final class RawConnection {
    struct Failed: Error {}

    private let socket: Int32

    /// - Parameter patience: seconds after which a server that never answers, or reads, fails the test; it does
    ///   not stop it.
    init(port: UInt16, patience seconds: Int = 300) throws {
        // Not for the servers that other tests start meanwhile: it would stay open in them when it is closed here.
        let stream = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        socket = Foundation.socket(AF_INET, stream, 0)
        // A `sockaddr_in`, whose members belong now to one C module and now to another.
        var address = withUnsafeBytes(of: sa_family_t(AF_INET)) { Array($0) }
        address += withUnsafeBytes(of: port.bigEndian) { Array($0) } + [127, 0, 0, 1] + Array(repeating: 0, count: 8)
        let result = address.withUnsafeBytes { bytes in
            connect(socket, bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count))
        }
        guard result == 0 else { throw Failed() }
        var patience = timeval(tv_sec: seconds, tv_usec: 0)
        for direction in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(socket, SOL_SOCKET, direction, &patience, socklen_t(MemoryLayout<timeval>.size))
        }
    }

    deinit { close(socket) }

    /// Nothing more will be sent; what is answered can still be read.
    func closeSending() { shutdown(socket, Int32(SHUT_WR)) }

    func send(_ text: String) throws { try send(Array(text.utf8)) }

    func send(_ content: [UInt8]) throws {
        var bytes = content[...]
        while !bytes.isEmpty {
            // A server that has closed the connection must not end the tests with a signal.
            let sent = bytes.withUnsafeBytes {
                Foundation.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard sent > 0 else { throw Failed() }
            bytes = bytes.dropFirst(sent)
        }
    }

    /// What has arrived, at least a byte; empty at the end of the connection.
    func read() throws -> ArraySlice<UInt8> {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        let count = recv(socket, &chunk, chunk.count, 0)
        guard count >= 0 else { throw Failed() }
        return chunk[..<count]
    }

    /// Reads until the text has arrived; `nil` reads to the end of the connection.
    func read(through end: String?) throws -> String {
        var text = ""
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while end.map({ !text.contains($0) }) ?? true {
            let count = recv(socket, &chunk, chunk.count, 0)
            if count == 0, end == nil { break }
            guard count > 0 else { throw Failed() }
            text += String(decoding: chunk[..<count], as: UTF8.self)
        }
        return text
    }
}
