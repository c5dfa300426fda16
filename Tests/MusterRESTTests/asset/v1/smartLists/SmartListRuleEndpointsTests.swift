import HTTPTypes
import MusterModel
import MusterStore
import Testing

/// The calls that edit one rule or the order of all: their answers to the byte, and what they refuse.
@Suite struct SmartListRuleEndpointsTests {
    private static let base = "/rest/asset/v1/smartList/1001/"
    private static let two =
        #"{"filters":[{"City":"Rome"},{"Visited Web Page":{"Date of Activity":{"in past":"1 day"}}}]}"#

    /// The list `A` with the rules 70 and 71, and the record around rules.
    private static func run(_ body: @escaping @Sendable (APIFixture) async throws -> Void) async throws {
        try await APIFixture.run { api async throws in
            try await api.next(.rule, 70)
            try await api.smartList("A", rules: two)
            try await body(api)
        }
    }

    private static func answer(_ match: String, _ filters: String...) -> String {
        assetAnswer(
            """
            {"id":1001,"name":"A","createdAt":"2024-03-05T12:00:00Z+0000","updatedAt":"2024-03-05T12:00:00Z+0000",\
            "url":"https://app.example.muster/#SL1001A1","folder":{"id":13,"type":"Folder"},"workspace":"Default",\
            "rules":{\(match),"triggers":[],"filters":[\(filters.joined(separator: ","))]}}
            """)
    }

    private static func city(_ api: APIFixture, _ operatorName: String = "is", _ values: String = #""Rome""#) throws
        -> String
    {
        let id = try api.fieldID("City")
        return """
            {"id":70,"name":"City","ruleTypeId":\(id),"ruleType":"Attribute","operator":"\(operatorName)","conditions":[\
            {"attributeId":\(id),"attributeName":"City","operator":"\(operatorName)","values":[\(values)],\
            "isPrimary":true}]}
            """
    }

    private static let anyPage = """
        {"activityAttributeId":1,"activityAttributeName":"Web Page","operator":"is any","values":[],"isPrimary":true}
        """
    private static func visit(_ more: String = "") -> String {
        """
        {"id":71,"name":"Visited Web Page","ruleTypeId":1,"ruleType":"Activity","operator":"occurs","conditions":[\
        \(anyPage)\(more)]}
        """
    }
    private static let lastDay = """
        ,{"activityAttributeId":-101,"activityAttributeName":"Date of Activity","operator":"in past",\
        "values":["1 day"],"isPrimary":false}
        """
    private static let all = #""filterMatchType":"all""#

    // MARK: Answers

    @Test("a new rule is in error until it has a value", arguments: [APIBody.form(addForm), .json(addJSON)])
    func add(body: APIBody) async throws {
        try await Self.run { api async throws in
            let answer = try await api.call(.post, Self.base + "rules.json", body)
            let new = """
                {"id":72,"name":"Not Clicked Link in Email","ruleTypeId":11,"ruleType":"Activity",\
                "operator":"not occurs","conditions":[{"activityAttributeId":16,"activityAttributeName":"Email",\
                "operator":"is","values":[],"isPrimary":true,"isError":true,\
                "errorMessage":"'is' takes at least one value, there is none"}]}
                """
            #expect(answer.stable == Self.answer(Self.all, try Self.city(api), new, Self.visit(Self.lastDay)))
        }
    }
    private static let addForm = #"ruleId={"id":11,"type":"activity"}&index=2&negative=true"#
    private static let addJSON = #"{"ruleId":{"id":11,"type":"Activity"},"index":2,"negative":true,"trigger":false}"#

    @Test("a constraint is set, and stays the operator's where none is given")
    func set() async throws {
        try await Self.run { api async throws in
            let id = try api.fieldID("City")
            let attribute = #"attributeId={"id":\#(id),"type":"attribute"}"#
            let first = try await api.post(
                Self.base + "rule/70.json", form: attribute + #"&operator=Starts With&values=Bonn, "Rome, GA""#)
            let visit = Self.visit(Self.lastDay)
            let expected = Self.answer(Self.all, try Self.city(api, "starts with", #""Bonn","Rome, GA""#), visit)
            #expect(first.stable == expected)
            let second = try await api.post(Self.base + "rule/70.json", form: attribute + "&values=Oslo")
            #expect(second.stable == Self.answer(Self.all, try Self.city(api, "starts with", #""Oslo""#), visit))
            let third = try await api.post(Self.base + "rule/70.json", form: attribute + "&operator=is empty")
            #expect(third.stable == Self.answer(Self.all, try Self.city(api, "is empty", ""), visit))
        }
    }

    @Test("a constraint comes out")
    func removeConstraint() async throws {
        try await Self.run { api async throws in
            let answer = try await api.post(
                Self.base + "rule/71/removeConstraint.json", form: #"attributeId={"id":-101,"type":"activity"}"#)
            #expect(answer.stable == Self.answer(Self.all, try Self.city(api), Self.visit()))
        }
    }

    @Test("one rule goes, or all of them")
    func delete() async throws {
        try await Self.run { api async throws in
            #expect(
                try await api.call(.post, Self.base + "rule/70/delete.json").stable == assetAnswer(#"{"id":70}"#))
            #expect(try await api.ruleIDs() == [71])
            _ = try await api.post(Self.base + "filterLogic.json", form: "matchType=any")
            #expect(
                try await api.call(.post, Self.base + "rules/delete.json").stable == assetAnswer(#"{"id":1001}"#))
            #expect(
                try await api.rules().text == #"{"filterMatchType":"all","triggers":[],"filters":[]}"#)
        }
    }

    @Test("a new order, with the logic that means the same")
    func reorder() async throws {
        try await Self.run { api async throws in
            _ = try await api.post(
                Self.base + "filterLogic.json", form: "matchType=custom&customRuleLogic=1 and (2 or 1)")
            let answer = try await api.post(
                Self.base + "reorder.json", form: #"order=[{"id":70,"index":2},{"id":"71","index":"1"}]"#)
            let match = #""filterMatchType":"custom","filterCustomRuleLogic":"2 and (1 or 2)""#
            #expect(answer.stable == Self.answer(match, Self.visit(Self.lastDay), try Self.city(api)))
        }
    }

    @Test(
        "how filters are combined",
        arguments: [
            ("matchType=ANY", #""filterMatchType":"any""#), ("matchType=all&customRuleLogic=", all),
            (
                "matchType=custom&customRuleLogic=2 or 1",
                #""filterMatchType":"custom","filterCustomRuleLogic":"2 or 1""#
            ),
        ])
    func filterLogic(form: String, match: String) async throws {
        try await Self.run { api async throws in
            let answer = try await api.post(Self.base + "filterLogic.json", form: form)
            #expect(answer.stable == Self.answer(match, try Self.city(api), Self.visit(Self.lastDay)))
        }
    }

    // MARK: Refusals

    private static let rule = #"ruleId={"id":11,"type":"activity"}"#

    @Test(
        "rules that cannot be added",
        arguments: [
            ("index=1", "701", "ruleId cannot be blank"), (rule, "701", "index cannot be blank"),
            (rule + "&index=0", "701", "index cannot be less than 1"),
            (rule + "&index=4", "701", "index cannot be greater than 3"),
            (rule + "&index=9223372036854775807", "701", "index cannot be greater than 3"),
            (rule + "&index=-9223372036854775808", "701", "index cannot be less than 1"),
            (rule + "&index=1.5", "1001", "Invalid value '1.5'. Required of type 'Integer'"),
            (rule + "&index=1&trigger=maybe", "1001", "Invalid value 'maybe'. Required of type 'Boolean'"),
            (
                rule + "&index=1&trigger=true", "709",
                "trigger: only the smart list of a smart campaign may have triggers"
            ),
            (rule + "&index=1&trigger=true&negative=true", "709", "negative: a trigger cannot be negated"),
            ("ruleId=11&index=1", "1001", "Invalid value '11'. Required of type 'JSON'"),
            (#"ruleId={"id":11}&index=1"#, "1001", nil), (#"ruleId={"id":"x","type":"activity"}&index=1"#, "1001", nil),
            (#"ruleId={"id":11,"type":"trigger"}&index=1"#, "1003", "Invalid value for 'type': trigger"),
            (#"ruleId={"id":99999,"type":"activity"}&index=1"#, "709", "ruleId: there is no activity filter 99999"),
            (
                #"ruleId={"id":9501,"type":"attribute"}&index=1&negative=1"#, "709",
                "negative: 'Member of List' has no 'Not' form; use a negative operator"
            ),
        ] as [(String, String, String?)])
    func badAdd(form: String, code: String, message: String?) async throws {
        try await Self.run { api async throws in
            try await api.expectRefusal(code, message, .post, Self.base + "rules.json", .form(form))
        }
    }

    private static let page = #"attributeId={"id":1,"type":"activity"}"#

    @Test(
        "constraints that cannot be set",
        arguments: [
            ("values=x", "701", "attributeId cannot be blank"),
            (page + "&operator=is", "701", "values cannot be blank"),
            (page + "&operator=is&values=", "701", "values cannot be blank"),
            (page + "&operator=is&values= , ,", "701", "values cannot be blank"),
            (#"attributeId={"id":1}&values=x"#, "1001", nil),
            (page + #"&operator=is&values="""#, "709", "values[0]: the value is missing"),
            (page + "&operator=iz&values=x", "709", "operator: there is no operator 'iz'; did you mean 'is'?"),
            (page + "&operator=is any&values=x", "709", "values: 'is any' takes no value, there is 1"),
            (
                #"attributeId={"id":98,"type":"activity"}&values=x"#, "709",
                "attributeId: 'Visited Web Page' has no constraint 98"
            ),
            (
                #"attributeId={"id":1,"type":"attribute"}&values=x"#, "709",
                "attributeId: 'Visited Web Page' is of type Activity, not Attribute"
            ),
            (#"attributeId={"id":-101,"type":"activity"}&operator=in past&values=4 hrs"#, "709", nil),
            (#"attributeId={"id":-101,"type":"activity"}&operator=in past&values=1 day,2 days"#, "709", nil),
            (#"attributeId={"id":-102,"type":"activity"}&values=none"#, "709", nil),
        ] as [(String, String, String?)])
    func badSet(form: String, code: String, message: String?) async throws {
        try await Self.run { api async throws in
            try await api.expectRefusal(code, message, .post, Self.base + "rule/71.json", .form(form))
        }
    }

    @Test("every value that does not fit is an error of its own")
    func badValues() async throws {
        try await Self.run { api async throws in
            let rule = try await api.addRule(9501, "attribute", at: 1)
            let answer = try await api.post(
                Self.base + "rule/\(rule).json", form: #"attributeId={"id":9501,"type":"attribute"}&values=X,"Y, Z""#)
            #expect(answer.errors.map(\.code) == ["709", "709"])
            #expect(
                answer.errors.map(\.message)
                    == ["values[0]: there is no static list 'X'", "values[1]: there is no static list 'Y, Z'"])
        }
    }

    @Test(
        "constraints that cannot be removed",
        arguments: [
            ("", "701", "attributeId cannot be blank"),
            (page, "709", "attributeId: 'Web Page' is the primary constraint and has to stay"),
            (
                #"attributeId={"id":6,"type":"activity"}"#, "709",
                "attributeId: 'Visited Web Page' has no condition on 'Browser'"
            ),
            (
                #"attributeId={"id":-101,"type":"attribute"}"#, "709",
                "attributeId: 'Visited Web Page' is of type Activity, not Attribute"
            ),
            (
                #"attributeId={"id":4711,"type":"activity"}"#, "709",
                "attributeId: 'Visited Web Page' has no constraint 4711"
            ),
        ] as [(String, String, String?)])
    func badRemove(form: String, code: String, message: String?) async throws {
        try await Self.run { api async throws in
            try await api.expectRefusal(code, message, .post, Self.base + "rule/71/removeConstraint.json", .form(form))
        }
    }

    @Test(
        "orders that are none",
        arguments: [
            ("", "701", "order cannot be blank"), ("order=[]", "701", "order cannot be blank"),
            ("order=70,71", "1001", nil), (#"order={"id":70,"index":1}"#, "1001", nil),
            (#"order=[{"id":70}]"#, "1001", nil), (#"order=[{"id":70,"index":"first"}]"#, "1001", nil),
            (#"order=[{"id":70,"index":1}]"#, "709", "order: rule 71 is not listed"),
            (#"order=[{"id":70,"index":1},{"id":71,"index":1}]"#, "709", "order: two rules have the index 1"),
            (#"order=[{"id":70,"index":1},{"id":70,"index":2}]"#, "709", "order: rule 70 is listed twice"),
            (#"order=[{"id":70,"index":1},{"id":72,"index":2}]"#, "702", "Rule not found"),
            (#"order=[{"id":70,"index":0},{"id":71,"index":1}]"#, "701", "index cannot be less than 1"),
            (#"order=[{"id":70,"index":3},{"id":71,"index":1}]"#, "701", "index cannot be greater than 2"),
            (#"order=[{"id":70,"index":9223372036854775807},{"id":71,"index":1}]"#, "701", nil),
        ] as [(String, String, String?)])
    func badOrder(form: String, code: String, message: String?) async throws {
        try await Self.run { api async throws in
            try await api.expectRefusal(code, message, .post, Self.base + "reorder.json", .form(form))
        }
    }

    @Test(
        "logic that does not fit",
        arguments: [
            ("", "701", "matchType cannot be blank"), ("matchType=some", "1003", "Invalid value for 'matchType': some"),
            ("matchType=custom", "701", "customRuleLogic cannot be blank"),
            ("matchType=custom&customRuleLogic=+", "701", "customRuleLogic cannot be blank"),
            ("matchType=custom&customRuleLogic=1", "709", "customRuleLogic: filter 2 is not used"),
            ("matchType=custom&customRuleLogic=1 and 2 or 1", "709", nil),
            ("matchType=any&customRuleLogic=1 or 2", "709", "customRuleLogic: contradicts the match type any"),
        ] as [(String, String, String?)])
    func badLogic(form: String, code: String, message: String?) async throws {
        try await Self.run { api async throws in
            try await api.expectRefusal(code, message, .post, Self.base + "filterLogic.json", .form(form))
        }
    }

    /// Each call with parameters that it would take.
    private static let calls: [(path: String, form: String)] = [
        ("rules.json", #"ruleId={"id":11,"type":"activity"}&index=1"#),
        ("rule/70.json", #"attributeId={"id":1,"type":"activity"}&values=x"#),
        ("rule/70/removeConstraint.json", #"attributeId={"id":-101,"type":"activity"}"#), ("rule/70/delete.json", ""),
        ("rules/delete.json", ""), ("reorder.json", #"order=[{"id":70,"index":1}]"#),
        ("filterLogic.json", "matchType=any"),
    ]

    @Test("lists that are missing, and the server's own, which are as if they were")
    func missingList() async throws {
        try await APIFixture.run { api async throws in
            try await api.next(.rule, 70)
            try await api.campaign("Own", in: nil, rules: #"{"filters":[{"City":"Rome"}]}"#)
            for (path, form) in Self.calls {
                for list in [1, 1001, 4711] {
                    try await api.expectRefusal(
                        "702", "Smart List not found or it has been deleted", .post,
                        "/rest/asset/v1/smartList/\(list)/\(path)", .form(form))
                }
                try await api.expectRefusal(
                    "1001", "Invalid value 'x'. Required of type 'Integer'", .post,
                    "/rest/asset/v1/smartList/x/\(path)", .form(form))
            }
        }
    }

    @Test("rules that are missing, in another list too")
    func missingRule() async throws {
        try await Self.run { api async throws in
            try await api.smartList("B")
            for (path, form) in Self.calls where path.hasPrefix("rule/") {
                try await api.expectRefusal(
                    "702", "Rule not found", .post, "/rest/asset/v1/smartList/1002/\(path)", .form(form))
            }
        }
    }

    @Test("a list does not come to contain itself")
    func cycle() async throws {
        try await Self.run { api async throws in
            let rule = try await api.addRule(9502, "attribute", at: 1)
            try await api.expectRefusal(
                "709", "filters[0].conditions[0].values[0]: the smart list would contain itself through 'A'", .post,
                Self.base + "rule/\(rule).json", .form(#"attributeId={"id":9502,"type":"attribute"}&values=A"#))
        }
    }
}
