/// A JSON value that keeps the order of members and the exact text of numbers.
public enum JSONValue: Sendable, Hashable {
    case null
    case boolean(Bool)
    /// The number as written, such as `1e3`; see `integer` and `double`.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)
}

/// The members of a JSON object in the order of their first appearance; of a key given twice the
/// last value counts.
public struct JSONObject: Sendable, Hashable, ExpressibleByDictionaryLiteral {
    public private(set) var members: [(key: String, value: JSONValue)] = []

    public init() {}
    public init(_ members: [(key: String, value: JSONValue)]) {
        guard members.count > 16 else {
            for member in members { self[member.key] = member.value }
            return
        }
        // The search of the subscript is quadratic, which a client could use against the server.
        var positions: [[UInt8]: Int] = [:]
        for member in members {
            if let index = positions.updateValue(self.members.count, forKey: Array(member.key.utf8)) {
                positions[Array(member.key.utf8)] = index
                self.members[index].value = member.value
            } else {
                self.members.append(member)
            }
        }
    }
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        members.reserveCapacity(elements.count)
        for (key, value) in elements { self[key] = value }
    }

    public var keys: [String] { members.map(\.key) }
    public var isEmpty: Bool { members.isEmpty }

    public subscript(key: String) -> JSONValue? {
        get { members.first { $0.key.isIdentical(to: key) }?.value }
        set {
            let index = members.firstIndex { $0.key.isIdentical(to: key) }
            switch (index, newValue) {
            case (let index?, let value?): members[index].value = value
            case (let index?, nil): members.remove(at: index)
            case (nil, let value?): members.append((key, value))
            case (nil, nil): break
            }
        }
    }

    /// Looks a member up as the API does: any case, blanks around the given key ignored.
    public func member(named name: String) -> JSONValue? {
        if let exact = self[name] { return exact }
        let wanted = name.lowercased()
        return members.last { $0.key.trimmingBlanks.lowercased() == wanted }?.value
    }

    public static func == (left: Self, right: Self) -> Bool {
        left.members.count == right.members.count
            && zip(left.members, right.members).allSatisfy { $0.key == $1.key && $0.value == $1.value }
    }
    public func hash(into hasher: inout Hasher) {
        for member in members {
            hasher.combine(member.key)
            hasher.combine(member.value)
        }
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(integerLiteral value: Int64) { self = .number(String(value)) }
    public init(booleanLiteral value: Bool) { self = .boolean(value) }
    public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(JSONObject(elements.map { (key: $0.0, value: $0.1) }))
    }
    public init(nilLiteral: ()) { self = .null }

    public static func textOrNull(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
    public static func integer(_ value: some BinaryInteger) -> JSONValue { .number(String(value)) }
    /// `null` for infinities and NaN, which JSON cannot say.
    public static func double(_ value: Double) -> JSONValue {
        value.isFinite ? .number(value.plainText) : .null
    }
}

extension JSONValue {
    public var text: String? { if case .string(let value) = self { value } else { nil } }
    public var array: [JSONValue]? { if case .array(let value) = self { value } else { nil } }
    public var object: JSONObject? { if case .object(let value) = self { value } else { nil } }
    public var isNull: Bool { self == .null }

    /// A whole number from a JSON number; `1.0` and `1e3` are whole, `1.5` is not.
    public var integer: Int64? {
        guard case .number(let text) = self else { return nil }
        if let value = Int64(text) { return value }
        guard let value = Double(text), value.rounded() == value, abs(value) < 9e15 else { return nil }
        return Int64(value)
    }
    public var double: Double? { if case .number(let text) = self { Double(text) } else { nil } }
    public var boolean: Bool? { if case .boolean(let value) = self { value } else { nil } }

    /// The scalar as a form field would carry it: numbers as written, booleans as words.
    /// `nil` for null, arrays and objects.
    public var scalarText: String? {
        switch self {
        case .string(let text), .number(let text): text
        case .boolean(let value): value ? "true" : "false"
        case .null, .array, .object: nil
        }
    }
}

extension Double {
    /// `3` for 3.0, the shortest text that reads back the same otherwise.
    public var plainText: String {
        if self.rounded() == self, abs(self) < 1e15 { return String(Int64(self)) }
        return description
    }
}

extension StringProtocol {
    /// Without white space at both ends.
    public var trimmingBlanks: String {
        var scalars = Substring(self).unicodeScalars
        while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
        while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
        return String(scalars)
    }
}
