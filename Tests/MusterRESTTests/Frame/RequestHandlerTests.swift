import HTTPTypes
import Hummingbird
import HummingbirdTesting
import MusterModel
import Testing

@Suite struct RequestHandlerTests {
    @Test(arguments: [
        ("GET", "/rest/v1/nothing.json", "610", "Requested resource not found"),
        ("GET", "/nothing", "610", "Requested resource not found"),
        ("GET", "/rest/v1/../../../x", "610", "Requested resource not found"),
        ("GET", "/bulk/v1/leads/export.json", "610", "Requested resource not found"),
        ("PATCH", "/rest/v1/leads.json", "605", "Request method 'PATCH' not supported"),
        ("TRACE", "/rest/v1/leads.json", "605", "Request method 'TRACE' not supported"),
        ("POST", "/rest/v1/leads/describe.json", "605", "Request method 'POST' not supported"),
        ("POST", "/rest/v1/leads.json?_method=PATCH", "605", "Request method 'PATCH' not supported"),
        ("GET", "/rest/v1/lead/abc.json", "1001", "Invalid value 'abc'. Required of type 'Integer'"),
        ("GET", "/rest/v1/lead/0.json", "1001", "Invalid value '0'. Required of type 'Integer'"),
        ("GET", "/rest/v1/lead/-1.json", "1001", "Invalid value '-1'. Required of type 'Integer'"),
        (
            "GET", "/rest/v1/lead/9223372036854775808.json", "1001",
            "Invalid value '9223372036854775808'. Required of type 'Integer'"
        ),
        ("GET", "/rest/v1/lists.json?name=%ff", "1003", "Invalid request. Please check and try again."),
    ])
    func pathsAndMethods(method: String, uri: String, code: String, message: String) async throws {
        try await APIFixture.run { api in
            try await api.expectRefusal(code, message, try #require(HTTPRequest.Method(method)), uri)
        }
    }

    /// For an endpoint that takes JSON.
    @Test(arguments: [
        (APIBody.raw("{}", contentType: nil), "612", "Invalid Content Type"),
        (.raw("<a/>", contentType: "application/xml"), "612", "Invalid Content Type"),
        (.form("input=1"), "612", "Invalid Content Type"),
        (.multipart("--x--", boundary: "x"), "612", "Invalid Content Type"),
        (.json("{"), "609", "Invalid JSON"),
        (.json("[]"), "609", "Invalid JSON"),
        (.json("{'input':1}"), "609", "Invalid JSON"),
        (.raw("\u{feff}{}", contentType: "application/json; charset=utf-8"), "609", "Invalid JSON"),
        (.json(""), "1003", "Leads not specified"),
        (.none, "1003", "Leads not specified"),
        (.raw("{}", contentType: "APPLICATION/JSON;charset=UTF-8"), "1003", "Leads not specified"),
    ])
    func contentTypes(body: APIBody, code: String, message: String) async throws {
        try await APIFixture.run { api in
            try await api.expectRefusal(code, message, .post, "/rest/v1/leads.json", body)
        }
    }

    @Test func bytesThatAreNotUTF8AreNoJSON() async throws {
        try await APIFixture.run { api in
            let bytes: [UInt8] = Array(#"{"input":[{"email":""#.utf8) + [0xff] + Array(#""}]}"#.utf8)
            let response = try await api.client.executeRequest(
                uri: "/rest/v1/leads.json", method: .post,
                headers: [.authorization: "Bearer \(api.token)", .contentType: "application/json"],
                body: ByteBuffer(bytes: bytes))
            #expect(String(buffer: response.body).contains("\"609\""))
        }
    }

    @Test func pathsAreNormalisedBeforeRouting() async throws {
        try await APIFixture.run { api in
            for uri in ["//rest//v1//lists.json", "/rest/x/../v1/lists.json/", "/rest/v1/%6Cists.json"] {
                let answer = try await api.get(uri)
                #expect(answer.isSuccess, "\(uri)")
            }
        }
    }

    /// `_method` in the query or in a form; other bodies of a GET are parameters then.
    @Test func methodsCanBeTunnelled() async throws {
        try await APIFixture.run { api in
            let list = try await api.staticList("One")
            let lead = try await api.lead("a@example.com")
            let inQuery = try await api.post("/rest/v1/lists.json?_method=GET", form: "id=\(list)&id=99")
            #expect(inQuery.result?.count == 1, "\(inQuery.text)")
            let inForm = try await api.post(
                "/rest/v1/leads.json", form: "_method=get&filterType=id&filterValues=\(lead)")
            #expect(inForm.result?.count == 1, "\(inForm.text)")
            let ignored = try await api.post("/rest/v1/leads.json?_method=POST", json: "{}")
            #expect(ignored.error?.message == "Leads not specified")
            let deleted = try await api.post(
                "/rest/v1/leads.json?_method=DELETE", json: #"{"input":[{"id":\#(lead)}]}"#)
            #expect(deleted.result == [["id": .integer(lead.rawValue), "status": "deleted"]])
        }
    }

    @Test func theBodyOfAGetIsIgnored() async throws {
        try await APIFixture.run { api in
            let answer = try await api.call(
                .get, "/rest/v1/lists.json", .raw("{broken", contentType: "application/json"))
            #expect(answer.isSuccess)
        }
    }

    @Test func headIsGetWithoutABody() async throws {
        try await APIFixture.run { api in
            let get = try await api.get("/rest/v1/lists.json")
            let head = try await api.call(.head, "/rest/v1/lists.json")
            #expect(head.status == .ok)
            #expect(head.text == "")
            #expect(head.headers[.contentLength] == get.headers[.contentLength])
        }
    }

    @Test func sizes() async throws {
        try await APIFixture.run { api in
            let start = "/rest/v1/lists.json?name="
            let fits = try await api.get(start + String(repeating: "x", count: 8192 - start.utf8.count))
            #expect(fits.isSuccess)
            let long = try await api.get(start + String(repeating: "x", count: 8193 - start.utf8.count))
            #expect(long.status == .uriTooLong)
            #expect(long.text == "")

            let before = try api.snapshot()
            let body = #"{"input":[{"email":"a@example.com"}],"x":""#
            let fill = (1 << 20) - body.utf8.count - 2
            let large = try await api.post(
                "/rest/v1/leads.json", json: body + String(repeating: "x", count: fill + 1) + "\"}")
            #expect(large.status == .contentTooLarge)
            #expect(large.text == "")
            #expect(try api.snapshot() == before)
            let largest = try await api.post(
                "/rest/v1/leads.json", json: body + String(repeating: "x", count: fill) + "\"}")
            #expect(largest.isSuccess, "\(largest.text.prefix(200))")
        }
    }

    @Test func largeAnswersAreCompressedOnRequest() async throws {
        try await APIFixture.run { api in
            let uri = "/rest/v1/activities/types.json"
            let plain = try await api.get(uri)
            #expect(plain.headers[.contentEncoding] == nil)
            let compressed = try await api.call(.get, uri, headers: [.acceptEncoding: "deflate, gzip;q=0.5"])
            #expect(compressed.headers[.contentEncoding] == "gzip")
            #expect(compressed.headers[.vary] == "Accept-Encoding")
            #expect(compressed.buffer.readableBytes < plain.buffer.readableBytes / 4)
            #expect(Array(compressed.buffer.readableBytesView.prefix(2)) == [0x1f, 0x8b])
            let refused = try await api.call(.get, uri, headers: [.acceptEncoding: "gzip;q=0"])
            #expect(refused.headers[.contentEncoding] == nil)
            let small = try await api.call(.get, "/rest/v1/lists.json", headers: [.acceptEncoding: "gzip"])
            #expect(small.headers[.contentEncoding] == nil)
        }
    }

    @Test func answersAreCompactJSONWithARequestID() async throws {
        try await APIFixture.run { api in
            let answer = try await api.get("/rest/v1/lists.json")
            #expect(answer.headers[.contentType] == "application/json;charset=UTF-8")
            #expect(answer.stable == ##"{"requestId":"#","result":[],"success":true}"##)
            let id = try #require(answer.json?["requestId"]?.text)
            #expect(id.hasSuffix("#" + String(api.clock.now.milliseconds, radix: 16)))
        }
    }
}
