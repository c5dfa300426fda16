import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// One HTTP connection over a blocking socket, so that what is measured is the server and not a client.
///
/// Understands what Muster answers: a length, no chunks. To be used by one thread.
final class PlainConnection {
    struct Answer {
        let status: Int
        let body: [UInt8]
        var text: String { String(decoding: body, as: UTF8.self) }
    }

    private let socket: Int32
    private let head: String
    private var unread: [UInt8] = []
    private var buffer = [UInt8](repeating: 0, count: 65_536)

    /// To the loopback interface.
    init(port: Int, token: String? = nil) throws {
        socket = try Self.open(port: port)
        head =
            "Host: 127.0.0.1:\(port)\r\nContent-Type: application/json\r\n"
            + (token.map { "Authorization: Bearer \($0)\r\n" } ?? "")
    }

    /// - Parameter receiving: how much the system takes from the server that nobody has read, in bytes.
    static func open(port: Int, receiving: Int32? = nil) throws -> Int32 {
        #if canImport(Glibc)
            // Not for the servers that are started meanwhile.
            let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        #else
            let socket = Darwin.socket(AF_INET, SOCK_STREAM, 0)
        #endif
        if var receiving { setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &receiving, socklen_t(MemoryLayout<Int32>.size)) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let connected = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard socket >= 0, connected == 0 else {
            if socket >= 0 { close(socket) }
            throw BenchmarkError("nothing listens at port \(port)")
        }
        var yes: Int32 = 1
        setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
        return socket
    }

    deinit { close(socket) }

    func get(_ path: String) throws -> Answer {
        try ask(path)
        return try receive()
    }
    func post(_ path: String, _ body: String) throws -> Answer {
        try send("POST", path, body)
        return try receive()
    }

    /// Waits for no answer.
    func ask(_ path: String) throws { try send("GET", path, "") }

    private func send(_ method: String, _ path: String, _ body: String) throws {
        let request = Array(
            "\(method) \(path) HTTP/1.1\r\n\(head)Content-Length: \(body.utf8.count)\r\n\r\n\(body)".utf8)
        var sent = 0
        while sent < request.count {
            let count = request[sent...].withUnsafeBytes { write(socket, $0.baseAddress, $0.count) }
            guard count > 0 else { throw BenchmarkError("the server has closed the connection") }
            sent += count
        }
    }

    private func receive() throws -> Answer {
        let end: [UInt8] = Array("\r\n\r\n".utf8)
        var searched = 0
        while true {
            if let found = unread[max(0, searched - 3)...].firstRange(of: end) {
                return try receive(
                    after: String(decoding: unread[..<found.lowerBound], as: UTF8.self), found.upperBound)
            }
            searched = unread.count
            try fill()
        }
    }

    private func receive(after head: String, _ start: Int) throws -> Answer {
        let lines = head.split(separator: "\r\n")
        let length = lines.lazy.map { $0.lowercased() }.first { $0.hasPrefix("content-length:") }
            .flatMap { Int($0.dropFirst(15).drop { $0 == " " }) }
        guard let length, let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
        else { throw BenchmarkError("an answer that this client does not understand: \(head)") }
        while unread.count < start + length { try fill() }
        defer { unread.removeFirst(start + length) }
        return Answer(status: status, body: Array(unread[start..<start + length]))
    }

    private func fill() throws {
        let count = read(socket, &buffer, buffer.count)
        guard count > 0 else { throw BenchmarkError("the server has closed the connection") }
        unread += buffer[..<count]
    }
}

extension PlainConnection.Answer {
    /// Throws unless the call has succeeded.
    func expectSuccess() throws {
        guard status == 200, text.contains("\"success\":true") else {
            throw BenchmarkError("the server refused: \(text.prefix(300))")
        }
    }
}
