import HTTPTypes
import Hummingbird
import MusterModel
import Testing

@testable import MusterREST

@Suite struct WireDefinitionsTests {
    @Test("the definitions can be read, and every name in them is defined")
    func names() throws {
        let definitions = try WireDefinitions.all.get()
        let all = definitions.validator.definitions
        var used: [String] = all.values.flatMap(Self.names)
        used += definitions.operations.compactMap(\.records).flatMap(Self.names)
        #expect(Set(used).subtracting(all.keys).isEmpty)
        let envelopes: Set = ["LeadFailure", "AssetFailure", "Error", "RequestId", "PageToken", "Text", "Flag"]
        #expect(envelopes.isSubset(of: all.keys))
        #expect(Set(all.keys).subtracting(used).subtracting(envelopes).isEmpty, "nobody uses these")
    }

    private static func names(_ schema: WireSchema) -> [String] {
        switch schema {
        case .reference(let name), .narrowed(let name, _): [name]
        case .anyOf(let schemas): schemas.flatMap(names)
        case .array(let items, _, _): names(items)
        case .object(let members): members.properties.map(\.schema).flatMap(names)
        case .nullable(let schema): names(schema)
        case .scalar: []
        }
    }

    @Test("every call of smart campaigns to activities is defined, and no other")
    func complete() throws {
        let definitions = try WireDefinitions.all.get()
        let expected = ContractRoutes.all.filter { (5...13).contains($0.section) }.flatMap(\.routes)
        #expect(expected.filter { definitions[$0] == nil } == [])
        #expect(Set(definitions.operations.flatMap(\.calls)).subtracting(expected) == [])
    }

    @Test("deviations from Adobe's description say what it says and what was decided")
    func deviations() throws {
        for operation in try WireDefinitions.all.get().operations {
            for deviation in operation.deviations {
                #expect(!deviation.swagger.isEmpty && !deviation.ruling.isEmpty, "\(operation.calls)")
            }
        }
    }

    private static let id = #""requestId":"1a#17db","#
    private static let list =
        #"{"id":1,"name":"A","workspaceName":"D","createdAt":"2024-01-01T00:00:00Z","updatedAt":"2024-01-01T00:00:00Z"}"#
    private static let warning = #""warnings":["No assets found for the given search criteria."]"#

    @Test(
        "envelopes",
        arguments: [
            ("GET", "/rest/v1/lists.json", #"{\#(id)"result":[\#(list)],"success":true}"#, nil),
            ("GET", "/rest/v1/lists.json", #"{\#(id)"result":[],"success":true,"nextPageToken":"AB=="}"#, nil),
            ("GET", "/rest/v1/lists.json", #"{\#(id)"success":true}"#, "answer: lacks result"),
            (
                "GET", "/rest/v1/lists.json", #"{\#(id)"success":true,"result":[]}"#,
                "answer: result comes after success"
            ),
            (
                "GET", "/rest/v1/lists.json", #"{\#(id)"result":[],"success":true,"moreResult":false}"#,
                "answer: has the member moreResult, which nobody knows"
            ),
            ("POST", "/rest/v1/lists.json?_method=GET", #"{\#(id)"success":true}"#, "answer: lacks result"),
            ("GET", "/rest/v1/lists/1.json", #"{\#(id)"result":[],"success":true}"#, "result is not one record"),
            ("GET", "/rest/v1/activities/pagingtoken.json", #"{\#(id)"success":true,"nextPageToken":"AB"}"#, nil),
            (
                "GET", "/rest/v1/activities/pagingtoken.json",
                #"{\#(id)"result":[],"success":true,"nextPageToken":"AB"}"#,
                "answer: has the member result, which nobody knows"
            ),
            (
                "GET", "/rest/v1/activities.json", #"{\#(id)"result":[],"success":true,"nextPageToken":"AB"}"#,
                "answer: lacks moreResult"
            ),
            ("GET", "/rest/asset/v1/programs.json", #"{"success":true,"errors":[],\#(id)\#(warning)}"#, nil),
            (
                "GET", "/rest/asset/v1/programs.json",
                #"{"success":true,"errors":[],\#(id)\#(warning),"result":[]}"#,
                "answer: has the member result, which nobody knows"
            ),
            (
                "GET", "/rest/asset/v1/programs.json", #"{"success":true,"errors":[],\#(id)"warnings":[],"result":[]}"#,
                "result is empty"
            ),
            (
                "GET", "/rest/asset/v1/staticList/1.json", #"{"success":true,"errors":[],\#(id)\#(warning)}"#,
                "the no-assets warning"
            ),
            (
                "GET", "/rest/v1/lists.json",
                #"{\#(id)"success":false,"errors":[{"code":"1003","message":"x"}]}"#, nil
            ),
            (
                "GET", "/rest/v1/lists.json",
                #"{\#(id)"success":false,"errors":[{"code":1003,"message":"x"}]}"#,
                "answer.errors[0].code: 1003 is no string"
            ),
            ("GET", "/rest/v1/lists.json", "<html>", "no JSON object"),
            (
                "GET", "/rest/asset/v1/programs.json",
                #"{\#(id)"success":false,"errors":[{"code":"702","message":"x"}]}"#, "answer: lacks warnings"
            ),
        ] as [(String, String, String, String?)])
    func envelopes(method: String, uri: String, text: String, fault: String?) throws {
        let check = AnswerCheck(definitions: try WireDefinitions.all.get())
        let answer = APIAnswer(status: .ok, headers: [:], buffer: .init(string: text))
        let faults = check.faults(answer, to: try #require(HTTPRequest.Method(method)), uri, .none)
        #expect(faults.first == fault)
    }

    @Test("a call of the fixture fails its test when the answer is not the defined one")
    func fixtureFails() throws {
        let answer = APIAnswer(status: .ok, headers: [:], buffer: .init(string: #"{"success":true,"result":[]}"#))
        withKnownIssue {
            try APIFixture.expectDefined(answer, .get, "/rest/v1/lists.json", .none, #_sourceLocation)
        }
    }
}
