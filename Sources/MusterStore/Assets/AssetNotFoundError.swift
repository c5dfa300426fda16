/// An asset that a write names does not exist. Callers check first and answer their own words;
/// this keeps a write of nothing from looking like a success.
public struct AssetNotFoundError: Error, Sendable, CustomStringConvertible {
    /// Such as `smart campaign`.
    public let kind: String
    public let id: Int64

    public init(_ kind: String, _ id: Int64) {
        self.kind = kind
        self.id = id
    }

    public var description: String { "there is no \(kind) with id \(id)" }
}
