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
