/// An asset as rules and steps name it.
public struct NameableAsset: Sendable, Hashable {
    public let id: Int64
    public let name: String
    /// `Program.Asset` for what is in a program.
    public let qualifiedName: String
}
