/// How rules and activities write numbers: an optional sign, digits, an optional fraction and an
/// optional exponent, nothing around them.
///
/// Narrower than `Double.init`, which also reads `inf`, `nan` and hexadecimal.
public enum DecimalNumber {
    /// The finite number, or `nil` when the text is not wholly one.
    public static func value(of text: some StringProtocol) -> Double? {
        var rest = text.utf8[...]
        skipSign(&rest)
        let whole = skipDigits(&rest)
        var fraction = 0
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            fraction = skipDigits(&rest)
        }
        guard whole + fraction > 0 else { return nil }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest.removeFirst()
            skipSign(&rest)
            guard skipDigits(&rest) > 0 else { return nil }
        }
        guard rest.isEmpty, let value = Double(String(text)), value.isFinite else { return nil }
        return value
    }

    private static func skipSign<Bytes: Collection>(_ rest: inout Bytes)
    where Bytes.Element == UInt8, Bytes == Bytes.SubSequence {
        guard let first = rest.first, first == UInt8(ascii: "+") || first == UInt8(ascii: "-") else { return }
        rest.removeFirst()
    }

    private static func skipDigits<Bytes: Collection>(_ rest: inout Bytes) -> Int
    where Bytes.Element == UInt8, Bytes == Bytes.SubSequence {
        var count = 0
        while let first = rest.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) {
            rest.removeFirst()
            count += 1
        }
        return count
    }
}
