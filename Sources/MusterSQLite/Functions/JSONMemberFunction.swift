import GRDBSQLite
import MusterModel

/// `muster_json(object, key)`: the text of a scalar member of a JSON object, `JSONValue.scalarText`.
enum JSONMemberFunction {
    static let body: ScalarFunctions.Body = { context, _, values in
        let arguments = FunctionArguments(values)
        guard let object = arguments.bytes(0), let key = arguments.bytes(1) else {
            return FunctionResult.null(context)
        }
        var scanner = JSONMemberScanner(object)
        switch scanner.member(key) {
        case nil: FunctionResult.null(context)
        case .plain(let bytes): FunctionResult.text(bytes, to: context)
        case .escaped(let text): FunctionResult.text(text, to: context)
        }
    }
}

/// Finds one member in the bytes of a JSON object without building the object.
///
/// It reads what `JSONWriter` writes: valid JSON, every key once.
struct JSONMemberScanner {
    enum Scalar {
        /// The very bytes of the document.
        case plain(UnsafeBufferPointer<UInt8>)
        case escaped(String)
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// `nil` when there is no such member, or it is null, an array or an object.
    mutating func member(_ key: UnsafeBufferPointer<UInt8>) -> Scalar? {
        guard take(UInt8(ascii: "{")) else { return nil }
        while peek == UInt8(ascii: "\"") {
            guard let name = string(), take(UInt8(ascii: ":")) else { return nil }
            if name.isEqual(to: key) { return scalar() }
            skipValue()
            guard take(UInt8(ascii: ",")) else { return nil }
        }
        return nil
    }

    private mutating func scalar() -> Scalar? {
        switch peek {
        case nil, UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "n"): return nil
        case UInt8(ascii: "\""):
            guard let text = string() else { return nil }
            if !text.hasEscapes { return .plain(UnsafeBufferPointer(rebasing: text.content)) }
            return text.decoded.map { .escaped($0) }
        default:
            let start = position
            skipValue()
            return .plain(UnsafeBufferPointer(rebasing: bytes[start..<position]))
        }
    }

    /// Stands behind the value afterwards.
    private mutating func skipValue() {
        var depth = 0
        while let byte = peek {
            switch byte {
            case UInt8(ascii: "\""): if string() == nil { return }
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                position += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if depth == 0 { return }
                depth -= 1
                position += 1
            case UInt8(ascii: ",") where depth == 0: return
            default: position += 1
            }
        }
    }

    /// The string at the position, which moves behind it.
    private mutating func string() -> JSONStringBytes? {
        let start = position
        position += 1
        var hasEscapes = false
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\\"):
                hasEscapes = true
                position += 2
            case UInt8(ascii: "\""):
                position += 1
                return JSONStringBytes(quoted: bytes[start..<position], hasEscapes: hasEscapes)
            default: position += 1
            }
        }
        return nil
    }

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        position += 1
        return true
    }
}

/// A JSON string with its quotes.
private struct JSONStringBytes {
    let quoted: Slice<UnsafeBufferPointer<UInt8>>
    let hasEscapes: Bool

    var content: Slice<UnsafeBufferPointer<UInt8>> { quoted.dropFirst().dropLast() }
    // Text that is no JSON has no members: what asks for one finds none.
    var decoded: String? { (try? JSONParser.parse(Array(quoted)))?.text }

    func isEqual(to key: UnsafeBufferPointer<UInt8>) -> Bool {
        hasEscapes ? decoded.map { $0.utf8.elementsEqual(key) } ?? false : content.elementsEqual(key)
    }
}
