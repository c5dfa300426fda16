/// What the first segments of a path decide: envelope, error codes of parameters, request size.
enum APIFamily: Sendable {
    case identity
    /// `/rest/v1` and `/bulk/v1`.
    case lead
    case asset
    /// Muster's own calls: asset envelope, asset codes.
    case muster

    /// `nil` for a path outside every family.
    init?(segments: [String]) {
        guard segments.count >= 2 else { return nil }
        switch (segments[0], segments[1]) {
        case ("identity", _): self = .identity
        case ("rest", "asset"): self = .asset
        case ("rest", _), ("bulk", _): self = .lead
        case ("muster", _): self = .muster
        default: return nil
        }
    }

    /// Longest request target in bytes.
    var targetLimit: Int { self == .asset ? 65_536 : 8192 }

    /// Longest body in bytes where the endpoint says nothing else.
    static let bodyLimit = 1 << 20
    /// Longest body of calls that take many rows at once.
    static let uploadLimit = 10 << 20
}
