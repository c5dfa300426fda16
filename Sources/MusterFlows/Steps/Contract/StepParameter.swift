public import MusterModel

/// One thing a step is told, such as `Change` of Change Score.
public struct StepParameter: Sendable, Hashable {
    /// What a value of the parameter is.
    public enum Kind: Sendable, Hashable {
        case text(tokens: Bool)
        /// By `Program.Asset`, by its own name or by id.
        case asset(AssetKind)
        /// An asset, or one of the words.
        case assetOr(AssetKind, words: [String])
        /// A lead field by display name or REST name.
        case field(FieldRole)
        /// Such as `3 days`; a token may stand for the number.
        case period
        /// One of the words, in any case.
        case choice([String])
    }
    public enum FieldRole: Sendable, Hashable { case writable, score }

    /// Numbered over all steps; `activityTypeAttribId` on the wire. Only 101, the duration of a
    /// Wait, is from Adobe's samples.
    public let id: Int
    public let name: String
    public let kind: Kind
    public let isRequired: Bool
    /// What may be written, in a sentence.
    public let summary: String

    public init(_ id: Int, _ name: String, _ kind: Kind, required: Bool = true, _ summary: String) {
        self.id = id
        self.name = name
        self.kind = kind
        self.isRequired = required
        self.summary = summary
    }

    /// The asset kind whose names are looked up; `nil` when the value names no asset.
    public var assetKind: AssetKind? {
        switch kind {
        case .asset(let kind), .assetOr(let kind, _): kind
        case .text, .field, .period, .choice: nil
        }
    }
}
