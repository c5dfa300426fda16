import Foundation
import MusterModel
import MusterRules
import Testing

/// One sentence about an operator: of these operands it says this about that value, and why.
struct OperatorRow: Sendable, CustomTestStringConvertible {
    let family: ValueFamily
    let operands: [String]
    /// As text, read by the family; `nil` is no value.
    let value: String?
    let expected: Bool
    let why: String
    let moment: Moment

    init(
        _ family: ValueFamily, _ operands: [String], _ value: String?, _ expected: Bool, _ why: String,
        at now: String = "2024-05-15T12:00:00Z", in zone: String = "GMT"
    ) {
        self.family = family
        self.operands = operands
        self.value = value
        self.expected = expected
        self.why = why
        moment = testMoment(now, in: zone)
    }

    var testDescription: String {
        "\(family) \(operands) of \(value ?? "no value") at \(moment.instant): \(expected), because \(why)"
    }

    /// Holds the row against the operator, simplified and not.
    func check(_ subject: some Operator) throws {
        #expect(subject.families.contains(family))
        let test = try subject.test(typedOperands)
        #expect(test.holds(for: try fieldValue) == expected)
        #expect(test.simplified.holds(for: try fieldValue) == expected)
    }

    private var typedOperands: Operands {
        let values = operands.map { text in
            // An asset is written as its id here.
            [.asset, .leadField, .membership].contains(family) ? RuleValue(text, assetID: Int64(text)) : RuleValue(text)
        }
        return Operands(values, family: family, moment: moment)
    }

    private var fieldValue: FieldValue {
        get throws {
            guard let value else { return .null }
            return switch family {
            case .text, .recordedText, .programStatus: .text(value)
            case .integer, .minimumTimes, .asset, .leadField, .membership: .integer(try #require(Int64(value)))
            case .float: .number(try #require(Double(value)))
            case .boolean: .boolean(value == "true")
            case .date: .date(try #require(CalendarDay(value)))
            case .datetime, .activityDate: .instant(try #require(Instant(text: value)))
            }
        }
    }
}

/// One sentence about values that an operator refuses.
struct OperandErrorRow: Sendable, CustomTestStringConvertible {
    let family: ValueFamily
    let operands: [String]
    let message: String

    init(_ family: ValueFamily, _ operands: [String], _ message: String) {
        self.family = family
        self.operands = operands
        self.message = message
    }

    var testDescription: String { "\(family) \(operands): \(message)" }

    func check(_ subject: some Operator) {
        let operands = Operands(
            self.operands.map { RuleValue($0) }, family: family, moment: testMoment("2024-05-15T12:00:00Z"))
        do {
            let test = try subject.test(operands)
            Issue.record("accepted as \(test)")
        } catch {
            #expect(error.problems.map(\.message).joined(separator: "; ") == message)
        }
    }
}

func testMoment(_ text: String, in zone: String = "GMT") -> Moment {
    guard let instant = Instant(text: text), let timeZone = TimeZone(identifier: zone) else {
        preconditionFailure("\(text) in \(zone) is no moment")
    }
    return Moment(instant, in: timeZone)
}
