import MusterModel
import MusterRules

extension Program.Kind {
    /// By either of its names; `nil` with a problem for any other text.
    static func read(_ name: String, at path: String, _ problems: Problems) -> Program.Kind? {
        if let kind = Program.Kind(name: name) { return kind }
        let names = allCases.map(\.rawValue)
        let hint = Suggestion.phrase(for: name, among: names)
        problems.add(path, "unknown program type '\(name)'\(hint) (there are: \(names.joined(separator: ", ")))")
        return nil
    }
}
