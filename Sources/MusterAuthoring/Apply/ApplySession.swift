import Foundation
public import MusterModel
public import MusterStore

// What callers outside of this folder use:
//
//     Applier().apply(_ document: JSONValue, writer: StoreWriter) throws -> ApplyReport
//     ApplyReport.json: JSONObject                    // {"created":[…],"updated":[…],"unchanged":[…]}
//
//     ImportDocument(_ json: JSONValue) throws(RuleError)   // {"rows":[…],"dryRun":…,"skipBadRows":…}
//     LeadImport(_ document: ImportDocument).run(_ writer: StoreWriter) throws -> ImportReport
//     ActivityImport(_ document: ImportDocument).run(_ writer: StoreWriter) throws -> ImportReport
//     ImportReport.json: JSONObject                   // {"created":n,"updated":n,"skipped":n,"problems":[…]}
//
// All of them throw `RuleError` with every problem and its place, and then the transaction is to
// be rolled back, which `Store.write` does by itself.

/// Makes an instance as a document describes it: what is missing is created, what differs is
/// changed, everything else is left alone. Nothing is ever deleted.
///
/// Assets are recognised by their name and container, so applying a document twice changes nothing
/// the second time. A document with any problem changes nothing at all and names all its problems.
/// `docs/files.md` describes the document.
public struct Applier: Sendable {
    public init() {}

    /// - Throws: `RuleError` with the place of each problem; the transaction must then roll back.
    public func apply(_ document: JSONValue, writer: StoreWriter) throws -> ApplyReport {
        let problems = Problems()
        let authored = AuthoredDocument(document, zone: writer.catalogs.settings.timeZone, problems)
        let session = ApplySession(writer: writer, problems: problems)
        try session.apply(authored)
        if !problems.isEmpty { throw RuleError(problems.diagnostics) }
        return session.report
    }
}

/// One application of a document inside one transaction. Containers come before what is in them,
/// and every list and campaign is there before the first rule or step that may name it.
final class ApplySession {
    let writer: StoreWriter
    let problems: Problems
    private(set) var report = ApplyReport()

    init(writer: StoreWriter, problems: Problems) {
        self.writer = writer
        self.problems = problems
    }

    var reader: StoreReader { writer.reader }
    var moment: Moment { writer.moment }

    func apply(_ document: AuthoredDocument) throws {
        try applyTimeZone(document.timeZone)
        try applyLeadFields(document.leadFields)
        try applyActivityTypes(document.activityTypes)
        try applyTagTypes(document.tagTypes)
        try applyFolders(document.folders.filter { $0.place.home == .instance })
        try applyPrograms(document.programs)
        try applyFolders(document.folders.filter { $0.place.home != .instance })
        try applyTokens(document.tokens)
        try applyStaticLists(document.staticLists)
        try applyEmails(document.emails)
        let lists = try placeSmartLists(document.smartLists)
        let campaigns = try placeCampaigns(document.campaigns)
        for list in lists { try applyRules(of: list) }
        // Rules first, for all of them: a Request Campaign step asks what the other one listens to.
        for campaign in campaigns { try applyContents(of: campaign) }
        guard problems.isEmpty else { return }
        for campaign in campaigns { try applySchedule(of: campaign) }
        for outcome in lists.map(\.outcome) + campaigns.map(\.outcome) { record(outcome) }
    }

    func record(_ asset: AppliedAsset) { report.assets.append(asset) }

    func record(_ kind: String, _ name: String, _ id: Int64?, _ outcome: AppliedAsset.Outcome) {
        record(AppliedAsset(kind: kind, name: name, id: id, outcome: outcome))
    }

    func applyTimeZone(_ authored: AuthoredTimeZone?) throws {
        guard let authored else { return }
        var settings = writer.catalogs.settings
        let isSame = settings.timeZone.identifier == authored.zone.identifier
        if !isSame {
            settings.timeZone = authored.zone
            try writer.setSettings(settings)
            try writer.reloadCatalogs()
        }
        record("setting", "time zone", nil, isSame ? .unchanged : .updated)
    }
}

/// Something that was found or made, and whose contents follow in a later phase.
final class PlacedAsset<Authored, ID> {
    let authored: Authored
    let id: ID
    let isNew: Bool
    private let kind: String
    private let name: String
    private let rawID: Int64
    private var isChanged = false

    init(authored: Authored, id: ID, isNew: Bool, kind: String, name: String, rawID: Int64) {
        self.authored = authored
        self.id = id
        self.isNew = isNew
        self.kind = kind
        self.name = name
        self.rawID = rawID
    }

    func markChanged() { isChanged = true }

    var outcome: AppliedAsset {
        AppliedAsset(
            kind: kind, name: name, id: rawID, outcome: isNew ? .created : isChanged ? .updated : .unchanged)
    }
}
