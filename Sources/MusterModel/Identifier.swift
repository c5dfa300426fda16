/// A whole number that names one `Subject`, so that a lead id cannot be passed for a list id.
///
/// Ids are positive 64-bit integers, unique per kind and never reused.
public struct Identifier<Subject>: Hashable, Comparable, Sendable, ExpressibleByIntegerLiteral,
    CustomStringConvertible
{
    public let rawValue: Int64

    public init(_ rawValue: Int64) { self.rawValue = rawValue }
    public init(integerLiteral value: Int64) { self.rawValue = value }

    public var description: String { String(rawValue) }
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

public typealias LeadID = Identifier<Lead>
public typealias ActivityID = Identifier<Activity>
public typealias ActivityTypeID = Identifier<ActivityType>
public typealias FolderID = Identifier<Folder>
public typealias ProgramID = Identifier<Program>
public typealias StaticListID = Identifier<StaticList>
public typealias SmartListID = Identifier<SmartList>
public typealias SmartCampaignID = Identifier<SmartCampaign>
public typealias EmailID = Identifier<Email>
public typealias CampaignRunID = Identifier<CampaignRun>
