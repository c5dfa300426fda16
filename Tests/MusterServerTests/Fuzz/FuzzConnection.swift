import Foundation
import HTTPTypes

@testable import MusterFuzzing

/// A connection that sends any bytes, and reads answers one by one.
final class FuzzConnection {
    /// There was no answer, or none that ends.
    enum Failed: Error { case closed, silent, malformed }

    private let connection: RawConnection
    private var received: ArraySlice<UInt8> = []
    /// Whether another request can be sent.
    private(set) var isOpen = true

    init(_ connection: RawConnection) { self.connection = connection }

    /// Sends a request and reads what is answered, also when the server does not read all of it.
    func exchange(_ request: [UInt8], isHead: Bool, isLast: Bool = false) throws(Failed) -> FuzzAnswer {
        do {
            try connection.send(request)
            if isLast { connection.closeSending() }
        } catch {
            // Answered, perhaps, before all of it was sent.
            isOpen = false
        }
        return try answer(isHead: isHead)
    }

    private func answer(isHead: Bool) throws(Failed) -> FuzzAnswer {
        let blank = Array("\r\n\r\n".utf8)
        while true {
            let head = String(decoding: try take(through: blank), as: UTF8.self)
            let lines = head.split(separator: "\r\n")
            let words = lines.first?.split(separator: " ") ?? []
            guard words.count >= 2, words[0].hasPrefix("HTTP/1."), let status = Int(words[1]) else {
                throw .malformed
            }
            if status == 100 { continue }
            var headers: [String: String] = [:]
            for line in lines.dropFirst() {
                guard let colon = line.firstIndex(of: ":") else { throw .malformed }
                headers[line[..<colon].lowercased()] = line[line.index(after: colon)...].trimmingCharacters(
                    in: .whitespaces)
            }
            if headers["connection"] == "close" { isOpen = false }
            var body: [UInt8] = []
            if !isHead, status >= 200, status != 204, status != 304 {
                guard let length = headers["content-length"].flatMap({ Int($0) }) else { throw .malformed }
                body = try take(length)
            }
            return FuzzAnswer(
                status: status, contentType: headers["content-type"], isCompressed: headers["content-encoding"] != nil,
                body: body)
        }
    }

    private func take(through end: [UInt8]) throws(Failed) -> [UInt8] {
        while true {
            if let range = received.firstRange(of: end) {
                let taken = Array(received[..<range.upperBound])
                received = received[range.upperBound...]
                return taken
            }
            try readMore()
        }
    }

    private func take(_ count: Int) throws(Failed) -> [UInt8] {
        while received.count < count { try readMore() }
        let taken = Array(received.prefix(count))
        received = received.dropFirst(count)
        return taken
    }

    private func readMore() throws(Failed) {
        let more: ArraySlice<UInt8>
        do { more = try connection.read() } catch {
            isOpen = false
            throw errno == EAGAIN ? .silent : .closed
        }
        guard !more.isEmpty else {
            isOpen = false
            throw .closed
        }
        received = received.isEmpty ? more : received + more
    }
}

extension FuzzRequest {
    /// Stands for the access token in inputs that are kept.
    static let token = "@TOKEN@"

    /// What goes over the wire.
    func bytes(token: String?) -> [UInt8] {
        var head = "\(method.rawValue) \(uri) HTTP/1.1\r\nHost: localhost\r\n"
        switch caller {
        case .everything: head += "Authorization: Bearer \(token ?? Self.token)\r\n"
        case .nothing, .unknown: head += "Authorization: Bearer cdf01657-110d-4155-99a7-f986b2ff13a0:int\r\n"
        case .nobody: break
        }
        for field in headers { head += "\(field.name.rawName): \(field.value)\r\n" }
        if let type = body?.contentType { head += "Content-Type: \(type)\r\n" }
        if let body { head += "Content-Length: \(body.bytes.count)\r\n" }
        return Array((head + "\r\n").utf8) + (body?.bytes ?? [])
    }
}
