import MusterModel
import MusterTesting

/// Texts and JSON values that a client might send, from sensible to hostile.
enum FuzzValues {
    /// What a parameter asks for.
    enum Kind: Sendable, CaseIterable {
        case id, number, flag, text, name, date, folder, fields, leads, filter, json, choice, period
    }

    /// Parameters of the API with what they ask for. Others go by whatever name.
    static let parameters: [(name: String, kind: Kind)] = [
        ("id", .id), ("name", .name), ("description", .text), ("folder", .folder), ("parent", .folder),
        ("root", .folder), ("type", .choice), ("maxReturn", .number), ("offset", .number), ("maxDepth", .number),
        ("batchSize", .number), ("earliestUpdatedAt", .date), ("latestUpdatedAt", .date), ("includeRules", .flag),
        ("isActive", .flag), ("workSpace", .choice), ("status", .choice), ("filterType", .filter),
        ("filterValues", .text), ("fields", .fields), ("nextPageToken", .text), ("input", .leads),
        ("action", .choice), ("lookupField", .filter), ("partitionName", .choice), ("asyncProcessing", .flag),
        ("programName", .name), ("campaignName", .name), ("programId", .id), ("listId", .id), ("leadIds", .id),
        ("activityTypeIds", .id), ("sinceDatetime", .date), ("assetIds", .id), ("channel", .name),
        ("costs", .json), ("tags", .json), ("startDate", .date), ("tokens", .json), ("runAt", .date),
        ("cloneToProgramName", .name), ("isTriggerable", .flag), ("ids", .id), ("names", .name), ("format", .choice),
        ("timeout", .number), ("advance", .period), ("to", .date), ("untilIdle", .flag), ("roles", .choice),
        ("permissions", .choice), ("clientId", .text), ("grant_type", .choice), ("client_id", .choice),
        ("client_secret", .choice), ("_method", .choice), ("isExecutable", .flag), ("ruleId", .json),
        ("values", .json), ("operator", .choice), ("filterLogic", .text), ("attributes", .json), ("apiName", .name),
        ("filterName", .name), ("triggerName", .name), ("primaryAttribute", .json), ("steps", .json),
        ("cookie", .text), ("leadId", .id), ("mergeInCRM", .flag), ("value", .text), ("folderType", .choice),
        ("search", .text), ("query", .text), ("sortOrder", .number), ("order", .json), ("choices", .json),
    ]

    private static let names = [
        "Leads", "Met", "Everyone", "In Leeds", "Welcome", "Nurture", "Blog", "Webinar", "Default", "Group Lists",
        "Spring", "Spring.Met", "Marketing Activities", "Purchase", "purchase", "Listers", "crm@example.com",
    ]
    private static let choices = [
        "Folder", "Program", "folder", "Zone", "createOnly", "updateOnly", "createOrUpdate", "createDuplicate", "short",
        "full", "Default", "email", "id", "on", "off", "active", "Email", "Event", "locked", "is", "contains",
        "client_credentials", FuzzCalls.clientID, FuzzCalls.secret, "Administrator", "Read Only", "Read-Only Lead",
        "Access User Management Api", "GET", "POST", "DELETE", "PUT", "TRACE", "score", "text", "rich text", "date",
    ]
    private static let fields = [
        "email", "firstName", "lastName", "city", "leadScore", "id", "createdAt", "updatedAt", "unsubscribed", "EMAIL",
        "annualRevenue", "dateOfBirth", "colour", "",
    ]
    private static let dates = [
        "2024-03-05", "2024-03-05T12:00:00Z", "2024-03-05T12:00:00Z+0000", "2024-03-05 12:00:00 00:00",
        "2024-03-06T12:00:00-08:00", "0000-00-00", "9999-12-31T23:59:59Z", "99999-01-01", "2024-02-30T25:61:61Z",
        "-0001-01-01T00:00:00Z", "2024-03-05T12:00:00.000000000000Z", "now", "292278994-08-17T07:12:55Z",
    ]
    private static let periods = [
        "3 days", "1 minute", "90 minutes", "1 week", "0 days", "-1 days", "9223372036854775807 days", "1 month",
        "two days", "99999999999999999999 hours", "2 years",
    ]
    static let numbers = [
        "0", "1", "-1", "20", "200", "201", "300", "301", "9223372036854775807", "9223372036854775808",
        "-9223372036854775808", "18446744073709551616", "1e3", "1.0", "1.5", " 7 ", "0x10", "+1", "٣", "007", "NaN",
        "1e400", "-0", "99999999999999999999999999999999999999",
    ]
    private static let hostile = [
        "\u{0}", "a\u{0}b", "'; DROP TABLE lead; --", "\" OR 1=1", "%", "%%%", "\u{202E}abc", "A\u{301}",
        "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}", "\u{FEFF}", "\u{FFFF}", "{{lead.First Name}}",
        "{{my.X:default=}}",
        "{{", "../../etc/passwd", "<script>", "\r\nX: y", "null", "undefined", "[]", "{}", "[[", "{\"a\"",
        "{'id':1,'type':Folder}",
        "{id:1", ",", ",,,,", "1,2,,3, ,x", "a,b", "{\"id\":1}", "{\"id\":1e99,\"type\":\"Folder\"}", "\\u0000", "\\",
    ]

    static func id(_ random: inout SeededGenerator) -> String {
        switch random.below(10) {
        case 0: random.pick(numbers)
        case 1...3: String(random.number(1...14))
        case 4: String(random.number(100_000...100_003))
        case 5: String(random.number(1001...1020))
        default: String(random.number(1001...1004))
        }
    }

    static func text(_ kind: Kind, _ random: inout SeededGenerator) -> String {
        if random.chance(15) { return anything(&random) }
        return switch kind {
        case .id: random.chance(30) ? id(&random) + "," + id(&random) : id(&random)
        case .number: random.chance(60) ? String(random.number(1...200)) : random.pick(numbers)
        case .flag: random.pick(["true", "false", "1", "0", "True", "yes", ""])
        case .text: random.chance(50) ? random.pick(NastyValues.texts) : random.pick(names)
        case .name: random.chance(70) ? random.pick(names) : "New \(random.below(1000))"
        case .date: random.pick(dates)
        case .folder:
            #"{"id":\#(random.pick(["4", "8", "12", "13", "1001", "1002", "1003", "-1", "x"])),"type":"\#(random.pick(["Folder", "Program"]))"}"#
        case .fields: random.some(0...4) { $0.pick(fields) }.joined(separator: ",")
        case .filter: random.pick(fields)
        case .choice: random.pick(choices)
        case .period: random.pick(periods)
        case .leads, .json: json(kind, &random).jsonText
        }
    }

    static func anything(_ random: inout SeededGenerator) -> String {
        switch random.below(6) {
        case 0: random.pick(numbers)
        case 1: random.pick(NastyValues.texts)
        case 2:
            String(repeating: random.pick(["x", "é", ",", "%00", "[", "1"]), count: random.pick([256, 2001, 3000]))
        default: random.pick(hostile)
        }
    }

    static func json(_ kind: Kind, _ random: inout SeededGenerator) -> JSONValue {
        if random.chance(15) { return anyJSON(&random, depth: 3) }
        switch kind {
        case .leads: return .array(random.some(0...4) { lead(&$0) })
        case .id, .number:
            let text = random.pick(numbers)
            return (try? JSONParser.parse(text)) ?? .string(text)
        case .flag: return random.pick([.boolean(true), .boolean(false), .string("true"), .number("1"), .null])
        case .folder, .json:
            return random.chance(50)
                ? ["id": .number(id(&random)).valid, "type": .string(text(.choice, &random))]
                : anyJSON(&random, depth: 2)
        default:
            return random.chance(30)
                ? .array(random.some(0...3) { .string(text(kind, &$0)) }) : .string(text(kind, &random))
        }
    }

    private static func lead(_ random: inout SeededGenerator) -> JSONValue {
        var object = JSONObject()
        for _ in 0..<random.number(0...4) {
            object[random.pick(fields)] = random.chance(60) ? .string(text(.text, &random)) : anyJSON(&random, depth: 1)
        }
        if random.chance(50) { object["email"] = .string("p\(random.below(30))@example.com") }
        if random.chance(30) { object["id"] = .string(String(random.number(1...40))) }
        return .object(object)
    }

    static func anyJSON(_ random: inout SeededGenerator, depth: Int) -> JSONValue {
        switch random.below(depth > 0 ? 8 : 6) {
        case 0: .null
        case 1: .boolean(random.chance(50))
        case 2, 3: JSONValue.number(random.pick(numbers)).valid
        case 4: .string(anything(&random))
        case 5: .string(random.pick(choices))
        case 6: .array(random.some(0...4) { anyJSON(&$0, depth: depth - 1) })
        default:
            .object(
                JSONObject(
                    random.some(0...4) { random in
                        (random.pick(parameters).name, anyJSON(&random, depth: depth - 1))
                    }))
        }
    }
}

extension JSONValue {
    /// A number whose text JSON does not know, as a text.
    fileprivate var valid: JSONValue {
        guard case .number(let text) = self, (try? JSONParser.parse(text)) == nil else { return self }
        return .string(text)
    }
}
