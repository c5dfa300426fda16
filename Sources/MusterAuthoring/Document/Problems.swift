import MusterModel

/// Everything wrong with a document, collected over all phases of applying it.
final class Problems {
    private(set) var diagnostics: [Diagnostic] = []

    var isEmpty: Bool { diagnostics.isEmpty }

    func add(_ path: String, _ message: String) { diagnostics.append(Diagnostic(path, message)) }

    /// The result of `body`; `nil` with its problems added, placed inside `path`.
    func collect<Value>(at path: String, _ body: () throws -> Value) throws -> Value? {
        do {
            return try body()
        } catch let error as RuleError {
            diagnostics += error.diagnostics.map { path.isEmpty ? $0 : $0.inside(path) }
            return nil
        }
    }
}
