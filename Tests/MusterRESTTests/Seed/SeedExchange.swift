import Foundation
import HTTPTypes
import MusterModel
import MusterStore
import Testing

/// One request and response of Adobe's pages, as a file of `Tests/Golden/Exchanges` has them: headers that
/// say where it is from and on what database it is played, the request letter by letter (blanks and raw JSON
/// in the address too), the response as printed.
struct SeedExchange: Sendable, CustomTestStringConvertible {
    /// Of the file, without its ending.
    let name: String
    let source: String
    /// What the instance's clock shows; what was made later is not in the database.
    let clock: Instant
    /// Where `url` and `computedUrl` lead, when the response has them.
    let appURL: String?
    let fixture: SeedDatabase.Fixture
    let nextIDs: [(sequence: IDSequence, id: Int64)]
    let method: HTTPRequest.Method
    let target: String
    let body: APIBody
    let response: String

    var testDescription: String { name }

    init(name: String, text: String) throws {
        let parts = text.split(separator: #/\n\n### (?:Request|Response)\n/#)
        try #require(parts.count == 3, "\(name) has no request or no response")
        let headers = try Self.headers(parts[0], in: name)
        let known: Set = ["Source", "Clock", "App-URL", "Fixture", "Next-Ids"]
        try #require(known.isSuperset(of: headers.keys), "\(name) has other headers: \(headers.keys)")
        self.name = name
        source = try #require(headers["Source"], "\(name) says not where it is from")
        clock = try #require(headers["Clock"].flatMap { Instant(text: $0) }, "\(name) has no clock")
        appURL = headers["App-URL"]
        fixture = try #require(SeedDatabase.Fixture(rawValue: headers["Fixture"] ?? ""), "\(name): fixture")
        nextIDs = try (headers["Next-Ids"] ?? "").split(separator: ", ").map { pair in
            let words = pair.split(separator: " ")
            try #require(words.count == 2, "\(name): \(pair)")
            return (try #require(IDSequence(rawValue: String(words[0]))), try #require(Int64(words[1])))
        }

        let request = parts[1].split(separator: "\n\n", maxSplits: 1)
        let head = request[0].split(separator: "\n", maxSplits: 1)
        let line = head[0].split(separator: " ", maxSplits: 1)
        method = try #require(HTTPRequest.Method(String(line[0])))
        target = String(line[1])
        let type = head.count > 1 ? try Self.headers(head[1], in: name)["Content-Type"] : nil
        body = request.count > 1 ? .raw(String(request[1]), contentType: type) : .none
        response = String(parts[2])
    }

    private static func headers(_ text: Substring, in name: String) throws -> [String: String] {
        var headers: [String: String] = [:]
        for line in text.split(separator: "\n") {
            let pair = line.split(separator: ": ", maxSplits: 1)
            try #require(pair.count == 2, "\(name): \(line)")
            headers[String(pair[0])] = String(pair[1])
        }
        return headers
    }

    /// All files, by name.
    static func all() throws -> [SeedExchange] {
        try GoldenFolder.files(in: "Exchanges", ending: "http").map { file in
            try SeedExchange(
                name: file.deletingPathExtension().lastPathComponent, text: String(contentsOf: file, encoding: .utf8))
        }
    }
}
