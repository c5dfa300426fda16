import Foundation
import MusterModel

/// What a value in an answer may be: a small part of JSON Schema, in which members have an order and none
/// may be there that is not named.
///
/// A schema is an object, or the name of a definition. `pattern` covers the whole text. In `properties` the
/// name `*` stands for all members that are not named, at its place in the order; what is named before it may
/// also be among them, as the `id` of leads when a client lists it among other fields. `of` narrows a definition:
/// `with` and `without` name members that must or must not be there, `enum` the words of a member.
indirect enum WireSchema: Sendable {
    enum Kind: String, Sendable {
        case string, integer, number, boolean, object, array
    }
    struct Scalar: Sendable {
        var kinds: [Kind]
        var choices: [JSONValue]?
        var pattern: NSRegularExpression?
    }
    struct Members: Sendable {
        var properties: [(name: String, schema: WireSchema)]
        var required: [String]
    }
    struct Narrowing: Sendable {
        var present: [String] = []
        var absent: [String] = []
        var choices: [(member: String, values: [JSONValue])] = []
    }

    case reference(String)
    case narrowed(String, Narrowing)
    case anyOf([WireSchema])
    case scalar(Scalar)
    case array(WireSchema, minimum: Int, maximum: Int)
    case object(Members)
    case nullable(WireSchema)
}

/// A definition that makes no sense.
struct WireSchemaError: Error, CustomStringConvertible {
    let description: String
    init(_ place: String, _ what: String) { description = "\(place): \(what)" }
}

extension WireSchema {
    /// - Parameter place: for the error.
    init(_ json: JSONValue, at place: String) throws(WireSchemaError) {
        if let name = json.text {
            self = .reference(name)
            return
        }
        guard let object = json.object else { throw WireSchemaError(place, "is neither a name nor an object") }
        let schema = try Self.schema(object, at: place)
        self = object["nullable"] == true ? .nullable(schema) : schema
    }

    private static func schema(_ object: JSONObject, at place: String) throws(WireSchemaError) -> WireSchema {
        if let name = object["of"]?.text {
            try refuseOthers(object, ["of", "with", "without", "enum", "nullable"], place)
            return .narrowed(name, try narrowing(object, at: place))
        }
        if let alternatives = object["anyOf"]?.array {
            try refuseOthers(object, ["anyOf", "nullable"], place)
            var schemas: [WireSchema] = []
            for alternative in alternatives { schemas.append(try WireSchema(alternative, at: "\(place).anyOf")) }
            return .anyOf(schemas)
        }
        var kinds: [Kind] = []
        for word in object["type"].map({ $0.array ?? [$0] }) ?? [] {
            guard let kind = word.text.flatMap(Kind.init) else { throw WireSchemaError(place, "type \(word.jsonText)") }
            kinds.append(kind)
        }
        switch kinds {
        case []: throw WireSchemaError(place, "has no type")
        case [.object]: return .object(try members(object, at: place))
        case [.array]:
            try refuseOthers(object, ["type", "items", "minItems", "maxItems", "nullable"], place)
            guard let items = object["items"] else { throw WireSchemaError(place, "has no items") }
            return .array(
                try WireSchema(items, at: "\(place).items"), minimum: Int(object["minItems"]?.integer ?? 0),
                maximum: object["maxItems"]?.integer.map { Int($0) } ?? .max)
        default:
            guard !kinds.contains(.object), !kinds.contains(.array) else {
                throw WireSchemaError(place, "mixes scalars with objects or arrays; use anyOf")
            }
            try refuseOthers(object, ["type", "enum", "pattern", "nullable"], place)
            return .scalar(
                Scalar(kinds: kinds, choices: object["enum"]?.array, pattern: try pattern(object["pattern"], place)))
        }
    }

    private static func members(_ object: JSONObject, at place: String) throws(WireSchemaError) -> Members {
        try refuseOthers(object, ["type", "required", "properties", "nullable"], place)
        guard let properties = object["properties"]?.object, let required = names(object["required"]) else {
            throw WireSchemaError(place, "has no properties or says not what is required")
        }
        var members = Members(properties: [], required: required)
        for (name, schema) in properties.members {
            members.properties.append((name, try WireSchema(schema, at: "\(place).\(name)")))
        }
        if let unknown = required.first(where: { properties[$0] == nil }) {
            throw WireSchemaError(place, "requires \(unknown), which is no property")
        }
        return members
    }

    private static func narrowing(_ object: JSONObject, at place: String) throws(WireSchemaError) -> Narrowing {
        var narrowing = Narrowing()
        if let names = object["with"] { narrowing.present = self.names(names) ?? [] }
        if let names = object["without"] { narrowing.absent = self.names(names) ?? [] }
        for (member, values) in object["enum"]?.object?.members ?? [] {
            guard let values = values.array else { throw WireSchemaError(place, "enum of \(member) is no list") }
            narrowing.choices.append((member, values))
        }
        return narrowing
    }

    private static func pattern(_ json: JSONValue?, _ place: String) throws(WireSchemaError) -> NSRegularExpression? {
        guard let json else { return nil }
        guard let text = json.text, let pattern = try? NSRegularExpression(pattern: "^(?:\(text))\\z") else {
            throw WireSchemaError(place, "pattern \(json.jsonText)")
        }
        return pattern
    }

    private static func names(_ json: JSONValue?) -> [String]? { json?.array?.compactMap(\.text) }

    private static func refuseOthers(
        _ object: JSONObject, _ known: [String], _ place: String
    ) throws(WireSchemaError) {
        if let other = object.keys.first(where: { !known.contains($0) }) {
            throw WireSchemaError(place, "has \(other)")
        }
    }
}
