import MusterModel

/// Documents that are right, each for the calls whose path has its word, to be bent a little.
enum FuzzDocuments {
    /// An instance with something of everything.
    static let world = """
        {"staticLists":["Met"],"folders":["A/B"],"tokens":{"X":"y"},
         "smartLists":[{"name":"Everyone","filters":[{"Email Address":{"is not empty":true}}]},
           {"name":"In Leeds","filters":[{"City":"Leeds"}]}],
         "customActivityTypes":[{"name":"Purchase","primaryAttribute":"Order","attributes":{"Amount":"float"}}],
         "programs":[{"name":"Spring","type":"Event","tokens":{"Speaker":"Robin"},"staticLists":["Met"],
           "campaigns":[{"name":"Invite","filters":[{"City":"Paris"}],"flow":[{"Add to List":"Met"}]}]}],
         "campaigns":[
           {"name":"Welcome","triggers":[{"Person is Created":{}},{"Campaign is Requested":{}}],"active":true,
            "flow":[{"Change Score":{"Score Name":"Lead Score","Change":"+1"}},{"Wait":"1 day"},{"Add to List":"Met"}]},
           {"name":"Nurture","filters":[{"City":"Leeds"}],"flow":[{"Wait":"2 days"},{"Add to List":"Met"}],
            "recurrence":{"every":"week","on":["Monday"],"starting":"2024-03-11 06:00"}}]}
        """
    private static let rules = [
        #"{"filters":[{"City":"Leeds"}]}"#,
        #"{"logic":"1 and (2 or 3)","filters":[{"Job Title":{"contains":["VP","Chief"]}},{"Lead Score":{"at least":5}},{"Not Opened Email":{}}]}"#,
        #"{"match":"any","filters":[{"Created At":{"in past":"30 days"}},{"Member of List":"Met"},{"Email Address":{"is not empty":true}}]}"#,
        #"{"filters":[{"Visited Web Page":{"Web Page":"/p","Date of Activity":{"in past":"3 days"},"Min. Number of Times":3}}]}"#,
        #"{"triggers":[{"Person is Created":{}},{"Data Value Changes":{"Attribute":"City"}}],"filters":[]}"#,
        #"{"triggers":[{"Campaign is Requested":{"Source":"Web Service API"}}]}"#,
        #"{"filters":[{"Member of Smart List":"Everyone"}]}"#,
    ]
    private static let flows = [
        #"{"flow":[{"Change Score":{"Score Name":"Lead Score","Change":"+1"}},{"Wait":"3 days"},{"Add to List":"Met"}]}"#,
        #"{"flow":[{"Change Data Value":{"Attribute":"City","New Value":"{{lead.First Name}}"}}]}"#,
        #"{"flow":[{"Change Score":{"choices":[{"if":{"Country":"Germany"},"Score Name":"Lead Score","Change":"+10"}],"default":"do nothing"}}]}"#,
        #"{"flow":[{"Request Campaign":"Welcome"},{"Remove from Flow":"Nurture"}]}"#,
        #"{"flow":[]}"#,
    ]
    private static let settings = [
        #"{"timeZone":"Europe/Berlin"}"#, #"{"communicationLimits":{"perDay":2,"per7Days":null}}"#,
        #"{"qualificationRuleType":"interval","qualificationRuleInterval":3,"qualificationRuleUnit":"day"}"#,
        #"{"maxMembers":5,"isCommunicationLimitEnabled":true}"#,
        #"{"recurrence":{"every":"2 weeks","on":["Monday"],"starting":"2024-03-04 06:00"}}"#,
        #"{"recurrence":{"every":"month","on":"2nd Tuesday","starting":"2024-01-05 06:00","until":"2026-12-31"}}"#,
        #"{"recurrence":null,"maxMembers":null}"#,
    ]
    private static let apply = [
        #"{"staticLists":["Met"],"smartLists":[{"name":"In Leeds","filters":[{"City":"Leeds"}]}]}"#,
        #"{"programs":[{"name":"Spring","type":"Event","tokens":{"Speaker":"Robin"},"staticLists":["Met"]}]}"#,
        #"{"campaigns":[{"name":"Nurture","filters":[{"City":"Leeds"}],"flow":[{"Wait":"2 days"},{"Add to List":"Met"}],"schedule":"2024-03-07 08:00"}]}"#,
        #"{"campaigns":[{"name":"Welcome","triggers":[{"Person is Created":{}}],"flow":[],"active":true}]}"#,
        #"{"customActivityTypes":[{"name":"Purchase","primaryAttribute":"Order","attributes":{"Amount":"float"}}]}"#,
        #"{"emails":[{"name":"Hello","subject":"Hi {{lead.First Name}}","fromName":"A","from":"a@b.example","text":"x"}]}"#,
        #"{"leadFields":["Tier: string",{"Orders":{"type":"integer"}}],"folders":["A/B"],"tokens":{"X":{"score":"+10"}}}"#,
    ]
    private static let rows = [
        #"{"rows":[{"email":"p1@example.com","city":"Leeds"},{"Email Address":"p2@example.com","lead score":"7"}]}"#,
        #"{"rows":[{"lead":"p1@example.com","type":"Purchase","date":"2024-03-01","primary value":"1"}],"skipBadRows":true}"#,
        #"{"rows":[{"lead":"1","type":"Visit Webpage","date":"2024-03-01 10:00","primary value":"/p"}],"dryRun":true}"#,
    ]
    /// One for the route, as text: that of the first word in the path that is known.
    static func pick(for path: String, _ random: inout SeededGenerator) -> String {
        let known =
            [
                ("rules", rules), ("flow", flows), ("ettings", settings), ("apply", apply), ("import/", rows),
            ] + FuzzCalls.byPath
        if random.chance(5) { return random.pick(random.pick(known).1) }
        let fitting = known.first { path.contains($0.0) }?.1 ?? FuzzCalls.others
        return random.pick(fitting).replacing("New ", with: "New \(random.below(500)) ")
    }

    /// Right, with a wrong value somewhere, or with its text broken.
    static func bent(_ document: String, _ random: inout SeededGenerator) -> String {
        switch random.below(10) {
        case 0...2: return document
        case 3...7:
            guard let value = try? JSONParser.parse(document) else { return document }
            return replacing(value, &random).jsonText
        case 8: return broken(document, &random)
        default: return monster(&random)
        }
    }

    private static func replacing(_ value: JSONValue, _ random: inout SeededGenerator) -> JSONValue {
        switch value {
        case .object(let object) where !object.isEmpty && random.chance(85):
            var members = object.members
            let index = random.below(members.count)
            switch random.below(8) {
            case 0: members.remove(at: index)
            case 1: members[index].key = random.pick(FuzzValues.parameters).name
            case 2: members.append((members[index].key, FuzzValues.anyJSON(&random, depth: 2)))
            default: members[index].value = replacing(members[index].value, &random)
            }
            return .object(JSONObject(members))
        case .array(var elements) where !elements.isEmpty && random.chance(85):
            let index = random.below(elements.count)
            switch random.below(6) {
            case 0: elements.remove(at: index)
            case 1: elements.append(elements[index])
            default: elements[index] = replacing(elements[index], &random)
            }
            return .array(elements)
        default: return FuzzValues.anyJSON(&random, depth: 2)
        }
    }

    private static func broken(_ text: String, _ random: inout SeededGenerator) -> String {
        var scalars = Array(text.unicodeScalars)
        for _ in 0..<random.number(1...3) where !scalars.isEmpty {
            let index = random.below(scalars.count)
            switch random.below(3) {
            case 0: scalars.remove(at: index)
            case 1: scalars[index] = random.pick(Array("{}[]\":,0\\\u{0}\u{FEFF}é".unicodeScalars))
            default: scalars.insert(random.pick(Array("{}[]\":,9e.-".unicodeScalars)), at: index)
            }
        }
        var broken = String.UnicodeScalarView()
        broken.append(contentsOf: scalars)
        return String(broken)
    }

    /// What only an attacker sends.
    private static func monster(_ random: inout SeededGenerator) -> String {
        let deep = random.pick([40, 500, 10_000])
        return switch random.below(8) {
        case 0: String(repeating: "[", count: deep)
        case 1: String(repeating: "[", count: deep) + String(repeating: "]", count: deep)
        case 2:
            #"{"filters":"# + String(repeating: #"{"a":"#, count: deep) + "1" + String(repeating: "}", count: deep)
                + "}"
        case 3: #"{"input":[{"id":1,"id":"x","id":2}],"input":[]}"#
        case 4: #"{"maxMembers":1"# + String(repeating: "0", count: deep) + "}"
        case 5: "{\"filters\":[" + String(repeating: #"{"City":"x"},"#, count: 300) + "{}]}"
        case 6: #"{"logic":""# + String(repeating: "(", count: deep) + "1" + #"","filters":[{"City":"x"}]}"#
        default: #"{"name":"\ud800","rows":[{"\u0000":"\udc00"}]}"#
        }
    }
}
