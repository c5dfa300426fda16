import Foundation
import MusterModel

/// Says where a value is not what its schema allows.
struct WireValidator: Sendable {
    let definitions: [String: WireSchema]

    /// One sentence for each fault, beginning with its place; empty when the value fits.
    func faults(_ value: JSONValue, _ schema: WireSchema, at place: String) -> [String] {
        switch schema {
        case .reference(let name):
            guard let definition = definitions[name] else { return ["\(place): there is no definition \(name)"] }
            return faults(value, definition, at: place)
        case .nullable(let schema):
            return value.isNull ? [] : faults(value, schema, at: place)
        case .narrowed(let name, let narrowing):
            return faults(value, .reference(name), at: place) + faults(value, narrowing, at: place)
        case .anyOf(let schemas):
            let all = schemas.map { faults(value, $0, at: place) }
            return all.contains([]) ? [] : all.min { $0.count < $1.count } ?? []
        case .scalar(let scalar):
            return fault(value, scalar).map { ["\(place): \($0)"] } ?? []
        case .array(let items, let minimum, let maximum):
            guard let elements = value.array else { return ["\(place): \(value.jsonText) is no array"] }
            guard (minimum...max(minimum, maximum)).contains(elements.count) else {
                return ["\(place): has \(elements.count) elements"]
            }
            return elements.enumerated().flatMap { faults($1, items, at: "\(place)[\($0)]") }
        case .object(let members):
            guard let object = value.object else { return ["\(place): \(value.jsonText) is no object"] }
            return faults(object, members, at: place)
        }
    }

    private func faults(_ object: JSONObject, _ members: WireSchema.Members, at place: String) -> [String] {
        var found: [String] = []
        for name in members.required where object[name] == nil { found.append("\(place): lacks \(name)") }
        let others = members.properties.firstIndex { $0.name == "*" }
        var last = (position: 0, name: "")
        for (name, value) in object.members {
            let named = members.properties.firstIndex { $0.name == name && name != "*" }
            guard let position = named ?? others else {
                found.append("\(place): has the member \(name), which nobody knows")
                continue
            }
            if position >= last.position {
                last = (position, name)
            } else if last.position != others {
                found.append("\(place): \(name) comes after \(last.name)")
            }
            found += faults(value, members.properties[position].schema, at: "\(place).\(name)")
        }
        return found
    }

    private func faults(_ value: JSONValue, _ narrowing: WireSchema.Narrowing, at place: String) -> [String] {
        guard let object = value.object else { return [] }
        var found: [String] = []
        for name in narrowing.present where object[name] == nil { found.append("\(place): lacks \(name)") }
        for name in narrowing.absent where object[name] != nil { found.append("\(place): has \(name)") }
        for (name, values) in narrowing.choices {
            if let given = object[name], !values.contains(given) {
                found.append("\(place).\(name): \(given.jsonText) is none of its words")
            }
        }
        return found
    }

    private func fault(_ value: JSONValue, _ scalar: WireSchema.Scalar) -> String? {
        guard scalar.kinds.contains(where: { Self.isOf($0, value) }) else {
            return "\(value.jsonText) is no \(scalar.kinds.map(\.rawValue).joined(separator: " or "))"
        }
        if let choices = scalar.choices, !choices.contains(value) {
            return "\(value.jsonText) is none of \(choices.map(\.jsonText).joined(separator: ", "))"
        }
        if let pattern = scalar.pattern, let text = value.text,
            pattern.firstMatch(in: text, range: NSRange(text.startIndex..., in: text)) == nil
        {
            return "\(value.jsonText) does not match \(pattern.pattern)"
        }
        return nil
    }

    private static func isOf(_ kind: WireSchema.Kind, _ value: JSONValue) -> Bool {
        switch (kind, value) {
        case (.string, .string), (.boolean, .boolean), (.number, .number), (.object, .object), (.array, .array): true
        // As written: `1.0` and `1e3` would surprise a client that reads an integer.
        case (.integer, .number(let text)): Int64(text) != nil
        default: false
        }
    }
}
