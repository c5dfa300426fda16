import MusterModel

/// Parameters by name, from a query, a form or a multipart body: names in any case, blanks around
/// them ignored, repetition kept in order.
struct ParameterList: Sendable {
    private(set) var entries: [(name: String, value: String)] = []

    init() {}

    /// `application/x-www-form-urlencoded`; `nil` when a name or value is not UTF-8.
    init?(urlEncoded text: some Collection<UInt8>) {
        for pair in text.split(separator: UInt8(ascii: "&")) {
            let nameEnd = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            let valueStart = nameEnd < pair.endIndex ? pair.index(after: nameEnd) : pair.endIndex
            guard let name = Self.text(pair[..<nameEnd]), let value = Self.text(pair[valueStart...]) else { return nil }
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
        var object = JSONObject()
        for entry in entries where entry.name.hasSuffix("]") {
            guard let bracket = entry.name.firstIndex(of: "["), Self.isSame(entry.name[..<bracket], name) else {
                continue
            }
            let key = entry.name[entry.name.index(after: bracket)...].dropLast()
            object[key.trimmingBlanks.lowercased()] = .string(entry.value)
        }
        return object.isEmpty ? nil : object
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
