public import Foundation

/// Reads comma-separated values as RFC 4180 has them, one record at a time.
///
/// - Lines end with LF or CRLF, or all of them with CR alone, as the first one tells; a quoted field may hold line
///   ends, and `""` for a quote.
/// - Semicolons or tabs in place of commas are recognised by the header, because spreadsheets of
///   half of Europe write them. A byte order mark is skipped, as are empty lines.
/// - Text is UTF-8.
public struct CSVReader: Sequence, IteratorProtocol {
    public struct Field: Sendable, Hashable {
        public let text: String
        public let line: Int
        public let column: Int
        public var isQuoted = false
    }
    public struct Record: Sendable, Hashable {
        public let line: Int
        public let fields: [Field]
    }

    /// What is wrong with the text of the file; reading ends there.
    public private(set) var problem: SourceProblem?
    private let bytes: Data
    private let file: String
    private let separator: UInt8
    /// What ends a line: LF, before which CR is part of the end, or CR alone.
    private let lineEnd: UInt8
    private var position: Int
    private var line = 1
    private var lineStart: Int

    public init(_ bytes: Data, file: String) {
        self.bytes = bytes
        self.file = file
        position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        lineStart = position
        lineEnd = Self.lineEnd(of: bytes)
        separator = Self.separator(of: bytes, lineEnd)
    }

    public mutating func next() -> Record? {
        guard problem == nil else { return nil }
        while position < bytes.count {
            let recordLine = line
            guard let fields = record() else { return nil }
            if fields.count == 1, fields[0].text.isEmpty { continue }
            return Record(line: recordLine, fields: fields)
        }
        return nil
    }

    private mutating func record() -> [Field]? {
        var fields: [Field] = []
        while true {
            let (startLine, startColumn) = (line, position - lineStart + 1)
            let quoted = position < bytes.count && bytes[position] == UInt8(ascii: "\"")
            guard let content = quoted ? quotedField() : plainField() else { return nil }
            guard let text = String(validating: content, as: UTF8.self) else {
                fail(startLine, startColumn, "this is no UTF-8 text; save the file as UTF-8")
                return nil
            }
            fields.append(Field(text: text, line: startLine, column: startColumn, isQuoted: quoted))
            guard position < bytes.count else { return fields }
            let byte = bytes[position]
            position += 1
            if byte == separator {
                if position == bytes.count {
                    fields.append(Field(text: "", line: line, column: position - lineStart + 1))
                    return fields
                }
                continue
            }
            if byte != lineEnd, position < bytes.count, bytes[position] == lineEnd { position += 1 }
            line += 1
            lineStart = position
            return fields
        }
    }

    private mutating func plainField() -> Data? {
        let start = position
        while position < bytes.count {
            let byte = bytes[position]
            if byte == separator || byte == lineEnd { break }
            if byte == UInt8(ascii: "\r"), position + 1 == bytes.count || bytes[position + 1] == lineEnd {
                break
            }
            position += 1
        }
        return bytes[start..<position]
    }

    private mutating func quotedField() -> Data? {
        let (startLine, startColumn) = (line, position - lineStart + 1)
        position += 1
        var content = Data()
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                if position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
                    content.append(byte)
                    position += 1
                    continue
                }
                guard endsField else {
                    fail(
                        line, position - lineStart + 1,
                        "a quoted value ends here, but more text follows; double the quotes inside of it")
                    return nil
                }
                return content
            case lineEnd:
                line += 1
                lineStart = position
                content.append(byte)
            default: content.append(byte)
            }
        }
        fail(startLine, startColumn, "the quote that opens here is never closed")
        return nil
    }

    private var endsField: Bool {
        position == bytes.count || bytes[position] == separator || bytes[position] == lineEnd
            || bytes[position] == UInt8(ascii: "\r")
    }

    private mutating func fail(_ line: Int, _ column: Int, _ message: String) {
        problem = SourceProblem(file: file, line: line, column: column, message: message)
    }

    /// CR where the first end of a line, outside of quotes, is one alone.
    private static func lineEnd(of bytes: Data) -> UInt8 {
        let (lf, cr, quote) = (UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\""))
        var isQuoted = false
        for (position, byte) in zip(bytes.indices, bytes) {
            if byte == quote { isQuoted.toggle() }
            guard !isQuoted else { continue }
            if byte == lf { return lf }
            if byte == cr, position + 1 < bytes.endIndex { return bytes[position + 1] == lf ? lf : cr }
        }
        return lf
    }

    private static func separator(of bytes: Data, _ lineEnd: UInt8) -> UInt8 {
        let header = bytes.prefix { $0 != lineEnd }
        let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
        let counts = candidates.map { candidate in header.count { $0 == candidate } }
        guard counts[0] == 0, let best = zip(candidates, counts).max(by: { $0.1 < $1.1 }), best.1 > 0 else {
            return UInt8(ascii: ",")
        }
        return best.0
    }
}
