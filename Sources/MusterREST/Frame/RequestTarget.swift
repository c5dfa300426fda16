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
