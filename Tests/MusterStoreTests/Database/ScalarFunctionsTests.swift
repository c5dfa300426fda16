import MusterModel
import MusterRules
import MusterSQLite
import MusterStore
import MusterTesting
import Testing

/// The SQL functions against the Swift functions they stand for.
@Suite struct ScalarFunctionsTests {
    private func withConnection(_ body: (any SQLConnection) throws -> Void) async throws {
        try await withTemporaryDatabase { place in
            let database = try SQLiteDatabase(path: place.path, readers: 1)
            try database.read(body)
            try await database.close()
        }
    }

    private func answer(_ sql: String, _ arguments: [SQLValue], _ connection: any SQLConnection) throws -> String? {
        var answer: String?
        try connection.query("SELECT \(sql)", arguments) { row in
            answer = row.isNull(0) ? nil : row.text(0)
            return false
        }
        return answer
    }

    @Test func foldingIsCaseFolded() async throws {
        try await withConnection { connection in
            for text in NastyValues.texts {
                let folded = try answer("muster_fold(?)", [.text(text)], connection)
                #expect(folded.map { Array($0.utf8) } == Array(text.caseFolded.utf8), "\(text.debugDescription)")
            }
            #expect(try answer("muster_fold(?)", [.null], connection) == nil)
        }
    }

    @Test func membersAreScalarTexts() async throws {
        let values: [JSONValue] =
            [.null, true, false, .number("1.0"), .number("1e3"), .number("-0"), .array([1, "]"]), .object(["}": "{"])]
            + NastyValues.texts.map { .string($0) }
        let keys = ["Link", "", "a\"b", "back\\slash", "\u{E9}", "e\u{301}", "tab\t", "Link ID"]
        try await withConnection { connection in
            for value in values {
                let object = JSONObject(keys.map { (key: $0, value: $0 == "Link ID" ? "last" : value) })
                let text = JSONValue.object(object).jsonText
                for key in keys + ["missing"] {
                    let found = try answer("muster_json(?, ?)", [.text(text), .text(key)], connection)
                    let expected = object[key]?.scalarText
                    #expect(found.map { Array($0.utf8) } == expected.map { Array($0.utf8) }, "\(key) of \(text)")
                }
            }
        }
    }

    @Test(arguments: ["", "{", "[1]", "{\"a\"", "{\"a\":", "{\"a\":\"", "null", "{\"b\":[\"", "{\"b\":1"])
    func brokenDocumentsHaveNoMembers(text: String) async throws {
        try await withConnection { connection throws in
            #expect((try answer("muster_json(?, 'a')", [.text(text)], connection) ?? "") == "")
        }
    }

    @Test(arguments: [
        ("muster_number", DataType.Storage.number), ("muster_boolean", .boolean), ("muster_day", .date),
        ("muster_instant", .instant),
    ])
    func recordedTextsAreReadAsTheInterpreterReadsThem(function: String, storage: DataType.Storage) async throws {
        try await withConnection { connection in
            for text in NastyValues.texts {
                let found = try answer("\(function)(?)", [.text(text)], connection)
                let expected: String? =
                    switch FieldValue(recorded: text, as: storage) {
                    case .null: nil
                    case .number(let number): try answer("?", [.double(number)], connection)
                    case .boolean(let value): value ? "1" : "0"
                    case .instant(let instant): String(instant.milliseconds)
                    case let value: value.recordedText
                    }
                #expect(found == expected, "\(function)(\(text.debugDescription))")
            }
        }
    }
}
