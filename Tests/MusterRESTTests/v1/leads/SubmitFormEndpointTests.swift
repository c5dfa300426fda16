import HTTPTypes
import Testing

/// There are no forms, so that every answer is a refusal.
@Suite struct SubmitFormEndpointTests {
    private static func body(_ fields: String, _ more: String = "") -> String {
        #"{"formId":1029,"input":[{"leadFormFields":\#(fields)\#(more)}]}"#
    }
    private static let good = #"{"email":"a@example.com","firstName":"A"}"#

    private static let rows: [(String, String, String)] = [
        (
            body(
                good,
                #","visitorData":{"pageURL":"https://example.com","queryString":"a=1"},"cookie":"id:287-GTJ-838&token:_mch-a""#
            ), "1013", "Form not found"
        ),
        (#"{"input":[{"leadFormFields":\#(good)}]}"#, "1002", "Missing value for the required parameter 'formId'"),
        (#"{"formId":"form","input":[]}"#, "1001", "Invalid value 'form'. Required of type 'Integer'"),
        (
            #"{"formId":1,"programId":"x","input":[{"leadFormFields":\#(good)}]}"#, "1001",
            "Invalid value 'x'. Required of type 'Integer'"
        ),
        (#"{"formId":1}"#, "1002", "Missing value for the required parameter 'input'"),
        (#"{"formId":1,"input":[]}"#, "1001", "Invalid value '[]'. Required of type 'JSON'"),
        (#"{"formId":1,"input":[{},{}]}"#, "1001", "Invalid value '[{},{}]'. Required of type 'JSON'"),
        (#"{"formId":1,"input":[{}]}"#, "1002", "Missing value for the required parameter 'leadFormFields'"),
        (body("5"), "1001", "Invalid value '5'. Required of type 'JSON'"),
        (body("{}"), "1002", "Missing value for the required parameter 'email'"),
        (body(#"{"email":""}"#), "1002", "Missing value for the required parameter 'email'"),
        (body(#"{"email":null}"#), "1002", "Missing value for the required parameter 'email'"),
        (body(#"{"email":"a@example.com","nope":1}"#), "1003", "Form validation failed"),
        (body(#"{"email":"a@example.com","leadScore":"x"}"#), "1003", "Form validation failed"),
        (body(#"{"email":"a@example.com","id":1}"#), "1003", "Form validation failed"),
        (body(good, #","cookie":"x""#), "1012", "Invalid cookie value 'x'"),
        (body(good, #","visitorData":"x""#), "1001", #"Invalid value '"x"'. Required of type 'JSON'"#),
        ("{", "609", "Invalid JSON"),
    ]

    @Test(arguments: rows)
    func refusals(body: String, code: String, message: String) async throws {
        try await APIFixture.run { api in
            try await api.expectRefusal(code, message, .post, "/rest/v1/leads/submitForm.json", .json(body))
        }
    }
}
