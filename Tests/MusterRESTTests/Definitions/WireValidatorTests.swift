import MusterModel
import Testing

@Suite struct WireValidatorTests {
    private static let definitions = """
        {"Reference": {"type": "object", "required": ["id", "type"],
           "properties": {"id": {"type": "integer"}, "type": {"type": "string", "enum": ["Folder", "Program"]}}},
         "Record": {"type": "object", "required": ["id", "name"],
           "properties": {"id": {"type": "integer"}, "name": {"type": "string", "pattern": "[a-z]+"},
             "folder": {"of": "Reference", "nullable": true},
             "values": {"type": "array", "items": {"type": ["string", "number"]}, "minItems": 1, "maxItems": 2},
             "either": {"anyOf": [{"type": "boolean"}, "Reference"]}}},
         "Open": {"type": "object", "required": ["id"],
           "properties": {"id": {"type": "integer"}, "*": {"type": "string"}, "last": {"type": "boolean"}}},
         "Narrow": {"of": "Record", "with": ["folder"], "without": ["values"], "enum": {"name": ["a", "b"]}}}
        """

    private static func validator() throws -> WireValidator {
        let schemas = try #require(try JSONParser.parse(definitions).object)
        return WireValidator(
            definitions: try schemas.members.reduce(into: [:]) { all, member in
                all[member.key] = try WireSchema(member.value, at: member.key)
            })
    }

    @Test(
        "what fits and what does not",
        arguments: [
            ("Record", #"{"id":1,"name":"a"}"#, nil),
            ("Record", #"{"id":1,"name":"a","folder":null,"values":["x",2],"either":true}"#, nil),
            ("Record", #"{"id":1,"name":"a","either":{"id":2,"type":"Folder"}}"#, nil),
            ("Record", #"{"name":"a","id":1}"#, "x: id comes after name"),
            ("Record", #"{"id":1}"#, "x: lacks name"),
            ("Record", #"{"id":1,"name":"a","more":1}"#, "x: has the member more, which nobody knows"),
            ("Record", #"{"id":"1","name":"a"}"#, #"x.id: "1" is no integer"#),
            ("Record", #"{"id":1.0,"name":"a"}"#, "x.id: 1.0 is no integer"),
            ("Record", #"{"id":null,"name":"a"}"#, "x.id: null is no integer"),
            ("Record", #"{"id":1,"name":"A"}"#, #"x.name: "A" does not match ^(?:[a-z]+)\z"#),
            ("Record", #"{"id":1,"name":"a\n"}"#, #"x.name: "a\n" does not match ^(?:[a-z]+)\z"#),
            (
                "Record", #"{"id":1,"name":"a","folder":{"id":1,"type":"FOLDER"}}"#,
                #"x.folder.type: "FOLDER" is none of "Folder", "Program""#
            ),
            ("Record", #"{"id":1,"name":"a","folder":{"type":"Folder","id":1}}"#, "x.folder: id comes after type"),
            ("Record", #"{"id":1,"name":"a","values":[]}"#, "x.values: has 0 elements"),
            ("Record", #"{"id":1,"name":"a","values":[1,2,3]}"#, "x.values: has 3 elements"),
            ("Record", #"{"id":1,"name":"a","values":[true]}"#, "x.values[0]: true is no string or number"),
            ("Record", #"{"id":1,"name":"a","either":5}"#, "x.either: 5 is no boolean"),
            ("Record", "[]", "x: [] is no object"),
            ("Open", #"{"id":1,"any":"a","other":"b","last":true}"#, nil),
            ("Open", #"{"any":"a","id":1,"other":"b","last":true}"#, nil),
            ("Open", #"{"id":1,"last":true,"any":"a"}"#, "x: any comes after last"),
            ("Open", #"{"any":"a","last":true,"id":1}"#, "x: id comes after last"),
            ("Open", #"{"id":1,"any":2}"#, "x.any: 2 is no string"),
            ("Narrow", #"{"id":1,"name":"a","folder":null}"#, nil),
            ("Narrow", #"{"id":1,"name":"a"}"#, "x: lacks folder"),
            ("Narrow", #"{"id":1,"name":"a","folder":null,"values":[1]}"#, "x: has values"),
            ("Narrow", #"{"id":1,"name":"c","folder":null}"#, #"x.name: "c" is none of its words"#),
            ("Missing", "1", "x: there is no definition Missing"),
        ] as [(String, String, String?)])
    func fits(schema: String, text: String, fault: String?) throws {
        let faults = try Self.validator().faults(try JSONParser.parse(text), .reference(schema), at: "x")
        #expect(faults.first == fault)
    }

    @Test(
        "a schema that makes no sense is refused",
        arguments: [
            "{}", "5", #"{"type":"text"}"#, #"{"type":"string","minimum":1}"#, #"{"type":"array"}"#,
            #"{"type":"object","properties":{}}"#, #"{"type":"object","required":["a"],"properties":{}}"#,
            #"{"type":"string","pattern":"("}"#, #"{"type":["string","array"]}"#, #"{"of":"A","type":"string"}"#,
        ])
    func nonsense(text: String) throws {
        let json = try JSONParser.parse(text)
        #expect(throws: WireSchemaError.self) { try WireSchema(json, at: "x") }
    }
}
