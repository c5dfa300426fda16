/// The demo instance.
public enum Demo {
    public struct Summary: Sendable, Hashable {
        public let sentence: String
    }
    static func load(into instance: Instance) async throws -> Summary? { nil }
}
