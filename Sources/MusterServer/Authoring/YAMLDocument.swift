public import MusterModel
import Yams

/// A YAML file as the JSON value it means, and where each part of it stands.
///
/// Scalars are read more narrowly than YAML 1.1 does, because files are written by hand: only
/// `true`, `false`, `null` and `~` are words of their own, so that `NO` stays a country and `NULL`
/// the flow step's word; only JSON's numbers are numbers, so that `+10` and `007` stay texts.
public struct YAMLDocument: Sendable {
    public let json: JSONValue
    public let places: SourcePlaces

    /// Aliases are expanded, so a small file could mean a huge value.
    static let mostValues = 100_000
    /// In bytes, of all texts together.
    static let mostText = 32 << 20

    /// - Throws: `SourceError` with the place of the mistake.
    public init(_ text: String, file: String) throws(SourceError) {
        guard YAMLAliases(text).nodes <= YAMLAliases.mostNodes else {
            throw SourceError([
                SourceProblem(
                    file: file, line: nil, column: nil,
                    message: "its aliases may stand for more than \(YAMLAliases.mostNodes) values; write them out")
            ])
        }
        let node: Node?
        do {
            node = try Parser(yaml: text).singleRoot()
        } catch let error as YamlError {
            throw SourceError(error, file: file)
        } catch {
            throw SourceError([SourceProblem(file: file, line: nil, column: nil, message: "\(error)")])
        }
        var places = SourcePlaces()
        var count = Count()
        guard let node else {
            json = [:]
            self.places = SourcePlaces(root: SourcePlace(file: file, line: 1, column: 1))
            return
        }
        places.add("", SourcePlace(file: file, node))
        json = try Self.value(node, path: "", file: file, &places, &count)
        self.places = places
    }

    private struct Count {
        var values = 0
        var text = 0
    }

    private static func value(
        _ node: Node, path: String, file: String, _ places: inout SourcePlaces, _ count: inout Count
    ) throws(SourceError) -> JSONValue {
        count.values += 1
        if case .scalar(let scalar) = node { count.text += scalar.string.utf8.count }
        guard count.values <= mostValues, count.text <= mostText else {
            let most = count.values > mostValues ? "\(mostValues) values" : "\(mostText >> 20) MiB of text"
            throw SourceError([SourceProblem(file: file, line: nil, column: nil, message: "more than \(most)")])
        }
        switch node {
        case .scalar(let scalar): return value(scalar)
        case .alias:
            throw SourceError([
                SourceProblem(SourcePlace(file: file, node), "an alias without an anchor")
            ])
        case .sequence(let sequence):
            var items: [JSONValue] = []
            for (index, item) in sequence.enumerated() {
                let itemPath = "\(path)[\(index)]"
                places.add(itemPath, SourcePlace(file: file, item))
                items.append(try value(item, path: itemPath, file: file, &places, &count))
            }
            return .array(items)
        case .mapping(let mapping):
            var members: [(key: String, value: JSONValue)] = []
            for (key, item) in mapping {
                guard let name = key.scalar?.string else {
                    throw SourceError([
                        SourceProblem(SourcePlace(file: file, key), "the name of a member is not a text")
                    ])
                }
                let memberPath = path.isEmpty ? name : "\(path).\(name)"
                places.add(memberPath, SourcePlace(file: file, key))
                members.append((name, try value(item, path: memberPath, file: file, &places, &count)))
            }
            return .object(JSONObject(members))
        }
    }

    private static func value(_ scalar: Node.Scalar) -> JSONValue {
        guard scalar.style == .plain else { return .string(scalar.string) }
        switch scalar.string {
        case "", "~", "null": return .null
        case "true", "True": return true
        case "false", "False": return false
        case let text where isNumber(text): return .number(text)
        case let text: return .string(text)
        }
    }

    /// JSON's grammar of a number.
    private static func isNumber(_ text: String) -> Bool {
        guard let first = text.utf8.first, first == UInt8(ascii: "-") || (48...57).contains(first) else { return false }
        // Not a number is a text, and no fault.
        if case .number? = try? JSONParser.parse(text) { return true }
        return false
    }
}
