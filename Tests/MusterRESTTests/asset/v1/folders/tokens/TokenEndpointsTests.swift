import HTTPTypes
import MusterModel
import MusterStore
import Testing

/// My Tokens: written, read and deleted.
@Suite struct TokenEndpointsTests {
    private static let uri = "/rest/asset/v1/folder/4/tokens.json"

    @Test("written and read back; the answer of a write is the written token alone")
    func written() async throws {
        try await APIFixture.run { api async throws in
            let folder = try await api.folder("Spring")
            let uri = "/rest/asset/v1/folder/\(folder)/tokens.json"
            let fools =
                #"{"name":"April Fools","type":"date","value":"2015-04-01","computedUrl":"https://app.example.muster/#MF1001C3"}"#
            func answer(_ tokens: String...) -> String {
                assetAnswer(
                    #"{"folder":{"type":"Folder","value":1001},"tokens":[\#(tokens.joined(separator: ","))]}"#)
            }
            let written = try await api.post(uri, form: "name=April Fools&type=date&value=2015-04-01&folderType=Folder")
            #expect(written.stable == answer(fools))
            let second = try await api.post(
                uri, json: #"{"name":"{{my.A}}","type":"Text","value":"<b>","folderType":"folder"}"#)
            let text = #"{"name":"A","type":"text","value":"<b>","computedUrl":"https://app.example.muster/#MF1001C3"}"#
            #expect(second.stable == answer(text))
            #expect(try await api.get(uri).stable == answer(text, fools))
            #expect(try await api.get(uri + "?folderType=Folder").stable == answer(text, fools))
        }
    }

    @Test("a program has tokens of its own; what it inherits is not listed")
    func program() async throws {
        try await APIFixture.run { api async throws in
            let folder = try await api.folder("Spring")
            let program = try await api.program("Summit", kind: .event, channel: "Live Event", in: .folder(folder))
            let body = "&type=text&value=x"
            _ = try await api.post(
                "/rest/asset/v1/folder/\(folder)/tokens.json", form: "name=Outer&folderType=Folder" + body)
            let uri = "/rest/asset/v1/folder/\(program)/tokens.json"
            #expect(try await api.get(uri + "?folderType=Program").stable == noAssetsAnswer)
            let golden = assetAnswer(
                """
                {"folder":{"type":"Program","value":1001},"tokens":[{"name":"Inner","type":"text","value":"x",\
                "computedUrl":"https://app.example.muster/#ME1001C3"}]}
                """)
            #expect(try await api.post(uri, form: "name=Inner&folderType=Program" + body).stable == golden)
            #expect(try await api.get(uri + "?folderType=Program").stable == golden)
        }
    }

    @Test("a name that differs at most in case is replaced, type and all")
    func replaced() async throws {
        try await APIFixture.run { api async throws in
            _ = try await api.post(Self.uri, form: "name=Day&type=text&value=x&folderType=Folder")
            _ = try await api.post(Self.uri, form: "name=my.DAY&type=date&value=2026-01-01&folderType=Folder")
            let tokens = try await api.get(Self.uri).record?["tokens"]?.array
            #expect(tokens?.compactMap { $0.object?["name"] } == ["DAY"])
            #expect(tokens?.first?.object?["type"] == "date")
        }
    }

    @Test(
        "every type takes its values as texts",
        arguments: [
            ("date", "2024-02-29", "2024-02-29"), ("number", "-12.5", "-12.5"), ("number", "7", "7"),
            ("number", " 1e3 ", "1e3"), ("rich text", "<p> \u{E4} </p>", "<p> \u{E4} </p>"), ("RICH TEXT", " x", " x"),
            ("score", "+5", "+5"), ("score", "-5", "-5"), ("score", "=5", "=5"), ("score", " 5", "5"),
            ("score", "2147483647", "2147483647"), ("score", "-2147483648", "-2147483648"),
            ("sfdc campaign", "Spring", "Spring"), ("text", "{{lead.City}}", "{{lead.City}}"),
            ("text", String(repeating: "x", count: 524_288), String(repeating: "x", count: 524_288)),
        ])
    func types(type: String, value: String, stored: String) async throws {
        try await APIFixture.run { api async throws in
            let body: JSONValue = [
                "name": .string(String(repeating: "n", count: 50)), "type": .string(type), "value": .string(value),
                "folderType": "Folder",
            ]
            let answer = try await api.post(Self.uri, json: body.jsonText)
            let token = answer.record?["tokens"]?.array?.first?.object
            #expect(token?["value"] == .string(stored))
            #expect(token?["type"] == .string(type.lowercased()))
        }
    }

    @Test(
        "bad tokens to write",
        arguments: [
            ("type=text&value=x&folderType=Folder", "701", "name cannot be blank"),
            ("name={{my.}}&type=text&value=x&folderType=Folder", "701", "name cannot be blank"),
            ("name=A&value=x&folderType=Folder", "701", "type cannot be blank"),
            ("name=A&type=text&folderType=Folder", "701", "value cannot be blank"),
            ("name=A&type=text&value=+&folderType=Folder", "701", "value cannot be blank"),
            ("name=A&type=text&value=x", "701", "folderType cannot be blank"),
            (
                "name=\(String(repeating: "n", count: 51))&type=text&value=x&folderType=Folder", "701",
                "name cannot exceed more than 50 characters"
            ),
            (
                "name=A&type=text&value=\(String(repeating: "x", count: 524_289))&folderType=Folder", "701",
                "value cannot exceed more than 524288 characters"
            ),
            (
                "name=A&type=text&value=x&folderType=Zone", "1001",
                "Invalid value 'Zone'. Required of type 'FolderVariantType'"
            ),
            ("name=A&type=email script&value=x&folderType=Folder", "1003", "Invalid value for 'type': email script"),
            ("name=A&type=date&value=2024-02-30&folderType=Folder", "1003", "Invalid value for 'value': 2024-02-30"),
            ("name=A&type=date&value=02/03/2024&folderType=Folder", "1003", "Invalid value for 'value': 02/03/2024"),
            ("name=A&type=number&value=many&folderType=Folder", "1003", "Invalid value for 'value': many"),
            ("name=A&type=number&value=inf&folderType=Folder", "1003", "Invalid value for 'value': inf"),
            ("name=A&type=score&value=1.5&folderType=Folder", "1003", "Invalid value for 'value': 1.5"),
            ("name=A&type=score&value==&folderType=Folder", "1003", "Invalid value for 'value': ="),
            (
                "name=A&type=score&value=2147483648&folderType=Folder", "1003",
                "Invalid value for 'value': 2147483648"
            ),
            ("name=A&type=text&value=x&folderType=Program", "702", "4 Folder not found"),
        ])
    func refusedWrite(form: String, code: String, message: String) async throws {
        try await APIFixture.run { api async throws in
            try await api.expectRefusal(code, message, .post, Self.uri, .form(form))
        }
    }

    @Test(
        "reads of what is not there",
        arguments: [
            ("75/tokens.json", "702", "75 Folder not found"),
            ("75/tokens.json?folderType=Program", "702", "75 Folder not found"),
            ("4/tokens.json?folderType=Zone", "1001", "Invalid value 'Zone'. Required of type 'FolderVariantType'"),
            ("x/tokens.json", "1001", "Invalid value 'x'. Required of type 'Integer'"), ("4/tokens.json", nil, nil),
        ] as [(String, String?, String?)])
    func refusedRead(call: String, code: String?, message: String?) async throws {
        try await APIFixture.run { api async throws in
            let uri = "/rest/asset/v1/folder/" + call
            guard let code else {
                #expect(try await api.get(uri).stable == noAssetsAnswer, "a folder without tokens")
                return
            }
            try await api.expectRefusal(code, message, .get, uri)
        }
    }

    @Test("deleted by name and type; the answer is the folder")
    func deleted() async throws {
        try await APIFixture.run { api async throws in
            let before = try api.snapshot()
            _ = try await api.post(Self.uri, form: "name=April Fools&type=date&value=2015-04-01&folderType=Folder")
            let answer = try await api.post(
                "/rest/asset/v1/folder/4/tokens/delete.json",
                form: "name={{my.april fools}}&type=date&folderType=Folder")
            #expect(answer.stable == assetAnswer(#"{"id":4}"#))
            #expect(try api.snapshot() == before)
        }
    }

    @Test(
        "bad tokens to delete",
        arguments: [
            ("type=text&folderType=Folder", "701", "name cannot be blank"),
            ("name=A&folderType=Folder", "701", "type cannot be blank"),
            ("name=A&type=text", "701", "folderType cannot be blank"),
            ("name=B&type=text&folderType=Folder", "702", "Token not found"),
            ("name=A&type=date&folderType=Folder", "702", "Token not found"),
            ("name=A&type=colour&folderType=Folder", "1003", "Invalid value for 'type': colour"),
            ("name=A&type=text&folderType=Program", "702", "4 Folder not found"),
        ])
    func refusedDelete(form: String, code: String, message: String) async throws {
        try await APIFixture.run { api async throws in
            _ = try await api.post(Self.uri, form: "name=A&type=text&value=x&folderType=Folder")
            try await api.expectRefusal(
                code, message, .post, "/rest/asset/v1/folder/4/tokens/delete.json", .form(form))
        }
    }
}
