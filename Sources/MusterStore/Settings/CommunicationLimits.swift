/// How many e-mails one person may get; `nil` is no limit.
/// - Source: product docs, "Enable Communication Limits".
public struct CommunicationLimits: Sendable, Hashable {
    /// In one calendar day of the instance's time zone.
    public var perDay: Int?
    /// In any seven days.
    public var per7Days: Int?

    public init(perDay: Int? = nil, per7Days: Int? = nil) {
        self.perDay = perDay
        self.per7Days = per7Days
    }
}
