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
    /// Some date counts from the moment of evaluation: the pattern holds for that moment only, and is
    /// to be made anew for an event of another.
    public let isRelative: Bool

    public init(
        index: Int, name: String, pattern: ActivityPattern, requestSources: [String]? = nil, isRelative: Bool = false
    ) {
        self.index = index
        self.name = name
        self.pattern = pattern
        self.requestSources = requestSources
        self.isRelative = isRelative
    }
}
