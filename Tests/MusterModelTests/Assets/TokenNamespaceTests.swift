import MusterModel
import Testing

@Suite struct TokenNamespaceTests {
    @Test(
        "the first part that is written as a token",
        arguments: [
            ("{{my.City}}", "{{my.City}}"), ("a {{LEAD.First Name:default=x}} b", "{{LEAD.First Name:default=x}}"),
            ("{{no}} {{system.date}}", "{{system.date}}"), ("{{{lead.City}}}", "{{lead.City}}"),
            ("{{a {{company.Site}}", "{{company.Site}}"), ("{{lead.City", nil), ("{{", nil), ("}} {{", nil), ("", nil),
            ("lead.City", nil), ("{{handle.bars}}", nil), ("{ {lead.City}}", nil), ("{{lead}}.", nil),
        ] as [(String, String?)])
    func first(text: String, token: String?) {
        #expect(text.firstToken == token)
    }
}
