import MusterFlows
import MusterModel
import Testing

@Suite struct MyTokenValueTests {
    private static let long = String(repeating: "\u{E4}", count: 524_288)

    @Test(
        "values of their type",
        arguments: [
            (.text, ""), (.text, long), (.richText, "<p>"), (.sfdcCampaign, "x"), (.number, "1"), (.number, "-1.5"),
            (.number, "1e3"), (.score, "+5"), (.score, "-5"), (.score, "=5"), (.score, "=-5"), (.score, "0"),
            (.score, "2147483647"), (.score, "-2147483648"), (.date, "2024-02-29"),
        ] as [(MyToken.Kind, String)])
    func good(kind: MyToken.Kind, value: String) {
        #expect(kind.problem(of: value) == nil)
    }

    @Test(
        "and values of another",
        arguments: [
            (.text, long + "x", "longer than 524288 characters"), (.number, "", "'' is no number"),
            (.number, "nan", "'nan' is no number"), (.number, "0x1p3", "'0x1p3' is no number"),
            (.number, "1,5", "'1,5' is no number"),
            (.score, "2147483648", "'2147483648' is no score change such as +10, -5 or =0"),
            (.score, "+-5", "'+-5' is no score change such as +10, -5 or =0"),
            (.score, "5.0", "'5.0' is no score change such as +10, -5 or =0"),
            (.date, "2023-02-29", "'2023-02-29' is no date such as 2026-05-04"),
            (.date, "2024-2-1", "'2024-2-1' is no date such as 2026-05-04"),
        ] as [(MyToken.Kind, String, String)])
    func bad(kind: MyToken.Kind, value: String, problem: String) {
        #expect(kind.problem(of: value) == problem)
    }
}
