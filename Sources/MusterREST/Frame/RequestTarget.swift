import MusterModel

/// The path and query of a request line, taken apart.
struct RequestTarget: Sendable {
    /// Normalised: empty segments dropped, `.` and `..` resolved, each segment decoded once.
    /// `nil` when the path climbs above the root or is not UTF-8.
    let segments: [String]?
    let query: Substring.UTF8View

    init(_ target: String) {
        let text = target.utf8
        let pathEnd = text.firstIndex(of: UInt8(ascii: "?")) ?? text.endIndex
        segments = Self.normalised(text[..<pathEnd])
        var query = pathEnd < text.endIndex ? text[text.index(after: pathEnd)...] : text[text.endIndex...]
        if let fragment = query.firstIndex(of: UInt8(ascii: "#")) { query = query[..<fragment] }
        self.query = query
    }

    private static func normalised(_ path: Substring.UTF8View) -> [String]? {
        var segments: [String] = []
        for raw in path.split(separator: UInt8(ascii: "/")) {
            guard let segment = String(validating: PercentDecoding.decode(raw, plusIsBlank: false), as: UTF8.self)
            else { return nil }
            switch segment {
            case ".": continue
            case "..":
                guard segments.popLast() != nil else { return nil }
            default: segments.append(segment)
            }
        }
        return segments
    }
}

enum PercentDecoding {
    /// A `%` without two hex digits stands for itself.
    static func decode(_ text: some Collection<UInt8>, plusIsBlank: Bool) -> [UInt8] {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(text.count)
        var index = text.startIndex
        while index < text.endIndex {
            let byte = text[index]
            text.formIndex(after: &index)
            if byte == UInt8(ascii: "%"), index < text.endIndex, let high = digit(text[index]) {
                let second = text.index(after: index)
                if second < text.endIndex, let low = digit(text[second]) {
                    decoded.append(high << 4 | low)
                    index = text.index(after: second)
                    continue
                }
            }
            decoded.append(plusIsBlank && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
        }
        return decoded
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

/// Parameters by name, from a query, a form or a multipart body: names in any case, blanks around
/// them ignored, repetition kept in order.
struct ParameterList: Sendable {
    /// How many there may be: every lookup runs through them. Calls take 300 values of a name.
    /// - Source: our choice.
    static let most = 2_000

    private(set) var entries: [(name: String, value: String)] = []

    init() {}

    /// `application/x-www-form-urlencoded`. They are counted before they are split: a pair may take two bytes.
    /// - Throws: 1003 when a name or value is not UTF-8, and for too many of them.
    init(urlEncoded text: some Collection<UInt8>) throws(APIError) {
        var rest = text[...]
        while let start = rest.firstIndex(where: { $0 != UInt8(ascii: "&") }) {
            guard entries.count < Self.most else { throw .tooMany("parameters", limit: Self.most) }
            let end = rest[start...].firstIndex(of: UInt8(ascii: "&")) ?? rest.endIndex
            let pair = rest[start..<end]
            rest = rest[end...]
            let nameEnd = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            let valueStart = nameEnd < pair.endIndex ? pair.index(after: nameEnd) : pair.endIndex
            guard let name = Self.text(pair[..<nameEnd]), let value = Self.text(pair[valueStart...]) else {
                throw .invalidRequest
            }
            append(name, value)
        }
    }

    mutating func append(_ name: String, _ value: String) { entries.append((name.trimmingBlanks, value)) }

    mutating func append(contentsOf other: ParameterList) { entries += other.entries }

    /// The first of repeated values.
    func first(_ name: String) -> String? {
        for entry in entries where Self.isSame(entry.name, name) { return entry.value }
        return nil
    }

    func all(_ name: String) -> [String] {
        entries.filter { Self.isSame($0.name, name) }.map(\.value)
    }

    /// The members given as `folder[id]=5&folder[type]=Folder`, which newer axios makes of an object.
    func members(of name: String) -> JSONObject? {
        let members = entries.compactMap { entry -> (key: String, value: JSONValue)? in
            guard entry.name.hasSuffix("]"), let bracket = entry.name.firstIndex(of: "["),
                Self.isSame(entry.name[..<bracket], name)
            else { return nil }
            let key = entry.name[entry.name.index(after: bracket)...].dropLast()
            return (key.trimmingBlanks.lowercased(), .string(entry.value))
        }
        // All at once: a client that gives very many must not cost more than he has sent.
        return members.isEmpty ? nil : JSONObject(members)
    }

    private static func isSame(_ left: some StringProtocol, _ right: String) -> Bool {
        left.utf8.count == right.utf8.count
            && zip(left.utf8, right.utf8).allSatisfy { $0 == $1 || lowered($0) == lowered($1) }
    }
    private static func lowered(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

    private static func text(_ encoded: some Collection<UInt8>) -> String? {
        String(validating: PercentDecoding.decode(encoded, plusIsBlank: true), as: UTF8.self)
    }
}
