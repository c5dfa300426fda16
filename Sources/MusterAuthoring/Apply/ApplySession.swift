import Foundation
public import MusterModel
public import MusterStore

// What callers outside of this folder use:
//
//     Applier().apply(_ document: JSONValue, writer: StoreWriter) throws -> ApplyReport
//     Applier().apply(_ document: JSONValue, to: Store, isDryRun: Bool, oversight: …) async throws -> ApplyReport
//     ApplyReport.json: JSONObject                    // {"created":[…],"updated":[…],"unchanged":[…]}
//
//     ImportDocument(_ json: JSONValue) throws(RuleError)   // {"rows":[…],"skipBadRows":…,"part":…}
//     ImportDocument.run(_ kind: ImportKind, _ writer: StoreWriter) throws -> ImportReport
//     ImportReport.json: JSONObject                   // {"created":n,"updated":n,"unchanged":n,"skipped":n,…}
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
        if !problems.isEmpty { throw RuleError(problems.told) }
        return session.report
    }

    /// Applies a document in a transaction of its own.
    /// - Parameters:
    ///   - isDryRun: nothing is kept, and the report says what would have been done.
    ///   - oversight: who asks whether the author may, of a dry run too.
    ///   - end: when nobody waits for it any more; nothing is kept then.
    /// - Throws: `RuleError` as above; what `oversight` throws.
    public func apply(
        _ document: JSONValue, to store: Store, isDryRun: Bool = false,
        oversight: (@Sendable (Intervention, StoreReader) throws -> Void)? = nil, until end: ReadEnd? = nil
    ) async throws -> ApplyReport {
        struct NothingKept: Error { let report: ApplyReport }
        do {
            return try await store.write(until: end) { writer in
                writer.oversight = oversight
                let report = try apply(document, writer: writer)
                if isDryRun { throw NothingKept(report: report) }
                return report
            }
        } catch let end as NothingKept {
            return end.report.ofNothingKept
        }
    }
}

/// One application of a document inside one transaction. Containers come before what is in them,
/// and every list and campaign is there before the first rule or step that may name it.
final class ApplySession {
    let writer: StoreWriter
    let problems: Problems
    private(set) var report = ApplyReport()
    /// The rules that the document has changed, each with its place.
    var written: [(path: String, rules: RuleSet)] = []

    init(writer: StoreWriter, problems: Problems) {
        self.writer = writer
        self.problems = problems
    }

    var reader: StoreReader { writer.reader }
    var moment: Moment { writer.moment }

    func apply(_ document: AuthoredDocument) throws {
        // Nothing of it would be kept, and what is wrong with it is known well enough.
        guard !problems.isFull, document.size <= AuthoredDocument.mostAssets else { return }
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
        try checkWrittenRules()
        guard problems.isEmpty else { return }
        for campaign in campaigns { try applySchedule(of: campaign) }
        for outcome in lists.map(\.outcome) + campaigns.map(\.outcome) { record(outcome) }
    }

    func record(_ asset: AppliedAsset) { report.assets.append(asset) }

    func record(_ kind: String, _ name: String, _ id: Int64?, _ outcome: AppliedAsset.Outcome) {
        record(AppliedAsset(kind: kind, name: name, id: id, outcome: outcome))
    }

    /// One that was there.
    /// - Parameter changed: the members of the document in which it differed.
    func record(_ kind: String, _ name: String, _ id: Int64?, changed: [String]) {
        record(
            AppliedAsset(
                kind: kind, name: name, id: id, outcome: changed.isEmpty ? .unchanged : .updated, changed: changed))
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
        record("setting", "time zone", nil, changed: differing(["timeZone": !isSame]))
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
    private var changed: [String] = []

    init(authored: Authored, id: ID, isNew: Bool, kind: String, name: String, rawID: Int64) {
        self.authored = authored
        self.id = id
        self.isNew = isNew
        self.kind = kind
        self.name = name
        self.rawID = rawID
    }

    /// It differed in these members of the document.
    func markChanged(_ members: [String]) { changed += members.filter { !changed.contains($0) } }
    func markChanged(_ member: String) { markChanged([member]) }

    var outcome: AppliedAsset {
        if isNew { return AppliedAsset(kind: kind, name: name, id: rawID, outcome: .created) }
        return AppliedAsset(
            kind: kind, name: name, id: rawID, outcome: changed.isEmpty ? .unchanged : .updated, changed: changed)
    }
}

/// The members of a document that differ, where each is given with whether it does.
func differing(_ members: KeyValuePairs<String, Bool>) -> [String] { members.filter(\.value).map(\.key) }
