import Testing

@testable import MusterREST

@Suite struct MultipartFormTests {
    private func parse(_ body: String, _ type: String = "multipart/form-data; boundary=xx") throws -> ParameterList {
        try MultipartForm.parameters(of: Array(body.utf8), contentType: try #require(ContentType(type)))
    }

    @Test func partsBecomeParameters() throws {
        let body = """
            preamble\r
            --xx\r
            Content-Disposition: form-data; name="name"\r
            \r
            Smart; "Campaign"\r
            --xx\r
            content-disposition: form-data; name=folder; filename="a.txt"\r
            Content-Type: text/plain\r
            \r
            {"id":5,\r
            "type":"Folder"}\r
            --xx\r
            Content-Disposition: form-data; name="empty"\r
            \r
            \r
            --xx--\r
            epilogue
            """
        let list = try parse(body)
        #expect(list.first("name") == #"Smart; "Campaign""#)
        #expect(list.first("folder") == "{\"id\":5,\r\n\"type\":\"Folder\"}")
        #expect(list.first("empty") == "")
    }

    @Test(arguments: [
        ("", "multipart/form-data; boundary=xx", "empty"),
        (
            "--xx\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--xx", "multipart/form-data; boundary=xx",
            "no end"
        ),
        ("--xx\r\nContent-Disposition: form-data; name=a\r\n\r\n1", "multipart/form-data; boundary=xx", "no delimiter"),
        ("--xx\r\nContent-Type: text/plain\r\n\r\n1\r\n--xx--", "multipart/form-data; boundary=xx", "no name"),
        ("--xx--", "multipart/form-data", "no boundary"),
        ("--yy--", "multipart/form-data; boundary=xx", "another boundary"),
    ])
    func brokenBodiesAreRefused(body: String, type: String, why: String) throws {
        #expect(throws: APIError.invalidMultipart, "\(why)") { try parse(body, type) }
    }

    @Test func noPartsAtAllIsFine() throws {
        #expect(try parse("--xx--\r\n").entries.isEmpty)
    }
}
