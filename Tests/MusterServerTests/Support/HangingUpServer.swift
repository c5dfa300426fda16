import Foundation
import MusterTesting

/// A server that gives out tokens, and ends the connection at every other request.
final class HangingUpServer: Sendable {
    struct Failed: Error {}

    let base: String
    /// The first lines of the requests that it did not answer.
    let requests = Recorder<String>()
    /// The first lines of those that asked for a token.
    let tokenRequests = Recorder<String>()
    private let socket: Int32

    /// - Parameter isDeaf: it takes requests and never looks at them.
    init(isDeaf: Bool = false) throws {
        // Not for the servers that other tests start meanwhile.
        socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        // A `sockaddr_in` of any port, whose members belong now to one C module and now to another.
        var address = withUnsafeBytes(of: sa_family_t(AF_INET)) { Array($0) } + [0, 0, 127, 0, 0, 1]
        address += Array(repeating: 0, count: 8)
        var size = socklen_t(address.count)
        let isBound = address.withUnsafeMutableBytes { [socket] bytes in
            guard let target = bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self) else { return false }
            return bind(socket, target, size) == 0 && listen(socket, 8) == 0 && getsockname(socket, target, &size) == 0
        }
        guard isBound else { throw Failed() }
        base = "http://127.0.0.1:\(Int(address[2]) << 8 | Int(address[3]))"
        if isDeaf { return }
        Thread.detachNewThread { [socket, requests, tokenRequests] in
            while true {
                let client = accept(socket, nil, nil)
                guard client >= 0 else { return }
                Thread.detachNewThread {
                    Self.serve(client, requests, tokenRequests)
                    // Whoever has been started meanwhile may have a copy.
                    shutdown(client, Int32(SHUT_RDWR))
                    close(client)
                }
            }
        }
    }

    /// Ends the thread that waits for connections.
    func stop() {
        shutdown(socket, Int32(SHUT_RDWR))
        close(socket)
    }

    private static func serve(
        _ client: Int32, _ requests: Recorder<String>, _ tokenRequests: Recorder<String>
    ) {
        var received = ""
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(client, &chunk, chunk.count, 0)
            guard count > 0 else { return }
            received += String(decoding: chunk[..<count], as: UTF8.self)
            guard isWhole(received) else { continue }
            let line = String(received.prefix { $0 != "\r\n" })
            guard line.contains("/identity/oauth/token") else { return requests.add(line) }
            tokenRequests.add(line)
            let body = #"{"access_token":"a","token_type":"bearer","expires_in":3599,"scope":"a"}"#
            let answer =
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
            _ = Array((answer + body).utf8).withUnsafeBytes {
                send(client, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            received = ""
        }
    }

    /// Hanging up before the body has come would be another story.
    private static func isWhole(_ request: String) -> Bool {
        guard let head = request.range(of: "\r\n\r\n") else { return false }
        let lines = request[..<head.lowerBound].split(separator: "\r\n").map { $0.lowercased() }
        let length = lines.first { $0.hasPrefix("content-length:") }?.dropFirst("content-length:".count)
        return request[head.upperBound...].utf8.count >= length.flatMap { Int($0.trimmingCharacters(in: .whitespaces)) }
            ?? 0
    }
}
