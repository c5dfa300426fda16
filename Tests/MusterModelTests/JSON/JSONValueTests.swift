import MusterModel
import Testing

@Suite struct JSONValueTests {
    @Test(
        arguments: [
            ("1", 1), ("1.0", 1), ("1e3", 1000), ("-7", -7), ("9223372036854775807", Int64.max), ("1.5", nil),
            ("1e30", nil), ("1e999", nil),
        ] as [(String, Int64?)])
    func wholeNumbers(text: String, expected: Int64?) {
        #expect(JSONValue.number(text).integer == expected)
    }

    @Test func onlyNumbersAreNumbers() {
        #expect(JSONValue.string("1").integer == nil)
        #expect(JSONValue.boolean(true).double == nil)
        #expect(JSONValue.number("1.5").double == 1.5)
    }

    @Test(arguments: [
        (0.0, "0"), (-0.0, "0"), (3.0, "3"), (-2.5, "-2.5"), (0.1, "0.1"), (1e14, "100000000000000"), (1e21, "1e+21"),
        (2.5e-300, "2.5e-300"),
    ])
    func plainNumbersReadBack(value: Double, text: String) {
        #expect(value.plainText == text)
        #expect(Double(text) == value)
    }

    @Test func jsonHasNoInfinity() {
        #expect(JSONValue.double(.infinity) == .null)
        #expect(JSONValue.double(.nan) == .null)
    }

    @Test func membersAreFoundInAnyCaseAndWithBlanks() {
        let object: JSONObject = ["Folder ": 1, "folder": 2]
        #expect(object.member(named: "folder") == 2)
        #expect(object.member(named: "FOLDER") == 2)
        #expect(JSONObject([(key: " Type", value: "x")]).member(named: "type") == "x")
        #expect(object.member(named: "fold") == nil)
    }

    @Test func settingAMemberKeepsItsPlaceAndNilRemovesIt() {
        var object: JSONObject = ["a": 1, "b": 2]
        object["a"] = 3
        object["c"] = 4
        object["b"] = nil
        #expect(object.keys == ["a", "c"])
        #expect(object["a"] == 3)
    }

    @Test func scalarsHaveText() {
        #expect(JSONValue.number("1e3").scalarText == "1e3")
        #expect(JSONValue.boolean(false).scalarText == "false")
        #expect(JSONValue.null.scalarText == nil)
        #expect(JSONValue.array([]).scalarText == nil)
    }

    @Test func blanksAreTrimmedAtBothEndsOnly() {
        #expect(" \u{A0}\t a b\u{3000}\n".trimmingBlanks == "a b")
        #expect("   ".trimmingBlanks == "")
    }
}
