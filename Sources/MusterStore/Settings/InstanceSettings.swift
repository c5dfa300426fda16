public import Foundation

/// What an administrator sets for the whole instance.
public struct InstanceSettings: Sendable, Hashable {
    /// In which days, weeks and wall-clock times count.
    public var timeZone: TimeZone
    public var communicationLimits: CommunicationLimits
    /// Where links to assets point, such as `https://app.example.muster`; without a slash at the end.
    public var appURL: String
    /// What follows the colon of an access token: the pod in Marketo's.
    public var tokenSuffix: String
    /// True when an access token may be given as a parameter in place of the header.
    public var allowsQueryToken: Bool

    public init(
        timeZone: TimeZone = .gmt, communicationLimits: CommunicationLimits = CommunicationLimits(),
        appURL: String = "https://app.example.muster", tokenSuffix: String = "mu",
        allowsQueryToken: Bool = true
    ) {
        self.timeZone = timeZone
        self.communicationLimits = communicationLimits
        self.appURL = appURL
        self.tokenSuffix = tokenSuffix
        self.allowsQueryToken = allowsQueryToken
    }
}
