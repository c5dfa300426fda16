import HTTPTypes
import MusterEngine
import MusterModel
import MusterStore
import Testing

/// Building and editing a flow call by call.
@Suite struct FlowAuthoringEndpointsTests {
    private static let campaign = "/rest/asset/v1/smartCampaign/1001"
    private static let steps = campaign + "/flows.json"
    private static let country = ##"conditionTypeId={"id":\##(LeadField.country.id),"type":"attribute"}"##

    private static func step(_ id: Int64, _ rest: String = "") -> String { "\(campaign)/flow/\(id)\(rest)" }
    private static func choice(_ step: Int64, _ id: Int64, _ rest: String = "") -> String {
        Self.step(step, "/choice/\(id)\(rest).json")
    }

    /// A campaign without a flow whose first step will be 30 and whose first choice will be 300.
    private static func prepare(_ api: APIFixture, flow: String? = nil) async throws {
        try await api.next(.flowStep, 30)
        try await api.next(.flowChoice, 300)
        try await api.campaign("A", flow: flow)
    }

    private static func flow(_ answer: APIAnswer) -> String? { answer.record?["flow"]?.jsonText }

    /// A step 30 with the choices 300, for Germany, 301, for France, and 302, the default one.
    private static let branched = """
        {"flow":[{"Change Score":{"choices":[{"if":{"Country":"Germany"},"Score Name":"Lead Score","Change":"+1"},\
        {"if":{"Country":"France"},"Score Name":"Lead Score","Change":"+2"}],"default":"do nothing"}}]}
        """

    private static func choices(_ answer: APIAnswer) -> [Int64] {
        let step = answer.record?["flow"]?.object?["steps"]?.array?.first?.object
        return (step?["stepChoice"]?.array ?? []).compactMap { $0.object?["id"]?.integer }
    }

    @Test("a step, a choice and its content, each answered with the campaign and its flow")
    func golden() async throws {
        try await APIFixture.run { api async throws in
            try await Self.prepare(api)
            func answer(status: String, _ flow: String) -> String {
                assetAnswer(
                    """
                    {"id":1001,"name":"A","description":"","createdAt":"2024-03-05T12:00:00Z+0000",\
                    "updatedAt":"2024-03-05T12:00:00Z+0000","folder":{"id":4,"type":"Folder"},"status":"\(status)",\
                    "type":"batch","isSystem":false,"isActive":false,"isRequestable":false,\
                    "isCommunicationLimitEnabled":true,"recurrence":{"weekdayOnly":false},\
                    "qualificationRuleType":"once","workspace":"Default","smartListId":1001,"flowId":1001,\
                    "computedUrl":"https://app.example.muster/#SC1001A1","flow":\(flow)}
                    """)
            }
            let added = try await api.post(Self.steps, form: #"activityType={"id":9601,"type":"activity"}&index=0"#)
            #expect(
                added.stable
                    == answer(
                        status: "Never Run",
                        #"{"steps":[{"id":30,"activityTypeId":9601,"activityTypeName":"Wait","stepChoice":[{"id":300,"default":true,"attributes":[]}]}]}"#
                    ))
            let chosen = try await api.call(.post, Self.step(30, "/addChoice.json"))
            #expect(
                chosen.stable
                    == answer(
                        status: "Invalid",
                        #"{"steps":[{"id":30,"activityTypeId":9601,"activityTypeName":"Wait","stepChoice":[{"id":301,"default":false,"attributes":[]},{"id":300,"default":true,"attributes":[]}]}]}"#
                    ))
            let filled = try await api.post(
                Self.choice(30, 301),
                form:
                    #"\#(Self.country)&operator=is&conditionValues=Germany,"Korea,+Republic"&attributes={"101":"1+day"}"#
            )
            #expect(
                filled.stable
                    == answer(
                        status: "Never Run",
                        #"{"steps":[{"id":30,"activityTypeId":9601,"activityTypeName":"Wait","stepChoice":[{"id":301,"default":false,"attributes":[{"id":3010,"activityTypeAttribId":101,"name":"Duration","dataType":"string","value":"1 day","format":null,"primary":true}],"rule":{"name":"Country","operator":"is","ruleType":"Attribute","ruleTypeId":\#(LeadField.country.id),"values":["Germany","Korea, Republic"]}},{"id":300,"default":true,"attributes":[]}]}]}"#
                    ))
            #expect(try await api.get(Self.campaign + ".json?includeFlowSteps=true").stable == filled.stable)
            let reordered = try await api.post(Self.choice(30, 301, "/reorder"), form: "newSeqNumZeroBased=0")
            #expect(reordered.stable == filled.stable)
            #expect(try await api.call(.post, Self.choice(30, 301, "/remove")).stable == added.stable)
            let removed = try await api.call(.post, Self.step(30, "/remove.json"))
            #expect(removed.stable == answer(status: "Never Run", #"{"steps":[]}"#))
        }
    }

    /// The flow of the answer without the ids of steps, choices and attributes.
    private static func withoutIDs(_ value: JSONValue) -> JSONValue {
        if let array = value.array { return .array(array.map(withoutIDs)) }
        guard let object = value.object else { return value }
        return .object(
            JSONObject(object.members.filter { $0.key != "id" }.map { (key: $0.key, value: withoutIDs($0.value)) }))
    }

    @Test("form calls alone build what a document says")
    func builtByCalls() async throws {
        try await APIFixture.run { api async throws in
            try await Self.prepare(api)
            let list = try await api.staticList("VIPs")
            func post(_ uri: String, _ form: String = "") async throws {
                let answer = try await api.post(uri, form: form)
                #expect(answer.isSuccess, "\(answer.text)")
            }
            // Steps 30 Add to List, 31 Change Score, 32 Wait; in the end 31, 32, 30.
            try await post(Self.steps, #"activityType={"id":24,"type":"activity"}&index=0"#)
            try await post(Self.steps, #"activityType={"id":22,"type":"activity"}&index=0"#)
            try await post(Self.steps, #"activityType={"id":9601,"type":"Activity"}&index=1"#)
            try await post(Self.choice(30, 300), #"attributes={"131":"VIPs"}"#)
            try await post(Self.choice(32, 302), #"attributes={"101":"3+days","103":"weekdays"}"#)
            try await post(Self.step(31, "/addChoice.json"))
            try await post(Self.step(31, "/addChoice.json"))
            try await post(Self.choice(31, 303), "\(Self.country)&operator=is&conditionValues=Germany,France")
            try await post(Self.choice(31, 303), #"attributes={"121":"Lead+Score"}"#)
            try await post(Self.choice(31, 303), #"attributes={"122":"%2B10"}"#)
            try await post(
                Self.choice(31, 304),
                #"conditionTypeId={"id":9501,"type":"attribute"}&operator=in&conditionValues=\#(list)&attributes={"121":"leadScore","122":"5"}"#
            )
            try await post(Self.choice(31, 304, "/reorder"), "newSeqNumZeroBased=0")
            let built = try await api.get(Self.campaign + ".json?includeFlowSteps=true")

            try await api.campaign("B")
            let uri = "/muster/v1/smartCampaign/1002/flow.json"
            let document = """
                {"flow":[{"Change Score":{"choices":[\
                {"if":{"Member of List":"VIPs"},"Score Name":"Lead Score","Change":"5"},\
                {"if":{"Country":["Germany","France"]},"Score Name":"Lead Score","Change":"+10"}],\
                "default":"do nothing"}},\
                {"Wait":{"Duration":"3 days","Ends On":"weekdays"}},{"Add to List":"VIPs"}]}
                """
            let written = try await api.call(.put, uri, .json(document))
            #expect(
                Self.withoutIDs(try #require(built.record?["flow"])).jsonText
                    == Self.withoutIDs(.object(try #require(written.record))).jsonText)
            #expect(built.record?["status"] == "Never Run")
            let short = try await api.get("/muster/v1/smartCampaign/1001/flow.json?format=short")
            #expect(short.stable == assetAnswer(document))
        }
    }

    @Test("the document calls read what these calls wrote, and the ids stay through both")
    func both() async throws {
        try await APIFixture.run { api async throws in
            try await Self.prepare(api, flow: Self.branched)
            let uri = "/muster/v1/smartCampaign/1001/flow.json"
            let edited = try await api.post(Self.choice(30, 301), form: #"attributes={"122":"%2B7"}"#)
            let read = try await api.get(uri)
            #expect(read.record?.text == Self.flow(edited))
            let again = try await api.call(.put, uri, .json(try #require(read.record).text))
            #expect(again.stable == read.stable)
        }
    }

    @Test(
        "parameters in other forms",
        arguments: [
            (APIBody.form("conditionValues=Italy&attributes[122]=%2B9"), "Italy", "+9"),
            (.json(#"{"conditionValues":["Italy"],"attributes":{"122":"+9"}}"#), "Italy", "+9"),
            (.json(#"{"attributes":{"change":9}}"#), "Germany", "9"), (.form(""), "Germany", "+1"),
            (.none, "Germany", "+1"),
            (.form("operator=&conditionTypeId=&attributes={}"), "Germany", "+1"),
        ])
    func forms(body: APIBody, value: String, change: String) async throws {
        try await APIFixture.run { api async throws in
            try await Self.prepare(api, flow: Self.branched)
            let answer = try await api.call(.post, Self.choice(30, 300), body)
            let short = try await api.get("/muster/v1/smartCampaign/1001/flow.json?format=short")
            #expect(answer.isSuccess, "\(answer.text)")
            let expected = #"{"if":{"Country":"\#(value)"},"Score Name":"Lead Score","Change":"\#(change)"}"#
            #expect(short.text.contains(expected), "\(short.text)")
        }
    }

    @Test("an incomplete choice is stored, and the campaign is invalid until it is complete")
    func incomplete() async throws {
        try await APIFixture.run { api async throws in
            try await Self.prepare(api, flow: Self.branched)
            let half = try await api.post(Self.choice(30, 302), form: #"attributes={"121":"Lead+Score"}"#)
            #expect(half.record?["status"] == "Invalid")
            let whole = try await api.post(Self.choice(30, 302), form: #"attributes={"122":"=0"}"#)
            #expect(whole.record?["status"] == "Never Run")
            let nothing = try await api.post(Self.choice(30, 302), form: #"attributes={"121":"","122":null}"#)
            #expect(nothing.record?["status"] == "Never Run")
        }
    }

    @Test(
        "choices change places",
        arguments: [(300, 1, [301, 300, 302]), (301, 0, [301, 300, 302]), (300, 0, [300, 301, 302])]
            as [(Int64, Int, [Int64])])
    func reorder(choice: Int64, position: Int, order: [Int64]) async throws {
        try await APIFixture.run { api async throws in
            try await Self.prepare(api, flow: Self.branched)
            let answer = try await api.post(
                Self.choice(30, choice, "/reorder"), form: "newSeqNumZeroBased=\(position)")
            #expect(Self.choices(answer) == order)
        }
    }

    @Test("an active campaign may be edited and stays active")
    func active() async throws {
        try await APIFixture.run { api async throws in
            try await api.next(.flowStep, 30)
            let id = try await api.triggerCampaign("A")
            try await api.engine.commands.activate(id)
            let answer = try await api.post(Self.steps, form: #"activityType={"id":9601,"type":"activity"}&index=1"#)
            #expect(answer.record?["status"] == "Active" && answer.record?["isActive"] == true, "\(answer.text)")
        }
    }

    private static let wait = #"activityType={"id":9601,"type":"activity"}"#

    @Test(
        "steps that cannot be added",
        arguments: [
            ("index=0", "701", "activityType cannot be blank"), (wait, "701", "index cannot be blank"),
            ("\(wait)&index=", "701", "index cannot be blank"),
            ("\(wait)&index=first", "1001", "Invalid value 'first'. Required of type 'Integer'"),
            ("\(wait)&index=-1", "701", "index cannot be less than 0"),
            ("\(wait)&index=2", "701", "index cannot be greater than 1"),
            ("\(wait)&index=9223372036854775807", "701", "index cannot be greater than 1"),
            ("activityType=9601&index=0", "1001", "Invalid value '9601'. Required of type 'JSON'"),
            (#"activityType={"id":9601}&index=0"#, "1001", #"Invalid value '{"id":9601}'. Required of type 'JSON'"#),
            (#"activityType={"id":9601,"type":"step"}&index=0"#, "1003", "Invalid value for 'type': step"),
            (
                #"activityType={"id":9601,"type":"attribute"}&index=0"#, "709",
                "activityType: a flow step is an activity"
            ),
            (
                #"activityType={"id":104,"type":"activity"}&index=0"#, "709",
                "activityType: the flow step 'Change Status in Progression' is not supported yet"
            ),
            (
                #"activityType={"id":77777,"type":"activity"}&index=0"#, "709",
                "activityType: there is no flow step with the id 77777"
            ),
        ])
    func refusedSteps(form: String, code: String, message: String) async throws {
        try await APIFixture.run { api async throws in
            try await Self.prepare(api, flow: Self.branched)
            try await api.expectRefusal(code, message, .post, Self.steps, .form(form))
        }
    }

    @Test(
        "choices that cannot be changed so",
        arguments: [
            (300, "operator=resembles", "709", nil),
            (300, "\(country)", "709", "rule: 'Country' needs a value"),
            (300, "\(country)&operator=is", "709", nil),
            (
                300, #"conditionTypeId={"id":999999,"type":"attribute"}&conditionValues=a"#, "709",
                "rule: there is no filter with the id 999999 of type attribute"
            ),
            (
                300, #"conditionTypeId={"id":6,"type":"activity"}"#, "709",
                "rule: 'Was Sent Email' is an activity filter; a choice takes attributes and memberships"
            ),
            (300, "conditionTypeId=7", "1001", "Invalid value '7'. Required of type 'JSON'"),
            (
                300, #"attributes={"122":"much"}"#, "709",
                "attributes.122: Change 'much' is not a score change such as +5, -5 or =5"
            ),
            (
                300, #"attributes={"101":"1 day"}"#, "709",
                "attributes.101: Change Score has no parameter '101'; it takes Score Name, Change"
            ),
            (300, "attributes=[1]", "1001", "Invalid value '[1]'. Required of type 'JSON'"),
            (300, "attributes=now", "1001", nil),
            (302, "operator=is", "709", "The default choice cannot have a condition"),
            (302, "\(country)&conditionValues=a", "709", "The default choice cannot have a condition"),
        ] as [(Int64, String, String, String?)])
    func refusedChoices(choice: Int64, form: String, code: String, message: String?) async throws {
        try await APIFixture.run { api async throws in
            try await Self.prepare(api, flow: Self.branched)
            try await api.expectRefusal(code, message, .post, Self.choice(30, choice), .form(form))
        }
    }

    @Test(
        "moves and removals that are refused",
        arguments: [
            (choice(30, 300, "/reorder"), "", "701", "newSeqNumZeroBased cannot be blank"),
            (
                choice(30, 300, "/reorder"), "newSeqNumZeroBased=x", "1001",
                "Invalid value 'x'. Required of type 'Integer'"
            ),
            (choice(30, 300, "/reorder"), "newSeqNumZeroBased=-1", "701", "newSeqNumZeroBased cannot be less than 0"),
            (choice(30, 300, "/reorder"), "newSeqNumZeroBased=2", "701", "newSeqNumZeroBased cannot be greater than 1"),
            (
                choice(30, 302, "/reorder"), "newSeqNumZeroBased=0", "709",
                "The default choice cannot be moved. It is always the last one"
            ),
            (choice(30, 302, "/remove"), "", "709", "The default choice cannot be removed"),
        ])
    func refusedMoves(uri: String, form: String, code: String, message: String) async throws {
        try await APIFixture.run { api async throws in
            try await Self.prepare(api, flow: Self.branched)
            try await api.expectRefusal(code, message, .post, uri, .form(form))
        }
    }

    /// Every call with the ids of its campaign, step and choice in the URI, and what it needs beside.
    private static func calls(_ campaign: Int64, _ step: Int64, _ choice: Int64) -> [(String, String)] {
        let flow = "/rest/asset/v1/smartCampaign/\(campaign)/flow"
        return [
            ("\(flow)s.json", "\(wait)&index=0"), ("\(flow)/\(step)/addChoice.json", ""),
            ("\(flow)/\(step)/remove.json", ""), ("\(flow)/\(step)/choice/\(choice).json", "operator=is"),
            ("\(flow)/\(step)/choice/\(choice)/reorder.json", "newSeqNumZeroBased=0"),
            ("\(flow)/\(step)/choice/\(choice)/remove.json", ""),
        ]
    }

    @Test("campaigns, steps and choices that are not there, and those of others")
    func missing() async throws {
        try await APIFixture.run { api async throws in
            try await Self.prepare(api, flow: Self.branched)
            // Step 31 with the choice 303.
            try await api.campaign("B", flow: #"{"flow":[{"Wait":"1 day"}]}"#)
            for (uri, form) in Self.calls(7, 30, 300) {
                try await api.expectRefusal(
                    "702", "Smart Campaign not found or it has been deleted", .post, uri, .form(form))
            }
            for step in [7, 31] as [Int64] {
                for (uri, form) in Self.calls(1001, step, 300).dropFirst() {
                    try await api.expectRefusal("702", "Flow step not found", .post, uri, .form(form))
                }
            }
            for choice in [7, 303] as [Int64] {
                for (uri, form) in Self.calls(1001, 30, choice).dropFirst(3) {
                    try await api.expectRefusal("702", "Choice not found", .post, uri, .form(form))
                }
            }
        }
    }

    @Test("the flow of a system campaign stays as it is")
    func system() async throws {
        try await APIFixture.run { api async throws in
            try await api.next(.flowStep, 30)
            try await api.next(.flowChoice, 300)
            try await api.campaign("A", flow: Self.branched) { $0.isSystem = true }
            for (uri, form) in Self.calls(1001, 30, 300) {
                try await api.expectRefusal(
                    "709", "Smart Campaign is a system campaign and cannot be updated", .post, uri, .form(form))
            }
        }
    }

    @Test("as many steps and choices as fit, and not one more")
    func limits() async throws {
        try await APIFixture.run { api async throws in
            let choices = (1..<100).map { #"{"if":{"Country":"\#($0)"},"Duration":"1 day"}"# }
            let steps =
                [#"{"Wait":{"choices":[\#(choices.joined(separator: ","))]}}"#]
                + Array(repeating: #"{"Wait":"1 day"}"#, count: 199)
            try await Self.prepare(api, flow: #"{"flow":[\#(steps.joined(separator: ","))]}"#)
            try await api.expectRefusal(
                "709", "Flow cannot have more than 200 steps", .post, Self.steps, .form("\(Self.wait)&index=0"))
            try await api.expectRefusal(
                "709", "Flow step cannot have more than 100 choices", .post, Self.step(30, "/addChoice.json"))
        }
    }
}
