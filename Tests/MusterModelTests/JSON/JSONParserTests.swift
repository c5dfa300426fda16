import MusterModel
import Testing

@Suite struct JSONParserTests {
    @Test(arguments: [
        ("null", "null"), ("true", "true"), (" false\n", "false"), ("0", "0"), ("-0", "-0"), ("1e3", "1e3"),
        ("-12.50E-2", "-12.50E-2"), ("[]", "[]"), ("[ ]", "[]"), ("{}", "{}"), ("[1, [2]]", "[1,[2]]"),
        ("{\"a\": {\"b\": []}, \"c\": null}", "{\"a\":{\"b\":[]},\"c\":null}"), ("\t[\r\n1 ]", "[1]"),
    ])
    func strictReads(text: String, expected: String) throws {
        #expect(try JSONParser.parse(text).jsonText == expected)
    }

    @Test(arguments: [
        ("", ""), ("a\\\"b\\\\c\\/d", "a\"b\\c/d"), ("\\b\\f\\n\\r\\t", "\u{8}\u{c}\n\r\t"), ("\\u00e4\\u20AC", "ä€"),
        ("\\ud83d\\ude00", "😀"), ("\\ud83d", "\u{FFFD}"), ("\\ud83dx", "\u{FFFD}x"), ("\\ude00", "\u{FFFD}"),
        ("\\ud83d\\u0041", "\u{FFFD}A"), ("é", "é"), ("\\u0000", "\0"),
    ])
    func readsStrings(inside: String, expected: String) throws {
        #expect(try JSONParser.parse("\"\(inside)\"") == .string(expected))
    }

    @Test(arguments: [
        "", " ", "nul", "True", "truex", "01", "-", "1.", ".5", "1e", "+1", "0x10", "NaN", "'a'", "\"a", "\"\\x\"",
        "\"\\u12\"",
        "\"\\u12G4\"", "\"a\tb\"", "[1,]", "[1 2]", "[", "]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{\"a\"=1}",
        "{,}",
        "1 2", "[1]]", "\u{FEFF}1", "// c\n1",
    ])
    func strictRefuses(text: String) {
        #expect(throws: JSONError.self) { try JSONParser.parse(text) }
    }

    static let relaxed: [(text: String, expected: String, why: Comment)] = [
        ("{'id': 12, 'type': Folder}", #"{"id":12,"type":"Folder"}"#, "from Adobe's own samples"),
        (#"{"id":1056,"type"="Folder"}"#, #"{"id":1056,"type":"Folder"}"#, "recorded, with an equals sign"),
        ("{id: 12 , type : Email Batch }", #"{"id":12,"type":"Email Batch"}"#, "blanks after a number, inside a word"),
        (#"{ "id" : 12 }"#, #"{"id":12}"#, "a number stays one before a blank"),
        ("[1 , 2 ]", "[1,2]", "in lists as well"),
        (#"{"a":True,"b":False,"c":None}"#, #"{"a":true,"b":false,"c":null}"#, "a printed Python dict"),
        (#"{'a': 'it\'s',}"#, #"{"a":"it's"}"#, "a trailing comma"),
        ("[1,2,]", "[1,2]", "in lists too"),
        ("2024-05-01", #""2024-05-01""#, "a date is a word"),
        ("7 Days", #""7 Days""#, "and so is what only begins like a number"),
        ("{\"a\":-x}", #"{"a":"-x"}"#, "or with a minus"),
    ]

    @Test(arguments: relaxed)
    func relaxedReads(text: String, expected: String, why: Comment) throws {
        #expect(try JSONParser.parse(text, .relaxed).jsonText == expected, why)
    }

    @Test(arguments: ["", "{", "{'a'", "{'a':'b}", "{:1}", "[1", "{'a' 'b'}", "}", "{'a':1}x}"])
    func relaxedRefuses(text: String) {
        #expect(throws: JSONError.self) { try JSONParser.parse(text, .relaxed) }
    }

    @Test(arguments: [JSONParser.Grammar.strict, .relaxed])
    func nestingIsLimited(grammar: JSONParser.Grammar) throws {
        let deepest = JSONParser.maximumDepth
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + "1" + String(repeating: "]", count: depth)
        }
        _ = try JSONParser.parse(nested(deepest), grammar)
        #expect(throws: JSONError.self) { try JSONParser.parse(nested(deepest + 1), grammar) }
        #expect(throws: JSONError.self) {
            try JSONParser.parse(String(repeating: "{\"a\":", count: 100_000), grammar)
        }
    }

    @Test(arguments: [JSONParser.Grammar.strict, .relaxed])
    func boundsCountWhatThereIs(grammar: JSONParser.Grammar) throws {
        let bounds = JSONParser.Bounds(members: 2, values: 6)
        for (text, isWithin) in [
            (#"{"a":{"b":1,"c":2},"d":[3,4]}"#, false), (#"{"a":{"b":1,"c":2},"d":[3]}"#, true),
            (#"{"a":1,"b":2,"c":3}"#, false), (#"{"a":1,"a":2,"a":3}"#, false), (#"[1,2,3,4,5]"#, true),
            (#"[1,2,3,4,5,6]"#, false),
        ] {
            do throws(JSONError) {
                let value = try JSONParser.parse(Array(text.utf8), grammar, within: bounds)
                #expect(isWithin && value.jsonText == text, "\(text)")
            } catch {
                #expect(!isWithin && error.isBound, "\(text): \(error)")
            }
        }
        let broken = #expect(throws: JSONError.self) { try JSONParser.parse("[1", grammar) }
        #expect(broken?.isBound == false)
    }

    @Test(
        arguments: [
            [0x22, 0xFF, 0x22], [0x22, 0xC3, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
            [0x22, 0xF5, 0x80, 0x80, 0x80, 0x22],
        ] as [[UInt8]])
    func refusesBytesThatAreNotUTF8(bytes: [UInt8]) {
        #expect(throws: JSONError.self) { try JSONParser.parse(bytes) }
        #expect(throws: JSONError.self) { try JSONParser.parse(bytes, .relaxed) }
    }

    @Test func errorsSayWhere() throws {
        let error = #expect(throws: JSONError.self) { try JSONParser.parse("{\"a\":1 \"b\"}") }
        #expect(error?.offset == 7)
        #expect(error?.description == "',' or '}' is missing at byte 7")
    }

    @Test(arguments: [3, 40])
    func ofAKeyGivenTwiceTheLastValueCountsInTheFirstPlace(count: Int) throws {
        let text = "{" + (0..<count).map { "\"k\($0)\":\($0)," }.joined() + "\"k1\":\"again\"}"
        let object = try #require(try JSONParser.parse(text).object)
        #expect(object.keys == (0..<count).map { "k\($0)" })
        #expect(object["k1"] == "again")
    }

    @Test func keysThatDifferInNormalisationAreTwo() throws {
        let object = try #require(try JSONParser.parse("{\"\u{E9}\":1,\"e\u{301}\":2}").object)
        #expect(object.members.count == 2)
        #expect(object["\u{E9}"] == 1)
    }
}
