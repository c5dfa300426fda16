import MusterModel
import Testing

@Suite struct JSONWriterTests {
    private func written(_ body: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter()
        body(&writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test func commasStandBetweenMembersAndElementsOnly() {
        let text = written { writer in
            writer.object { writer in
                writer.member("a", 1)
                writer.key("b")
                writer.array([1, 2, 3]) { $0.integer($1) }
                writer.key("c")
                writer.array { writer in
                    writer.object { _ in }
                    writer.array { _ in }
                    writer.null()
                }
                writer.member("d", true)
                writer.key("e" as String)
                writer.raw("[0]")
            }
        }
        #expect(text == #"{"a":1,"b":[1,2,3],"c":[{},[],null],"d":true,"e":[0]}"#)
    }

    @Test func absentIsNotNull() {
        let text = written { writer in
            writer.object { writer in
                writer.member("a", ifPresent: nil)
                writer.member("b", ifPresent: "x")
                writer.member("c", orNull: nil)
                writer.member("d", orNull: "")
                writer.member("e", LeadID(7))
            }
        }
        #expect(text == #"{"b":"x","c":null,"d":"","e":7}"#)
    }

    @Test(arguments: [
        ("a\"b", #""a\"b""#), ("a\\b", #""a\\b""#), ("a/b", #""a/b""#), ("\n\r\t", #""\n\r\t""#),
        ("\u{0}\u{1f}", "\"\\u0000\\u001f\""),
        ("\u{7f}é😀", "\"\u{7f}é😀\""), ("\u{8}", "\"\\u0008\""),
    ])
    func escapesWhatMustBe(text: String, expected: String) {
        #expect(JSONValue.string(text).jsonText == expected)
    }

    @Test(arguments: [
        #"{"a":[1,2.50,{"b":null}],"ü":"\"\\","c":true}"#, #"[]"#, #"{}"#, #""😀""#, #"-1E+2"#, #"[[],{},[{"":""}]]"#,
    ])
    func writesWhatItRead(text: String) throws {
        #expect(try JSONParser.parse(text).jsonText == text)
    }
}
