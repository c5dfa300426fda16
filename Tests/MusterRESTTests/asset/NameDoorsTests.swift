import HTTPTypes
import MusterModel
import Testing

/// Every call that gives something a name.
@Suite struct NameDoorsTests {
    @Test("a name with what cannot be seen is refused with its place, at the ends too")
    func refused() async throws {
        let folder = #"{"id":4,"type":"Folder"}"#
        let rows: [(uri: String, body: String, place: String)] = [
            ("/rest/asset/v1/folders.json", #""parent":\#(folder)"#, "name"),
            ("/rest/asset/v1/programs.json", #""folder":\#(folder),"type":"Default","channel":"Blog""#, "name"),
            ("/rest/asset/v1/staticLists.json", #""folder":\#(folder)"#, "name"),
            ("/rest/asset/v1/smartCampaigns.json", #""folder":\#(folder)"#, "name"),
            ("/muster/v1/smartLists.json", #""folder":\#(folder)"#, "name"),
            ("/muster/v1/roles.json", #""permissions":[]"#, "name"),
            ("/muster/v1/users.json", #""permissions":[]"#, "name"),
        ]
        try await APIFixture.run { api async throws in
            let before = try api.snapshot()
            for row in rows {
                for bad in [#"A\u202eB"#, #"A\n"#, #"\tA"#, #"A\u0000"#, #"A\u200b"#] {
                    let answer = try await api.post(row.uri, json: #"{"name":"\#(bad)",\#(row.body)}"#)
                    #expect(answer.error?.code == "709", "\(row.uri): \(answer.text)")
                    #expect(
                        answer.error?.message.hasPrefix("\(row.place): 'A<U+") == true
                            || answer.error?.message.hasPrefix("\(row.place): '<U+0009>A'") == true, "\(answer.text)")
                }
            }
            let token = #"{"name":"A\u202eB","type":"text","value":"x","folderType":"Folder"}"#
            try await api.expectRefusal(
                "709", "name: \(Self.sentence)", .post, "/rest/asset/v1/folder/4/tokens.json", .json(token))
            let type =
                #"{"apiName":"a","name":"N","triggerName":"T","filterName":"A\u202eB","primaryAttribute":{"apiName":"b","name":"B"}}"#
            let made = try await api.post("/rest/v1/activities/external/type.json", json: type)
            #expect(made.error?.code == "709", "\(made.text)")
            #expect(made.error?.message == "filterName: \(Self.sentence)", "\(made.text)")
            #expect(try api.snapshot() == before)
        }
    }

    private static let sentence = """
        'A<U+202E>B' has U+202E as character 2; leave it out: names take no control characters, no ends of lines and \
        none that cannot be seen
        """
}
