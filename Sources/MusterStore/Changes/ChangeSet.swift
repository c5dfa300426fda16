public import MusterModel

/// What one committed transaction changed.
///
/// Made by the storing primitives alone: nothing can be written through a `StoreWriter` without
/// saying what it changes (`Change`).
public struct ChangeSet: Sendable {
    /// 0 until the transaction has its number.
    public internal(set) var commit: CommitNumber = 0

    public internal(set) var leads = LeadChanges()
    /// Who came into static lists or left them.
    public internal(set) var listMembers: [StaticListID: MemberChanges] = [:]
    /// Whose membership of a program began, ended or changed its status.
    public internal(set) var programMembers: [ProgramID: [LeadID]] = [:]
    /// Who entered a campaign's flow, or whose entries were added up by a merge.
    public internal(set) var campaignEntries: [SmartCampaignID: [LeadID]] = [:]
    /// Ids of the activities it appended; `nil` when none.
    public internal(set) var activities: ClosedRange<Int64>?
    /// Of a deleted list, program or campaign the members went with it, unnamed.
    public internal(set) var assets: Set<ChangedAsset> = []
    public internal(set) var catalogs: Set<ChangedCatalog> = []
    /// What the engine has to look at.
    public internal(set) var engineWork: Set<EngineWork> = []

    /// What was written, for listeners that are told at once; empty in what is read back later.
    public internal(set) var values = ChangedValues()

    public init() {}

    /// Whether nothing was changed that anything is derived from.
    public var isEmpty: Bool {
        leads == LeadChanges() && listMembers.isEmpty && programMembers.isEmpty && campaignEntries.isEmpty
            && activities == nil && assets.isEmpty && catalogs.isEmpty && engineWork.isEmpty
    }

    public struct LeadChanges: Sendable, Hashable {
        public internal(set) var created: [LeadID] = []
        /// By field id: whose value was written. *Full Name* is among them where it followed from
        /// another; *Updated At* is not: it follows for everyone named here.
        public internal(set) var set: [Int: [LeadID]] = [:]
        public internal(set) var deleted: [LeadID] = []
        public internal(set) var merged: [Merge] = []
    }

    public struct Merge: Sendable, Hashable {
        public let losers: [LeadID]
        public let winner: LeadID
    }

    public struct MemberChanges: Sendable, Hashable {
        public internal(set) var joined: [LeadID] = []
        public internal(set) var left: [LeadID] = []
    }
}

/// The written values at hand, in the order in which they were written.
public struct ChangedValues: Sendable {
    /// The values given to created leads, in the order of `leads.created`.
    public internal(set) var created: [[LeadField: FieldValue]] = []
    /// By field id, in the order of `leads.set`.
    public internal(set) var set: [Int: [FieldValue]] = [:]
    /// In the order of their ids.
    public internal(set) var activities: [NewActivity] = []
}

/// Something that is kept under an id and that others are derived from.
public struct ChangedAsset: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case folder, program, staticList, smartList, smartCampaign, email, run
        /// Not in a table of its own; the id is 0.
        case tagType, name
    }
    public let kind: Kind
    public let id: Int64
}

public enum ChangedCatalog: String, Sendable, Hashable, CaseIterable {
    case fields, activityTypes, settings
    /// Which activity types active campaigns listen to.
    case listening
    /// Users, roles and clients: who may do what.
    case users
}

/// A kind of work that waits for the engine.
public enum EngineWork: String, Sendable, Hashable, CaseIterable {
    case events, entries, runs, outbox
}

/// The compact form: a JSON object whose members are there when they have something to say. Ids are
/// delta-coded text, `1001,1,1+250` being 1001, 1002, 1003 and the 250 that follow.
extension ChangeSet {
    var stored: String {
        var members: [(key: String, value: JSONValue)] = []
        func add(_ key: String, _ ids: [LeadID]) {
            if !ids.isEmpty { members.append((key, .string(IDText.encode(ids.map(\.rawValue))))) }
        }
        func add<Kind>(_ key: String, _ byID: [Identifier<Kind>: [LeadID]]) {
            guard !byID.isEmpty else { return }
            let sorted = byID.sorted { $0.key.rawValue < $1.key.rawValue }
            members.append(
                (
                    key,
                    .object(
                        JSONObject(
                            sorted.map { entry in
                                (
                                    key: String(entry.key.rawValue),
                                    value: .string(IDText.encode(entry.value.map(\.rawValue)))
                                )
                            }))
                ))
        }
        add("created", leads.created)
        if !leads.set.isEmpty {
            members.append(
                (
                    "set",
                    .object(
                        JSONObject(
                            leads.set.sorted { $0.key < $1.key }.map { entry in
                                (key: String(entry.key), value: .string(IDText.encode(entry.value.map(\.rawValue))))
                            }))
                ))
        }
        add("deleted", leads.deleted)
        if !leads.merged.isEmpty {
            members.append(
                (
                    "merged",
                    .array(
                        leads.merged.map { merge in
                            .array([
                                .integer(merge.winner.rawValue), .string(IDText.encode(merge.losers.map(\.rawValue))),
                            ])
                        })
                ))
        }
        add("joined", listMembers.mapValues(\.joined).filter { !$0.value.isEmpty })
        add("left", listMembers.mapValues(\.left).filter { !$0.value.isEmpty })
        add("programs", programMembers)
        add("entered", campaignEntries)
        if let activities {
            members.append(("activities", .array([.integer(activities.lowerBound), .integer(activities.upperBound)])))
        }
        if !assets.isEmpty {
            let byKind = Dictionary(grouping: assets, by: \.kind).sorted { $0.key.rawValue < $1.key.rawValue }
            members.append(
                (
                    "assets",
                    .object(
                        JSONObject(
                            byKind.map { kind, assets in
                                (key: kind.rawValue, value: .string(IDText.encode(assets.map(\.id).sorted())))
                            }))
                ))
        }
        for (key, words) in [
            ("catalogs", catalogs.map(\.rawValue)), ("work", engineWork.map(\.rawValue)),
        ] where !words.isEmpty {
            members.append((key, .array(words.sorted().map(JSONValue.string))))
        }
        return JSONValue.object(JSONObject(members)).jsonText
    }

    init(stored: String, commit: CommitNumber) throws {
        self.init()
        self.commit = commit
        let subject = "changes of commit \(commit)"
        guard let object = try JSONParser.parse(stored).object else {
            throw StoredContentError(subject, "they are no JSON object")
        }
        func leads(_ value: JSONValue?) throws -> [LeadID] {
            guard let value else { return [] }
            guard let ids = value.text.flatMap(IDText.decode) else { throw StoredContentError(subject, "bad ids") }
            return ids.map { LeadID($0) }
        }
        func byID(_ key: String) throws -> [(Int64, [LeadID])] {
            try (object[key]?.object?.members ?? []).map { member in
                guard let id = Int64(member.key) else { throw StoredContentError(subject, "'\(member.key)' is no id") }
                return (id, try leads(member.value))
            }
        }
        self.leads.created = try leads(object["created"])
        for (field, ids) in try byID("set") { self.leads.set[Int(field)] = ids }
        self.leads.deleted = try leads(object["deleted"])
        for merge in object["merged"]?.array ?? [] {
            guard let pair = merge.array, pair.count == 2, let winner = pair[0].integer else {
                throw StoredContentError(subject, "a merge has no winner")
            }
            self.leads.merged.append(Merge(losers: try leads(pair[1]), winner: LeadID(winner)))
        }
        for (list, ids) in try byID("joined") { listMembers[StaticListID(list), default: MemberChanges()].joined = ids }
        for (list, ids) in try byID("left") { listMembers[StaticListID(list), default: MemberChanges()].left = ids }
        for (program, ids) in try byID("programs") { programMembers[ProgramID(program)] = ids }
        for (campaign, ids) in try byID("entered") { campaignEntries[SmartCampaignID(campaign)] = ids }
        if let ends = object["activities"]?.array?.compactMap(\.integer), ends.count == 2, ends[0] <= ends[1] {
            activities = ends[0]...ends[1]
        }
        for member in object["assets"]?.object?.members ?? [] {
            // A kind of a newer release is not ours to judge, but whatever it was has changed.
            let kind = ChangedAsset.Kind(rawValue: member.key) ?? .name
            for id in try leads(member.value) { assets.insert(ChangedAsset(kind: kind, id: id.rawValue)) }
        }
        for word in object["catalogs"]?.array ?? [] {
            if let catalog = word.text.flatMap(ChangedCatalog.init) { catalogs.insert(catalog) }
        }
        for word in object["work"]?.array ?? [] {
            if let work = word.text.flatMap(EngineWork.init) { engineWork.insert(work) }
        }
    }
}

/// Ids as text, in their order: differences to the one before, and `+n` for n that follow by one each.
enum IDText {
    static func encode(_ ids: [Int64]) -> String {
        var text = ""
        var previous: Int64 = 0
        var index = 0
        while index < ids.count {
            if index > 0 { text += "," }
            text += String(ids[index] &- previous)
            var end = index + 1
            while end < ids.count, ids[end] == ids[end - 1] &+ 1 { end += 1 }
            if end - index > 1 { text += "+\(end - index - 1)" }
            previous = ids[end - 1]
            index = end
        }
        return text
    }

    /// `nil` for what `encode` does not write.
    static func decode(_ text: String) -> [Int64]? {
        var ids: [Int64] = []
        var previous: Int64 = 0
        for item in text.split(separator: ",", omittingEmptySubsequences: false) {
            let parts = item.split(separator: "+", omittingEmptySubsequences: false)
            guard let difference = Int64(parts[0]), parts.count <= 2 else { return nil }
            let run = parts.count == 2 ? Int64(parts[1]) : 0
            guard let run, run >= 0 else { return nil }
            let first = previous &+ difference
            ids.append(first)
            for step in 0..<run { ids.append(first &+ step &+ 1) }
            previous = first &+ run
        }
        return ids
    }
}
