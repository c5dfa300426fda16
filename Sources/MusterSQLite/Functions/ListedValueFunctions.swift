import GRDBSQLite
import MusterModel

/// `muster_contains(text, array)`, `muster_starts(text, array)`, `muster_one_of(number, array)` and
/// `muster_within(value, ranges)`: a value against a long list, which is a JSON array and the same
/// for every row. Null gives null.
enum ListedValueFunctions {
    static let contains: ScalarFunctions.Body = { context, _, values in
        let arguments = FunctionArguments(values)
        guard let text = arguments.bytes(0), let list = arguments.constant(1, in: context, TextList.init)
        else { return FunctionResult.null(context) }
        FunctionResult.flag(list.occurs(in: text), to: context)
    }

    static let starts: ScalarFunctions.Body = { context, _, values in
        let arguments = FunctionArguments(values)
        guard let text = arguments.bytes(0), let list = arguments.constant(1, in: context, TextList.init)
        else { return FunctionResult.null(context) }
        FunctionResult.flag(list.begins(text, at: 0), to: context)
    }

    static let oneOf: ScalarFunctions.Body = { context, _, values in
        let arguments = FunctionArguments(values)
        guard !arguments.isNull(0), let list = arguments.constant(1, in: context, NumberList.init)
        else { return FunctionResult.null(context) }
        FunctionResult.flag(list.numbers.contains(arguments.double(0)), to: context)
    }

    static let within: ScalarFunctions.Body = { context, _, values in
        let arguments = FunctionArguments(values)
        guard !arguments.isNull(0), let list = arguments.constant(1, in: context, RangeList.init)
        else { return FunctionResult.null(context) }
        let isWithin: Bool? =
            if arguments.isInteger(0) {
                list.contains(.instant(arguments.integer(0)))
            } else {
                arguments.text(0).map { list.contains(.day($0)) }
            }
        FunctionResult.flag(isWithin ?? false, to: context)
    }
}

private final class NumberList {
    let numbers: Set<Double>

    init(_ json: JSONValue) {
        numbers = Set(
            (json.array ?? []).compactMap { element -> Double? in
                if case .number(let text) = element { Double(text) } else { nil }
            })
    }
}

/// Texts to look for, found by their first four bytes.
private final class TextList {
    private var byBeginning: [UInt32: [[UInt8]]] = [:]
    /// How many bytes the beginnings have; four but for shorter texts.
    private var lengths: [Int] = []
    private var hasEmpty = false

    init(_ json: JSONValue) {
        for text in (json.array ?? []).compactMap(\.text) {
            let bytes = Array(text.utf8)
            guard !bytes.isEmpty else {
                hasEmpty = true
                continue
            }
            let length = min(bytes.count, 4)
            if !lengths.contains(length) { lengths.append(length) }
            bytes.withUnsafeBufferPointer { byBeginning[Self.beginning($0, 0, length), default: []].append(bytes) }
        }
    }

    func occurs(in text: UnsafeBufferPointer<UInt8>) -> Bool {
        hasEmpty || text.indices.contains { begins(text, at: $0) }
    }

    /// Whether one of the texts stands there.
    func begins(_ text: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
        if hasEmpty { return true }
        let left = text.count - start
        return lengths.contains { length in
            guard left >= length, let candidates = byBeginning[Self.beginning(text, start, length)] else {
                return false
            }
            // The beginnings of texts of other lengths may have the same number.
            return candidates.contains { candidate in
                candidate.count <= left
                    && candidate.indices.allSatisfy { text[start + $0] == candidate[$0] }
            }
        }
    }

    private static func beginning(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ length: Int) -> UInt32 {
        (start..<start + length).reduce(0) { $0 << 8 | UInt32(bytes[$1]) }
    }
}

/// Days or instants from one to another, in order and apart from one another.
private final class RangeList {
    /// One list holds values of one kind; days as `yyyy-MM-dd` are in the order of time.
    enum Value: Comparable {
        case first
        case instant(Int64)
        case day(String)
        case last
    }
    private var ranges: [(first: Value, last: Value)] = []

    init(_ json: JSONValue) {
        let given = (json.array ?? []).compactMap { element -> (first: Value, last: Value)? in
            guard let ends = element.array, ends.count == 2 else { return nil }
            let range = (first: Self.value(ends[0]) ?? .first, last: Self.value(ends[1]) ?? .last)
            return range.first <= range.last ? range : nil
        }
        for range in given.sorted(by: { $0.first < $1.first }) {
            if let last = ranges.indices.last, range.first <= ranges[last].last {
                ranges[last].last = max(ranges[last].last, range.last)
            } else {
                ranges.append(range)
            }
        }
    }

    private static func value(_ json: JSONValue) -> Value? {
        json.integer.map { .instant($0) } ?? json.text.map { .day($0) }
    }

    func contains(_ value: Value) -> Bool {
        var (low, high) = (0, ranges.count)
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].last < value { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].first <= value
    }
}
