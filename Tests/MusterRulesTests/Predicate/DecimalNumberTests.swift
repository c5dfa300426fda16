import MusterRules
import Testing

@Suite struct DecimalNumberTests {
    @Test(arguments: [
        ("0", 0), ("-0", 0), ("+10", 10), ("3.50", 3.5), (".5", 0.5), ("5.", 5), ("1e3", 1000), ("1E-2", 0.01),
        ("-2147483648", -2_147_483_648), ("9007199254740993", 9_007_199_254_740_992),
    ]) func reads(_ text: String, _ value: Double) {
        #expect(DecimalNumber.value(of: text) == value)
    }

    @Test(arguments: [
        "", " ", "-", "+", ".", "e5", "1e", "1e+", "nan", "inf", "infinity", "0x10", "1,000", "1 000", " 1", "1 ",
        "1_000", "１", "--1", "1e999", "1.2.3",
    ]) func refuses(_ text: String) {
        #expect(DecimalNumber.value(of: text) == nil)
    }
}
