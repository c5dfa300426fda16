import MusterModel

/// Makes a right document large at one of its places, as its grammar allows: a value becomes thousands of
/// them, a list of filters a list of thousands, a text very long, a value very deep.
struct FuzzSwelling {
    let size: Int

    /// Stands for a number of its own in each repetition.
    private static let number: Unicode.Scalar = "\u{E000}"
    private static let hole = "\u{E001}hole"

    func swollen(_ document: JSONValue, _ random: inout SeededGenerator) -> [UInt8] {
        var content: [UInt8] = []
        let text = pierced(document, &content, &random).jsonText
        guard let hole = text.firstRange(of: "\"\(Self.hole)\"") else { return content }
        return Array(text[..<hole.lowerBound].utf8) + content + Array(text[hole.upperBound...].utf8)
    }

    /// The document with a hole, and what comes there.
    private func pierced(
        _ value: JSONValue, _ content: inout [UInt8], _ random: inout SeededGenerator
    ) -> JSONValue {
        switch value {
        case .object(let object) where !object.isEmpty && random.chance(80):
            var members = object.members
            let index = random.below(members.count)
            members[index].value = pierced(members[index].value, &content, &random)
            return .object(JSONObject(members))
        case .array(var elements) where !elements.isEmpty && random.chance(60):
            let index = random.below(elements.count)
            elements[index] = pierced(elements[index], &content, &random)
            return .array(elements)
        default:
            content = large(value, &random)
            return .string(Self.hole)
        }
    }

    private func large(_ value: JSONValue, _ random: inout SeededGenerator) -> [UInt8] {
        switch (value, random.below(10)) {
        case (_, 0): return wrapped(value, "[", "]")
        case (_, 1): return wrapped(value, "{\"filters\":", "}")
        case (.array(let elements), _):
            let isVaried = random.chance(70)
            let units = elements.isEmpty ? [JSONValue.string("x")] : elements
            return list(units.map { isVaried ? varied($0) : $0 }, "[", "]", \.jsonText)
        case (.object(let object), _):
            let isVaried = random.chance(70)
            let units = object.members.isEmpty ? [(key: "x", value: JSONValue.null)] : object.members
            return list(units, "{", "}") { member in
                let key = isVaried ? member.key + String(Self.number) : member.key
                return "\(JSONValue.string(key).jsonText):\(member.value.jsonText)"
            }
        case (.string(let text), 2...6):
            let unit = random.pick(
                [text, text + " ", " and \(Self.number)", "{{lead.First Name}}", "{{my.X}}"] + Self.atoms)
            return Array("\"".utf8) + repeated(JSONValue.string(unit).jsonText.dropFirst().dropLast())
                + Array("\"".utf8)
        case (_, 7): return repeated(random.pick(["9", "1.", "-"]))
        default:
            let unit = random.chance(70) ? varied(value) : value
            return list([unit], "[", "]", \.jsonText)
        }
    }

    /// What texts of Muster are made of, and what is dear in a text.
    static let atoms = [
        "(", "not ", "1 or (", "{{", "}}", ",", "1,", "\u{0}", "e\u{301}", "\u{301}", "\u{1F468}\u{200D}", "ﬃ", "İ",
        "9",
        "-", "/", ":", " ", "\n", "\\", "\"", "\u{202E}", "{\"a\":", "[", "a=b&",
    ]

    private func varied(_ value: JSONValue) -> JSONValue {
        switch value {
        case .string(let text): return .string(text + String(Self.number))
        case .number: return .string(String(Self.number))
        case .array(let elements): return .array(elements.map(varied))
        case .object(let object):
            // The names of rules and steps stay what they are.
            return .object(JSONObject(object.members.map { ($0.key, varied($0.value)) }))
        default: return value
        }
    }

    private func list<T>(_ units: [T], _ open: String, _ close: String, _ text: (T) -> String) -> [UInt8] {
        Array(open.utf8) + repeated(units.map { text($0) }.joined(separator: ","), separator: ",") + Array(close.utf8)
    }

    private func wrapped(_ value: JSONValue, _ open: String, _ close: String) -> [UInt8] {
        // Deeper is refused by every parser of JSON; just below is what is dear.
        let depth = 190
        return Array(String(repeating: open, count: depth).utf8) + Array(value.jsonText.utf8)
            + Array(String(repeating: close, count: depth).utf8)
    }

    /// The text again and again, with its numbers counted up.
    func repeated(_ text: some StringProtocol, separator: String = "") -> [UInt8] {
        let pieces = String(text).unicodeScalars.split(separator: Self.number, omittingEmptySubsequences: false)
            .map { Array(String($0).utf8) }
        let separator = Array(separator.utf8)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(size + text.utf8.count)
        var count = 0
        repeat {
            if count > 0 { bytes += separator }
            count += 1
            for (index, piece) in pieces.enumerated() {
                if index > 0 { bytes += Array(String(count).utf8) }
                bytes += piece
            }
        } while bytes.count < size && !text.isEmpty
        return bytes
    }
}
