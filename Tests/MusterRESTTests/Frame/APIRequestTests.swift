import MusterModel
import Testing

@testable import MusterREST

/// The accessors of parameters.
@Suite struct APIRequestTests {
    private func request(
        _ family: APIFamily = .asset, query: String = "", form: String = "", json: String? = nil
    ) throws -> APIRequest {
        APIRequest(
            family: family, route: Route(.post, "/rest/asset/v1/thing/{id}.json"), slots: ["7"], slotNames: ["id"],
            query: try ParameterList(urlEncoded: query.utf8),
            form: try ParameterList(urlEncoded: form.utf8),
            json: try json.map { try #require(try JSONParser.parse($0).object) }, authorization: nil)
    }

    @Test func sourcesHaveTheirOrder() throws {
        #expect(try request(query: "id=8&a=1", form: "id=9&A=2").text("id") == "7", "the path wins")
        #expect(try request(query: "a=1", form: "A=2").text("a") == "2", "the body beats the query")
        #expect(try request(query: "a=1", json: #"{"a ":2}"#).text("A") == "2")
        #expect(try request(query: "a=1", json: #"{"a":null}"#).text("a") == "1", "null is not given")
        #expect(try request(query: "a=1&a=2").text("a") == "1")
    }

    @Test func emptyTextsCountAsNotGiven() throws {
        let given = try request(query: "name=&description=&blank=%20")
        #expect(try given.text("name") == nil)
        #expect(try given.givenText("description") == "")
        #expect(try given.assetText("description", limit: 5) == "")
        #expect(try given.integer("blank") == nil)
        #expect(throws: APIError.blank("name")) { try given.assetName() }
        #expect(throws: APIError.blank("blank")) { try given.requiredText("blank") }
        #expect(throws: APIError(.missingValue, "Missing value for the required parameter 'x'")) {
            try request(.lead).requiredText("x")
        }
    }

    @Test func namesOfAssets() throws {
        #expect(try request(query: "name=%20a%20b%20").assetName() == "a b")
        #expect(try request().assetName() == nil)
        #expect(throws: APIError.blank("name")) { try request().requiredAssetName() }
        #expect(try request(form: "name=" + String(repeating: "é", count: 255)).assetName()?.count == 255)
        #expect(throws: APIError(.unacceptableField, "name cannot exceed more than 255 characters")) {
            try request(form: "name=" + String(repeating: "x", count: 256)).assetName()
        }
        #expect(throws: APIError(.invalidType, #"Invalid value '{"a":1}'. Required of type 'String'"#)) {
            try request(json: #"{"name":{"a":1}}"#).assetName()
        }
    }

    @Test(arguments: [
        ("true", true), ("True", true), ("1", true), ("FALSE", false), ("0", false), ("", nil),
    ])
    func booleans(text: String, expected: Bool?) throws {
        #expect(try request(query: "b=\(text)").boolean("b") == expected)
    }

    @Test func valuesOfTheWrongType() throws {
        #expect(throws: APIError.invalidType("yes", "Boolean")) { try request(query: "b=yes").boolean("b") }
        #expect(throws: APIError.invalidType("1.5", "Integer")) { try request(query: "n=1.5").integer("n") }
        #expect(throws: APIError.invalidType("[1]", "Integer")) { try request(json: #"{"n":[1]}"#).integer("n") }
        #expect(throws: APIError.invalidDate(in: .asset)) { try request(query: "d=soon").instant("d") }
        #expect(throws: APIError.invalidDate(in: .lead)) { try request(.lead, query: "d=2024-02-30").instant("d") }
        #expect(try request(json: #"{"n":"12"}"#).integer("n") == 12)
        #expect(try request(json: #"{"n":12}"#).integer("n") == 12)
    }

    @Test(
        arguments: [
            ("id=1&id=2", "", nil, ["1", "2"]), ("id=1,%202,", "", nil, ["1", "2"]),
            ("id=1,2&id=3", "", nil, ["1", "2", "3"]),
            ("id=9", "id=1&id=2,3", nil, ["1", "2", "3"]), ("id=9", "", #"{"id":[1,"2"]}"#, ["1", "2"]),
            ("", "", #"{"id":"1,2"}"#, ["1", "2"]), ("id=,", "", nil, []), ("", "", nil, []),
        ] as [(String, String, String?, [String])])
    func lists(query: String, form: String, json: String?, expected: [String]) throws {
        // The route's own slot would win over a parameter of its name.
        let given = try request(
            query: query.replacing("id", with: "x"), form: form.replacing("id", with: "x"),
            json: json?.replacing("id", with: "x"))
        #expect(try given.list("x") == expected)
    }

    private static let folders: [(String, FolderReference, String)] = [
        (#"{"id":5,"type":"Folder"}"#, .init(.folder, 5), "as documented"),
        (#"{"type": "folder","id": 640}"#, .init(.folder, 640), "the seed page"),
        (#"{"id":"5","type":"PROGRAM","x":1}"#, .init(.program, 5), "text, any case, extra members"),
        ("{'id': 12, 'type': Folder}", .init(.folder, 12), "marketorestpython"),
        (#"{"id":1056,"type"="Folder"}"#, .init(.folder, 1056), "Adobe's e-mail page"),
        ("31", .init(.folder, 31), "a bare id"),
    ]

    @Test(arguments: folders)
    func folderReferences(text: String, expected: FolderReference, why: String) throws {
        var form = ParameterList()
        form.append("folder", text)
        let given = APIRequest(
            family: .asset, route: Route(.post, "/x"), slots: [], slotNames: [], query: ParameterList(), form: form,
            json: nil, authorization: nil)
        #expect(try given.folder("folder") == expected, "\(why)")
    }

    @Test func foldersInOtherForms() throws {
        #expect(try request(json: #"{"folder":{"id":5,"type":"Program"}}"#).folder("folder") == .init(.program, 5))
        #expect(try request(form: "folder%5Bid%5D=5&folder%5Btype%5D=Folder").folder("folder") == .init(.folder, 5))
        #expect(try request(query: "folder[id]=5&folder[type]=program").folder("folder") == .init(.program, 5))
        #expect(try request(query: "folder=").folder("folder") == nil)
        #expect(throws: APIError.blank("folder")) { try request().requiredFolder() }
    }

    @Test(arguments: ["Folder", "[5]", #"{"id":5}"#, #"{"type":"Folder"}"#, #"{"id":1.5,"type":"Folder"}"#, "{", "5.5"])
    func whatIsNoFolderReference(text: String) throws {
        var form = ParameterList()
        form.append("folder", text)
        let given = APIRequest(
            family: .asset, route: Route(.post, "/x"), slots: [], slotNames: [], query: ParameterList(), form: form,
            json: nil, authorization: nil)
        let error = try #require(throws: APIError.self) { try given.folder("folder") }
        #expect(error.code == .invalidType)
    }

    @Test func anUnknownTypeOfFolder() throws {
        #expect(throws: APIError(.invalidType, "Invalid value 'Unacceptable'. Required of type 'FolderVariantType'")) {
            try request(json: #"{"folder":{"id":5,"type":"Unacceptable"}}"#).folder("folder")
        }
    }

    @Test func pagesOfAssets() throws {
        #expect(try request().offsetPage() == (0, 20))
        #expect(try request(query: "offset=40&maxReturn=200").offsetPage() == (40, 200))
        #expect(throws: APIError(.unacceptableField, "maxReturn cannot be greater than 200")) {
            try request(query: "maxReturn=201").offsetPage()
        }
        #expect(throws: APIError(.unacceptableField, "maxReturn cannot be less than 1")) {
            try request(query: "maxReturn=0").offsetPage()
        }
        #expect(throws: APIError(.unacceptableField, "offset cannot be less than 0")) {
            try request(query: "offset=-1").offsetPage()
        }
        #expect(try request(.lead, query: "batchSize=1000").batchSize() == 300)
    }

    @Test func windowsOfUpdates() throws {
        let window = try request(
            query: "earliestUpdatedAt=2016-09-10T23:15:00-00:00&latestUpdatedAt=2016-09-10T23:17:00.999Z"
        ).updatedWindow()
        #expect(window.from?.iso8601 == "2016-09-10T23:15:00Z")
        #expect(window.to?.milliseconds == (window.from?.milliseconds ?? 0) + 120_999, "the whole second counts")
        #expect(throws: APIError.datesReversed) {
            try request(query: "earliestUpdatedAt=2016-09-11&latestUpdatedAt=2016-09-10").updatedWindow()
        }
        #expect(try request(query: "latestUpdatedAt=2016-09-10").updatedWindow().from == nil)
    }
}
