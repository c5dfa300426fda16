import MusterModel

extension RuleLogic {
    /// The expression with other numbers and otherwise letter by letter as it was, whether it can
    /// be read or not. What is no number of a filter stays.
    static func renumbered(_ text: String, _ number: (Int) -> Int) -> String {
        var result = String.UnicodeScalarView()
        var rest = Substring(text).unicodeScalars
        while let first = rest.first {
            let digits = rest.prefix { ("0"..."9").contains($0) }
            if digits.isEmpty {
                result.append(first)
                rest.removeFirst()
                continue
            }
            rest.removeFirst(digits.count)
            if first != "0", let old = Int(String(digits)) {
                result.append(contentsOf: String(number(old)).unicodeScalars)
            } else {
                result.append(contentsOf: digits)
            }
        }
        return String(result)
    }

    /// Every number of a filter in the expression, whether it can be read or not.
    static func numbers(in text: String) -> Set<Int> {
        var numbers: Set<Int> = []
        _ = renumbered(text) { number in
            numbers.insert(number)
            return number
        }
        return numbers
    }
}
