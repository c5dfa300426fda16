public import MusterModel

/// Where an instance takes the time from: `real`, `simulated` or `simulated=2026-03-01T09:00:00Z`.
public enum ClockChoice: Sendable, Equatable {
    case real
    /// Goes on where the instance's clock stood; a new instance starts at the given instant, or at
    /// the present.
    case simulated(from: Instant?)

    public init?(_ text: String) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        switch (parts.first?.lowercased(), parts.count) {
        case ("real", 1): self = .real
        case ("simulated", 1): self = .simulated(from: nil)
        case ("simulated", 2):
            guard let instant = Instant(text: parts[1]) else { return nil }
            self = .simulated(from: instant)
        default: return nil
        }
    }
}
