import NIOCore

/// The first line of a request, as far as the blanks in its target go.
///
/// Some scripts send `GET /rest/…?name=Spring Webinar HTTP/1.1` as it stands. The parser refuses
/// that line, so the blanks between the method and the version are percent-encoded first. Lines of
/// any other form are left to the parser.
enum RequestLine {
    private static let blank = UInt8(ascii: " ")
    /// ` HTTP/1.1`, with any minor version.
    private static let version = Array(" HTTP/1.".utf8)
    private static let longestMethod = 16

    /// True while the bytes may still become a line that `encodingBlanks` changes.
    static func canBegin(with bytes: ByteBufferView) -> Bool {
        let method = bytes.prefix { isUpperCase($0) }
        guard method.count <= longestMethod else { return false }
        return method.count == bytes.count || !method.isEmpty && bytes[method.endIndex] == blank
    }

    /// The line with its target's blanks as `%20`; `nil` when it has none or another form.
    /// - Parameter line: without the line break.
    static func encodingBlanks(of line: ByteBufferView) -> [UInt8]? {
        guard canBegin(with: line), let methodEnd = line.firstIndex(of: blank) else { return nil }
        let target = line[(methodEnd + 1)...].dropLast(version.count + 1)
        guard let first = target.first, first != blank, target.contains(blank) else { return nil }
        let ending = line[target.endIndex...]
        guard ending.starts(with: version), let minor = ending.last, (0x30...0x39).contains(minor) else { return nil }
        var encoded = Array(line[...methodEnd])
        encoded.reserveCapacity(line.count + 64)
        for byte in target {
            if byte == blank {
                encoded += [UInt8(ascii: "%"), UInt8(ascii: "2"), UInt8(ascii: "0")]
            } else {
                encoded.append(byte)
            }
        }
        return encoded + ending
    }

    private static func isUpperCase(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
}
