import HTTPTypes
import MusterModel

@testable import MusterFuzzing
@testable import MusterREST

/// Several requests that together mean something large: each is small enough, and each must be cheap.
enum FuzzPlot: String, CaseIterable, Sendable {
    case nestedTokens, overrides, nestedLists, chainOfLists, deepLogic, wideLogic, manyChoices, manySteps
    case longValues, listeners, wideTemplates, complaints

    func play(_ player: FuzzPlayer, _ random: inout SeededGenerator) throws {
        switch self {
        case .nestedTokens: try nestedTokens(player, &random)
        case .overrides: try overrides(player, &random)
        case .nestedLists: try nestedLists(player, &random)
        case .chainOfLists: try chainOfLists(player, &random)
        case .deepLogic, .wideLogic: try logic(player, &random)
        case .manyChoices, .manySteps: try flow(player, &random)
        case .longValues: try longValues(player, &random)
        case .listeners: try listeners(player, &random)
        case .wideTemplates: try wideTemplates(player, &random)
        case .complaints: try complaints(player, &random)
        }
    }

    private static let requested =
        #""triggers":[{"Campaign is Requested":{}}],"active":true,"qualification":"any""#

    /// A token of tokens of tokens, in a field and in a mail.
    private func nestedTokens(_ player: FuzzPlayer, _ random: inout SeededGenerator) throws {
        let (levels, width) = (random.number(2...12), random.pick([2, 10, 100, 2_000]))
        let tokens = (0..<levels).map { level -> String in
            let text = level + 1 == levels ? "x{{lead.City}}" : "{{my.T\(level + 1)}}"
            return "\"T\(level)\":\"\(String(repeating: text, count: level == 0 ? width : min(width, 100)))\""
        }
        try player.apply(
            """
            {"programs":[{"name":"Plot\(player.tag)","type":"Event","tokens":{\(tokens.joined(separator: ","))},
             "emails":[{"name":"M","subject":"{{my.T0}}","fromName":"{{my.T0}}","from":"a@b.example","text":"{{my.T0}}","html":"{{my.T0}}"}],
             "campaigns":[{"name":"Plotted\(player.tag)",\(Self.requested),"flow":[
              {"Change Data Value":{"Attribute":"City","New Value":"{{my.T0}}"}},{"Send Email":"M"},
              {"Change Data Value":{"Attribute":"Company","New Value":"\(String(repeating: "{{my.T0}}", count: 50))"}}]}]}]}
            """)
        try player.trigger(tokens: "[]")
    }

    /// Tokens of a call that stand for one another.
    private func overrides(_ player: FuzzPlayer, _ random: inout SeededGenerator) throws {
        try player.apply(
            """
            {"programs":[{"name":"Plot\(player.tag)","type":"Event","tokens":{"A":"a","B":"b","C":"c"},
             "campaigns":[{"name":"Plotted\(player.tag)",\(Self.requested),"flow":[
              {"Change Data Value":{"Attribute":"City","New Value":"{{my.A}}"}}]}]}]}
            """)
        let width = random.pick([10, 500, 2_000, 30_000])
        func token(_ name: String, _ value: String) -> String {
            #"{"name":"{{my.\#(name)}}","value":"\#(String(repeating: value, count: width))"}"#
        }
        try player.trigger(tokens: "[\(token("A", "{{my.B}}")),\(token("B", "{{my.C}}")),\(token("C", "{{my.A}}"))]")
        let many = (0..<10_000).map { #"{"name":"{{my.T\#($0)}}","value":"{{my.T\#($0 + 1)}}"}"# }
        try player.trigger(tokens: "[\(many.joined(separator: ","))]")
    }

    /// Lists of lists of lists of many values, asked in several ways.
    private func nestedLists(_ player: FuzzPlayer, _ random: inout SeededGenerator) throws {
        let word = random.pick(["is", "not contains", "contains", "starts with", "is not"])
        let values = (0..<random.pick([100, 2_000, 10_000])).map { "\"v\($0)\"" }.joined(separator: ",")
        var list = try player.list(#"{"filters":[{"City":{"\#(word)":[\#(values)]}}]}"#, "L0")
        for (level, width) in [random.pick([2, 20, 200]), random.pick([2, 20]), 20].enumerated() {
            let of = random.pick(["in", "not in"])
            let filters = (0..<width).map { _ in
                #"{"Member of Smart List":{"\#(of)":"\#("L\(level)\(player.tag)")"}}"#
            }.joined(separator: ",")
            let match = random.pick(["all", "any"])
            list = try player.list(#"{"match":"\#(match)","filters":[\#(filters)]}"#, "L\(level + 1)")
        }
        try player.ask(list)
        try player.apply(
            #"{"campaigns":[{"name":"Plotted\#(player.tag)",\#(Self.requested),"filters":[{"Member of Smart List":"L3\#(player.tag)"}],"flow":[]}]}"#
        )
        try player.trigger(tokens: "[]")
    }

    private func chainOfLists(_ player: FuzzPlayer, _ random: inout SeededGenerator) throws {
        let length = random.pick([10, 60, 300])
        let tag = player.tag
        let lists = (0..<length).map { number -> String in
            let of =
                number == 0
                ? #"{"City":"Leeds"}"#
                : #"{"Member of Smart List":{"\#(random.pick(["in", "not in"]))":"C\#(number - 1)\#(tag)"}}"#
            let more = number > 1 && random.chance(50) ? #",{"Member of Smart List":"C\#(number - 2)\#(tag)"}"# : ""
            return #"{"name":"C\#(number)\#(tag)","match":"any","filters":[\#(of)\#(more)]}"#
        }
        try player.apply(#"{"smartLists":[\#(lists.joined(separator: ","))]}"#)
        try player.ask(try player.list(#"{"filters":[{"Member of Smart List":"C\#(length - 1)\#(tag)"}]}"#, "Chain"))
    }

    /// Filters joined in depth or in width.
    private func logic(_ player: FuzzPlayer, _ random: inout SeededGenerator) throws {
        let count = random.pick([2, 30, 100, 400])
        let kinds = [
            #"{"City":{"contains":"e"}}"#, #"{"Visited Web Page":{"Min. Number of Times":2}}"#,
            #"{"Member of List":"Met"}"#, #"{"Created At":{"in past":"30 days"}}"#,
            #"{"Member of Smart List":"In Leeds"}"#, #"{"Was Sent Email":{"Date of Activity":{"in past":"9 days"}}}"#,
        ]
        let filters = (0..<count).map { _ in random.pick(kinds) }.joined(separator: ",")
        let terms = self == .deepLogic ? random.pick([count, 1_000, 20_000]) : count
        let words = (1..<terms).map { "\(1 + $0 % count) \(random.pick(["and", "or"])) " }
        let text =
            self == .wideLogic
            ? words.joined() + "1"
            : words.joined(separator: "(") + "(1" + String(repeating: ")", count: terms - 1)
        let document = #"{"logic":"\#(text)","filters":[\#(filters)]}"#
        try player.ask(try player.list(document, "Logic"))
    }

    private func flow(_ player: FuzzPlayer, _ random: inout SeededGenerator) throws {
        let (steps, choices) =
            self == .manySteps ? (random.pick([50, 500, 3_000]), 1) : (random.pick([1, 20]), random.pick([20, 300]))
        let rules = [
            #"{"City":{"contains":"zz"}}"#, #"{"City":{"is":["a","b","c"]}}"#, #"{"Member of Smart List":"In Leeds"}"#,
            #"{"Lead Score":{"at least":7}}"#,
        ]
        let choice = random.pick(rules)
        let one = (0..<choices).map { number in
            #"{"if":\#(choice.replacing("zz", with: "z\(number)")),"Score Name":"Lead Score","Change":"+\#(number)"}"#
        }.joined(separator: ",")
        let step = #"{"Change Score":{"choices":[\#(one)],"default":"do nothing"}}"#
        let flow = Array(repeating: step, count: steps).joined(separator: ",")
        try player.apply(
            #"{"campaigns":[{"name":"Plotted\#(player.tag)",\#(Self.requested),"flow":[\#(flow.utf8.count > 900_000 ? step : flow)]}]}"#
        )
        try player.trigger(tokens: "[]")
    }

    /// Long lists of values of every kind, for everybody at once.
    private func longValues(_ player: FuzzPlayer, _ random: inout SeededGenerator) throws {
        let (field, value) = random.pick([
            ("City", "v"), ("Lead Score", ""), ("Date of Birth", "2001-01-0"), ("Email Address", "p"), ("Id", ""),
            ("Annual Revenue", "1."),
        ])
        let word = random.pick(["is", "is not", "contains", "not contains", "starts with", "not starts with"])
        let values = (0..<random.pick([1_000, 20_000, 60_000])).map { "\"\(value)\($0)\"" }.joined(separator: ",")
        let id = try player.list(#"{"filters":[{"\#(field)":{"\#(word)":[\#(values)]}}]}"#, "Long")
        try player.ask(id)
    }

    /// A change of many people that a campaign with a dear rule listens to.
    private func listeners(_ player: FuzzPlayer, _ random: inout SeededGenerator) throws {
        let values = (0..<random.pick([10, 5_000])).map { "\"v\($0)\"" }.joined(separator: ",")
        let filters = Array(repeating: #"{"City":{"not contains":[\#(values)]}}"#, count: 10).joined(separator: ",")
        try player.apply(
            #"{"campaigns":[{"name":"Plotted\#(player.tag)","triggers":[{"Data Value Changes":{"Attribute":"City"}}],"active":true,"filters":[\#(filters)],"flow":[{"Change Score":{"Score Name":"Lead Score","Change":"+1"}}]}]}"#
        )
        let people = (0..<300).map {
            #"{"email":"p\#($0)@example.com","city":"C\#(random.below(9))\#(String(repeating: "é", count: 200))"}"#
        }
        try player.call("POST", "/rest/v1/leads.json", #"{"input":[\#(people.joined(separator: ","))]}"#)
    }

    /// Long texts with many tokens for many people.
    private func wideTemplates(_ player: FuzzPlayer, _ random: inout SeededGenerator) throws {
        let token = random.pick([
            "{{lead.City}}", "{{lead.Nope:default=x}}", "{{my.X}}", "{{system.date}}", "{{",
            "{{lead.City:default={{lead.City}}}}",
        ])
        let text = String(repeating: token, count: random.pick([100, 2_000, 200_000 / token.utf8.count]))
        try player.apply(
            """
            {"emails":[{"name":"Wide","subject":"s","fromName":"A","from":"a@b.example","text":"\(text)","html":"\(text)"}],
             "campaigns":[{"name":"Plotted\(player.tag)",\(Self.requested),"flow":[{"Send Email":"Wide"},
               {"Change Data Value":{"Attribute":"City","New Value":"\(text)"}}]}]}
            """)
        try player.trigger(tokens: "[]")
    }

    /// Documents in which everything is wrong, or far too much is right.
    private func complaints(_ player: FuzzPlayer, _ random: inout SeededGenerator) throws {
        func many(_ unit: String) -> String {
            String(decoding: FuzzSwelling(size: 900_000).repeated(unit, separator: ","), as: UTF8.self)
        }
        let number = "\u{E000}"
        let documents = [
            #"{"smartLists":[\#(many(#"{"name":"u\#(number)","filters":[{"Nope \#(number)":"x"}]}"#))]}"#,
            #"{"smartLists":[\#(many(#"{"name":"u\#(number)","filters":[{"Member of List":"N\#(number)"}]}"#))]}"#,
            #"{"smartLists":[\#(many(#"{"name":"u\#(number)","nope\#(number)":1}"#))]}"#,
            #"{"campaigns":[\#(many(#"{"name":"c\#(number)","flow":[{"Nope \#(number)":"x"}]}"#))]}"#,
            #"{"campaigns":[{"name":"c","flow":[{"Change Score":{"choices":[\#(many(#"{"if":{"Nope":1}}"#))]}}]}]}"#,
            #"{"folders":["\#(String(repeating: "a/", count: 450_000))"]}"#,
            #"{"folders":[\#(many(#""f\#(number)/a/b/c""#))]}"#, #"{"tokens":{\#(many(#""t\#(number)":"x""#))}}"#,
        ]
        try player.apply(random.pick(documents))
        try player.call("POST", "/rest/v1/leads.json", #"{"input":[{\#(many(#""n\#(number)":1"#))}]}"#)
        let roles = #"{"name":"r","permissions":[\#(many(#""Nope \#(number)""#))]}"#
        try player.call("POST", "/muster/v1/roles.json", roles)
    }
}

extension FuzzPlayer {
    @discardableResult
    func call(_ method: String, _ uri: String, _ json: String?) throws -> JSONObject {
        try send(
            FuzzRequest(
                route: Route(APIMethod(rawValue: method) ?? .get, String(uri.prefix { $0 != "?" })),
                method: HTTPRequest.Method(method) ?? .get, uri: uri, body: json.map { .json($0) }, caller: .everything)
        )
    }

    func apply(_ document: String) throws { try call("POST", "/muster/v1/apply.json", document) }

    /// Has the campaign of a plot run for a hundred people.
    func trigger(tokens: String) throws {
        let found = try call("GET", "/rest/asset/v1/smartCampaign/byName.json?name=Plotted\(tag)", nil)
        guard let id = found["result"]?.array?.first?.object?["id"]?.integer else { return }
        let leads = (1...100).map { "{\"id\":\($0)}" }.joined(separator: ",")
        try call(
            "POST", "/rest/v1/campaigns/\(id)/trigger.json", #"{"input":{"leads":[\#(leads)],"tokens":\#(tokens)}}"#)
    }

    /// A smart list with these rules, whose name has the tag at its end; 0 when they are refused.
    func list(_ rules: String, _ name: String) throws -> Int64 {
        try apply(#"{"smartLists":[{"name":"\#(name)\#(tag)",\#(rules.dropFirst())]}"#)
        let found = try call("GET", "/rest/asset/v1/smartList/byName.json?name=\(name)\(tag)", nil)
        let id = found["result"]?.array?.first?.object?["id"]?.integer ?? 0
        if id > 0 { try call("PUT", "/muster/v1/smartList/\(id)/rules.json", rules) }
        return id
    }

    /// Asks a list in every way there is.
    func ask(_ list: Int64) throws {
        guard list > 0 else { return }
        try call("GET", "/muster/v1/smartList/\(list)/count.json", nil)
        try call("GET", "/muster/v1/smartList/\(list)/leads.json?batchSize=1000", nil)
        try call("GET", "/rest/asset/v1/smartList/\(list).json?includeRules=true", nil)
        try call("GET", "/muster/v1/smartList/\(list)/rules.json?format=short", nil)
    }
}
