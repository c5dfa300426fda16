import Foundation
import MusterModel

@testable import MusterREST

/// The second reader of the contract: what every operation answers, read from
/// `Tests/Golden/Definitions` and not from the code that writes the answers.
struct WireDefinitions: Sendable {
    /// How one operation answers when it succeeds.
    struct Operation: Sendable {
        enum Count: String, Sendable {
            case one, some, any
        }
        enum Paging: String, Sendable {
            case none
            /// `nextPageToken` while there is more.
            case token
            /// `moreResult` always, `nextPageToken` while it is true.
            case moreResult
            /// Both always.
            case bookmark
            /// Nothing but `nextPageToken`.
            case tokenOnly
        }
        let calls: [Route]
        /// `nil` when the answer has no `result`.
        let records: WireSchema?
        let count: Count
        /// True when the no-assets warning may stand for the result.
        let mayWarn: Bool
        let paging: Paging
        /// Where Adobe's own API description says otherwise, and what was decided.
        let deviations: [(swagger: String, ruling: String)]
    }

    let validator: WireValidator
    let operations: [Operation]
    private let byRoute: [Route: Operation]

    subscript(route: Route) -> Operation? { byRoute[route] }

    static let all = Result { try WireDefinitions(GoldenFolder.files(in: "Definitions", ending: "json")) }

    init(_ files: [URL]) throws {
        var definitions: [String: WireSchema] = [:]
        var operations: [Operation] = []
        var byRoute: [Route: Operation] = [:]
        for file in files {
            let name = file.lastPathComponent
            guard let json = try JSONParser.parse(Array(Data(contentsOf: file))).object,
                let schemas = json["definitions"]?.object, let list = json["operations"]?.array, json.keys.count == 2
            else { throw WireSchemaError(name, "is not definitions and operations") }
            for (key, schema) in schemas.members {
                let schema = try WireSchema(schema, at: "\(name): \(key)")
                guard definitions.updateValue(schema, forKey: key) == nil else {
                    throw WireSchemaError(name, "defines \(key), which is defined elsewhere")
                }
            }
            for element in list {
                let operation = try Operation(element, in: name)
                operations.append(operation)
                for call in operation.calls where byRoute.updateValue(operation, forKey: call) != nil {
                    throw WireSchemaError(name, "has \(call), which is elsewhere too")
                }
            }
        }
        validator = WireValidator(definitions: definitions)
        self.operations = operations
        self.byRoute = byRoute
    }
}

extension WireDefinitions.Operation {
    fileprivate init(_ json: JSONValue, in file: String) throws(WireSchemaError) {
        guard let object = json.object, let calls = object["calls"]?.array else {
            throw WireSchemaError(file, "has an operation without calls")
        }
        let place = "\(file): \(calls.first?.text ?? "")"
        let known = ["calls", "records", "count", "warning", "paging", "deviations"]
        if let other = object.keys.first(where: { !known.contains($0) }) {
            throw WireSchemaError(place, "has \(other)")
        }
        self.calls = try calls.map { call throws(WireSchemaError) in
            let words = call.text?.split(separator: " ") ?? []
            guard words.count == 2, let method = APIMethod(rawValue: String(words[0])) else {
                throw WireSchemaError(place, "\(call.jsonText) is no call")
            }
            return Route(method, String(words[1]))
        }
        if let schema = object["records"] { records = try WireSchema(schema, at: place) } else { records = nil }
        guard let count = Count(rawValue: object["count"]?.text ?? (records == nil ? "any" : "")),
            let paging = Paging(rawValue: object["paging"]?.text ?? "none")
        else { throw WireSchemaError(place, "has no count, or a strange one, or a strange paging") }
        self.count = count
        self.paging = paging
        mayWarn = object["warning"] == true
        deviations = try (object["deviations"]?.array ?? []).map { deviation throws(WireSchemaError) in
            guard let text = deviation.object?["swagger"]?.text, let ruling = deviation.object?["ruling"]?.text else {
                throw WireSchemaError(place, "a deviation is what the swagger says and the ruling")
            }
            return (text, ruling)
        }
    }
}
