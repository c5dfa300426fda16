public import MusterModel
import Yams

/// A JSON value as YAML, which `YAMLDocument` reads back as it was.
public enum YAMLText {
    public static func of(_ value: JSONValue) throws -> String {
        let text = try Yams.serialize(node: node(value), width: -1, allowUnicode: true)
        // What cannot be seen as it stands is spelt out, and with it all that is not ASCII.
        let isSeen = text.split(separator: "\n").allSatisfy { String($0).spelledOut == $0 }
        return isSeen ? text : try Yams.serialize(node: node(value), width: -1, allowUnicode: false)
    }

    private static func node(_ value: JSONValue) -> Node {
        switch value {
        case .array(let items): return Node(items.map(node))
        case .object(let object):
            return Node(object.members.map { (text($0.key), node($0.value)) })
        case .string(let text): return self.text(text)
        default: return Node(value.jsonText)
        }
    }

    private static func text(_ text: String) -> Node {
        // What would be read as something else than this text, or not at all, is quoted.
        let isPlain = (try? YAMLDocument(text, file: "").json) == .string(text)
        return Node(text, .implicit, isPlain ? .any : .doubleQuoted)
    }
}
