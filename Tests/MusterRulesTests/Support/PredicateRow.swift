import MusterModel
import MusterRules
import Testing

/// One filter in the short grammar and the predicate that it means.
struct PredicateRow: Sendable, CustomTestStringConvertible {
    let json: String
    let expected: Predicate

    init(_ json: String, _ expected: Predicate) {
        self.json = json
        self.expected = expected
    }

    var testDescription: String { json }

    func check() throws {
        #expect(try TestRules().predicate(["filters": [try JSONParser.parse(json)]]) == expected)
    }
}
