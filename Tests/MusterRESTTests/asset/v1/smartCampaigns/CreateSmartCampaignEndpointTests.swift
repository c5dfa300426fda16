import HTTPTypes
import MusterModel
import MusterStore
import Testing

@Suite struct CreateSmartCampaignEndpointTests {
    private static let uri = "/rest/asset/v1/smartCampaigns.json"
    private static let golden = assetAnswer(
        """
        {"id":1001,"name":"Webinar follow-up","description":"","createdAt":"2024-03-05T12:00:00Z+0000",\
        "updatedAt":"2024-03-05T12:00:00Z+0000","folder":{"id":4,"type":"Folder"},"status":"Never Run",\
        "type":"batch","isSystem":false,"isActive":false,"isRequestable":false,\
        "isCommunicationLimitEnabled":true,"recurrence":{"weekdayOnly":false},"qualificationRuleType":"once",\
        "workspace":"Default","smartListId":1001,"flowId":1001,\
        "computedUrl":"https://app.example.muster/#SC1001A1"}
        """)

    @Test(
        "parameters may come from a form, the query, JSON or multipart",
        arguments: [
            (uri, APIBody.form(#"name=+Webinar%20follow-up+&folder={"id":4,"type":"Folder"}"#)),
            (uri + "?name=Webinar%20follow-up&folder=%7B'id':%204,%20'type':%20Folder%7D", .none),
            (uri + "?name=Webinar+follow-up&folder=4", .raw("", contentType: "application/json")),
            (uri, .json(#"{"Name":"Webinar follow-up","folder":{"type":"FOLDER","id":"4"},"unknown":1}"#)),
            (uri, .form("name=Webinar+follow-up&folder[id]=4&folder[type]=Folder&description=")),
            (
                uri,
                .multipart(
                    "--x\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nWebinar follow-up\r\n--x\r\nContent-Disposition: form-data; name=\"folder\"\r\n\r\n{\"id\":4,\"type\"=\"Folder\"}\r\n--x--\r\n",
                    boundary: "x")
            ),
        ])
    func created(uri: String, body: APIBody) async throws {
        try await APIFixture.run { api async throws in
            let answer = try await api.call(.post, uri, body)
            #expect(answer.stable == Self.golden)
            #expect(try await api.get("/rest/asset/v1/smartCampaign/1001.json").stable == Self.golden)
        }
    }

    @Test("in a folder of a program the program is named as the parent")
    func inProgram() async throws {
        try await APIFixture.run { api async throws in
            let program = try await api.program("Spring")
            let folder = try await api.folder("Campaigns", in: .program(program))
            let answer = try await api.post(Self.uri, form: #"name=A&folder={"id":\#(folder),"type":"Folder"}"#)
            #expect(answer.record?["folder"]?.jsonText == #"{"id":\#(folder),"type":"Folder"}"#)
            #expect(answer.record?["parentProgramId"] == .integer(program.rawValue))
            let direct = try await api.post(Self.uri, form: #"name=A&folder={"id":\#(program),"type":"program"}"#)
            #expect(direct.record?["folder"]?.jsonText == #"{"id":\#(program),"type":"Program"}"#)
        }
    }

    @Test(
        "names, descriptions and folders that are refused",
        arguments: [
            (.form("folder=4"), "701", "name cannot be blank"),
            (.form("name=%20&folder=4"), "701", "name cannot be blank"),
            (.form("name=A"), "701", "folder cannot be blank"),
            (.form("name=A&folder="), "701", "folder cannot be blank"),
            (.json(#"{"name":null,"folder":4}"#), "701", "name cannot be blank"),
            (
                .form("name=\(String(repeating: "x", count: 256))&folder=4"), "701",
                "name cannot exceed more than 255 characters"
            ),
            (
                .form("name=A&folder=4&description=\(String(repeating: "x", count: 2001))"), "701",
                "description cannot exceed more than 2000 characters"
            ),
            (.form("name=A&folder=here"), "1001", nil),
            (.form(#"name=A&folder={"id":4}"#), "1001", nil),
            (.form(#"name=A&folder={"type":"Folder"}"#), "1001", nil),
            (.form(#"name=A&folder={"id":4.5,"type":"Folder"}"#), "1001", nil),
            (.form("name=A&folder=[4]"), "1001", nil),
            (
                .form(#"name=A&folder={"id":4,"type":"Zone"}"#), "1001",
                "Invalid value 'Zone'. Required of type 'FolderVariantType'"
            ),
            (.json(#"{"name":{"a":1},"folder":4}"#), "1001", nil),
            (.form("name=A&folder=999"), "710", "Parent Folder not found"),
            (.form(#"name=A&folder={"id":4,"type":"Program"}"#), "710", "Parent Folder not found"),
            (.form("name=A&folder=12"), "711", "Invalid folder type for smart campaign"),
            (.form("name=A&folder=8"), "711", "Invalid folder type for smart campaign"),
            (.form("name=Taken&folder=4"), "709", "Smart Campaign with the same name already exists"),
            (.form("name=+Taken&folder=4"), "709", "Smart Campaign with the same name already exists"),
            (.json(#"{"name":"A","folder":4"#), "609", "Invalid JSON"),
            (.json("[1]"), "609", "Invalid JSON"),
            (.raw("name=A", contentType: "text/plain"), "612", "Invalid Content Type"),
            (.multipart("--x\r\nbroken", boundary: "x"), "613", "Invalid Multipart Request"),
        ] as [(APIBody, String, String?)])
    func refused(body: APIBody, code: String, message: String?) async throws {
        try await APIFixture.run { api async throws in
            try await api.campaign("Taken")
            try await api.expectRefusal(code, message, .post, Self.uri, body)
        }
    }

    @Test("255 characters of name and 2,000 of description fit, and a name may be used in another folder")
    func limits() async throws {
        try await APIFixture.run { api async throws in
            let name = String(repeating: "ü", count: 255)
            let text = String(repeating: "x", count: 2000)
            let other = try await api.folder("Other")
            for folder in [4, other.rawValue] {
                let answer = try await api.post(
                    Self.uri, json: #"{"name":"\#(name)","folder":\#(folder),"description":"\#(text)"}"#)
                #expect(answer.record?["name"] == .string(name))
                #expect(answer.record?["description"] == .string(text))
            }
        }
    }
}
