import MusterModel

/// One trigger of a campaign in the form that events are held against.
public struct TriggerMatch: Sendable, Hashable {
    /// Its position among the campaign's triggers, from 0.
    public let index: Int
    /// The trigger's name, also what `{{trigger.Trigger Name}}` gives.
    public let name: String
    public let pattern: ActivityPattern
    /// Of *Campaign is Requested* the sources it admits, such as `Web Service API`; `nil` admits
    /// all, as every other trigger does.
    public let requestSources: [String]?

    public init(index: Int, name: String, pattern: ActivityPattern, requestSources: [String]? = nil) {
        self.index = index
        self.name = name
        self.pattern = pattern
        self.requestSources = requestSources
    }
}
