import MusterFlows
public import MusterModel
import MusterAudience
import MusterRules
public import MusterStore

/// Copies a program with everything inside it, in the transaction of its writer.
///
/// What is inside keeps its name, and refers to what is inside the copy where it referred to what is
/// inside the source; references to anything else stay. Campaigns are not active and have no schedule;
/// there are no program members and no costs; an e-mail program has no dates, which are its schedule.
/// - Source: product docs, "Clone a Program"; the dates of events stay (our choice).
public struct ProgramCloning {
    /// A list with more members is copied without them.
    /// - Source: product docs, "Clone a Program".
    static let memberLimit = 999

    private let writer: StoreWriter

    public init(_ writer: StoreWriter) { self.writer = writer }

    /// - Parameter name: unique over the instance, which is the caller's check.
    public func clone(
        _ source: Program, name: String, description: String, folder: FolderReference
    ) throws -> ProgramClone {
        let contents = try writer.reader.contents(of: source.id)
        var copy = ProgramCopy(writer, named: name)
        let program = try copy.place(source, name: name, description: description, folder: folder)
        for item in contents { try copy.place(item) }
        try copy.fill()
        return ProgramClone(id: program, campaigns: copy.campaigns)
    }
}

/// A finished copy of a program.
public struct ProgramClone: Sendable {
    public let id: ProgramID
    /// The copies of the campaigns inside, by the campaign they were made of.
    public let campaigns: [SmartCampaignID: SmartCampaignID]
}

/// A copy in the making: first everything gets its place and its id, then rules and flows are
/// written, because they may refer to each other in circles.
private struct ProgramCopy {
    private let writer: StoreWriter
    private let name: String
    private var containers: [FolderReference: FolderReference] = [:]
    private var assets: [AssetReference: Int64] = [:]
    private var rules: [(source: RuleSet, copy: SmartListID)] = []
    private var flows: [(source: Flow, copy: SmartCampaignID)] = []
    private(set) var campaigns: [SmartCampaignID: SmartCampaignID] = [:]

    init(_ writer: StoreWriter, named name: String) {
        self.writer = writer
        self.name = name
    }

    // MARK: Places

    mutating func place(_ item: ProgramItem) throws {
        switch item {
        case .folder(let folder): try place(folder)
        case .program(let inner):
            try place(
                inner, name: try nameInside(inner), description: inner.description, folder: try copied(inner.folder))
        case .email(let email): try place(email)
        case .staticList(let list): try place(list)
        case .smartList(let list): try place(list)
        case .smartCampaign(let campaign): try place(campaign)
        }
    }

    @discardableResult
    mutating func place(
        _ source: Program, name: String, description: String, folder: FolderReference
    ) throws -> ProgramID {
        let hasSchedule = source.kind == .email
        let copy = try writer.createProgram(
            name: name, description: description, kind: source.kind, channel: source.channel, folder: folder,
            startDate: hasSchedule ? nil : source.startDate, endDate: hasSchedule ? nil : source.endDate,
            tags: source.tags)
        assets[AssetReference(.program, source.id.rawValue)] = copy.id.rawValue
        try place(.program(source.id), as: .program(copy.id))
        if let list = try writer.reader.smartList(ofEmailProgram: source.id),
            let own = try writer.reader.smartList(ofEmailProgram: copy.id)
        {
            replace(list, with: own.id)
        }
        return copy.id
    }

    private mutating func place(_ source: Folder) throws {
        guard let parent = source.parent else { return }
        var copy = try writer.createFolder(
            name: source.name, description: source.description, parent: try copied(parent))
        if source.isArchive {
            copy.isArchive = true
            try writer.updateFolder(copy)
        }
        try place(.folder(source.id), as: .folder(copy.id))
    }

    private mutating func place(_ source: FolderReference, as copy: FolderReference) throws {
        containers[source] = copy
        for token in try writer.reader.tokens(in: source) { try writer.setToken(token, in: copy) }
    }

    private mutating func place(_ source: Email) throws {
        let copy = try writer.createEmail(
            name: source.name, description: source.description, folder: try copied(source.folder),
            subject: source.subject, fromName: source.fromName, fromEmail: source.fromEmail,
            replyEmail: source.replyEmail, html: source.html, text: source.text,
            isOperational: source.isOperational, isApproved: source.isApproved)
        assets[AssetReference(.email, source.id.rawValue)] = copy.id.rawValue
    }

    /// Who becomes a member of the copy was added to it, and the log says so.
    private mutating func place(_ source: StaticList) throws {
        let copy = try writer.createStaticList(
            name: source.name, description: source.description, folder: try copied(source.folder))
        assets[AssetReference(.staticList, source.id.rawValue)] = copy.id.rawValue
        let members = try writer.reader.members(of: source.id, after: nil, limit: ProgramCloning.memberLimit + 1)
        guard !members.isEmpty, members.count <= ProgramCloning.memberLimit else { return }
        try writer.addMembers(members, to: copy.id, listName: copy.name, origin: .api)
    }

    private mutating func place(_ source: SmartList) throws {
        guard let folder = source.folder else { return }
        let copy = try writer.createSmartList(
            name: source.name, description: source.description, folder: try copied(folder))
        replace(source, with: copy.id)
    }

    private mutating func place(_ source: SmartCampaign) throws {
        guard let folder = source.folder else { return }
        let copy = try CampaignCloning(writer).place(
            source, name: source.name, description: source.description, folder: try copied(folder))
        assets[AssetReference(.smartCampaign, source.id.rawValue)] = copy.id.rawValue
        campaigns[source.id] = copy.id
        flows.append((source.flow, copy.id))
        if let list = try writer.reader.smartList(source.smartListID) { replace(list, with: copy.smartListID) }
    }

    private mutating func replace(_ list: SmartList, with copy: SmartListID) {
        assets[AssetReference(.smartList, list.id.rawValue)] = copy.rawValue
        rules.append((list.rules, copy))
    }

    /// Where the copy of what is in `source` goes.
    private func copied(_ source: FolderReference) throws -> FolderReference {
        guard let copy = containers[source] else {
            throw AssetNotFoundError(source.kind.rawValue.lowercased(), source.id)
        }
        return copy
    }

    /// Programs inside cannot keep their name, which is unique over the instance: `Mail (Autumn)`.
    /// - Source: our choice.
    private func nameInside(_ inner: Program) throws -> String {
        var ending = " (\(name.prefix(scalars: 100)))"
        var attempt = 1
        while true {
            let candidate = inner.name.prefix(scalars: 255 - ending.unicodeScalars.count) + ending
            if try !writer.reader.nameIsTaken(candidate, kind: .program, in: inner.folder) { return candidate }
            attempt += 1
            ending = " (\(name.prefix(scalars: 100)) \(attempt))"
        }
    }

    // MARK: Contents

    func fill() throws {
        let catalog = writer.reader.ruleCatalog
        var names: [AssetReference: RuleValue] = [:]
        for (asset, copy) in assets {
            names[asset] = RuleValue(try writer.reader.assetName(asset.kind, id: copy) ?? "", assetID: copy)
        }
        for (source, copy) in rules {
            try writer.setRules(catalog.mapAssets(in: source.copied) { names[$0] ?? $1 }, of: copy)
        }
        for (source, copy) in flows {
            try writer.setFlow(catalog.mapAssets(in: source.copied) { names[$0] ?? $1 }, of: copy)
        }
    }
}

extension String {
    fileprivate func prefix(scalars count: Int) -> String {
        String(String.UnicodeScalarView(unicodeScalars.prefix(count)))
    }
}
