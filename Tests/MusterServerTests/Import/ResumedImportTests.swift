import Foundation
import MusterAuthoring
import MusterModel
import MusterRules
import MusterStore
import Testing

@testable import MusterServer

/// Imports under a key: whatever ends one on the way, each row is written once.
@Suite struct ResumedImportTests {
    /// An instance whose connection breaks after so many documents were written, with or without the answer.
    private final class BreakingAccess: InstanceAccess, @unchecked Sendable {
        struct Broken: Error {}
        let inner: any InstanceAccess
        var left: Int
        let losesAnswer: Bool

        init(_ inner: any InstanceAccess, after left: Int, losesAnswer: Bool) {
            (self.inner, self.left, self.losesAnswer) = (inner, left, losesAnswer)
        }

        var api: any APICaller { inner.api }
        var mostRowsAtOnce: Int? { 5_000 }
        func apply(_ document: JSONValue, isDryRun: Bool) async throws -> ApplyReport {
            try await inner.apply(document, isDryRun: isDryRun)
        }
        func importRows(
            _ kind: ImportKind, _ next: @escaping @Sendable () -> ImportDocument?
        ) async throws -> [ImportReport] {
            guard let document = next() else { return [] }
            if document.isDryRun || document.rows.isEmpty { return [try await once(kind, document)] }
            left -= 1
            guard left >= 0 else { throw Broken() }
            let report = try await once(kind, document)
            if left == 0, losesAnswer { throw Broken() }
            return [report]
        }
        private func once(_ kind: ImportKind, _ document: ImportDocument) async throws -> ImportReport {
            let rest = Recorded(document)
            return try await inner.importRows(kind) { rest.take() }[0]
        }
        func close() async throws {}
    }

    private final class Recorded: @unchecked Sendable {
        private var document: ImportDocument?
        init(_ document: ImportDocument) { self.document = document }
        func take() -> ImportDocument? {
            defer { document = nil }
            return document
        }
    }

    private static let rows = 3_500
    private static func text(_ row: (Int) -> String) -> String { (0..<rows).map(row).joined(separator: "\n") + "\n" }

    private static func run(
        _ file: String, _ kind: ImportKind, _ options: FileImport.Options, _ access: any InstanceAccess
    ) async throws -> FileImport.Result {
        try await FileImport(file: file, kind: kind, options: options).run(through: access) { _ in }
    }

    @Test(
        "broken off after any part, with or without its answer, it goes on and writes each row once",
        arguments: [
            (1, true), (1, false), (2, true), (3, false),
        ])
    func activities(parts: Int, losesAnswer: Bool) async throws {
        try await InstanceFixture.run { fixture async throws in
            let lead = try await fixture.store.write {
                try $0.createLead([.email: .text("a@x.example")], origin: .api)
            }
            let file = try fixture.file(
                "a.csv",
                "lead,type,date,primary value\n" + Self.text { "\(lead),Visit Webpage,2026-01-05,/page\($0)" })
            let options = FileImport.Options(key: "march")
            let breaking = BreakingAccess(fixture.access, after: parts, losesAnswer: losesAnswer)
            await #expect(throws: BreakingAccess.Broken.self) {
                try await Self.run(file, .activities, options, breaking)
            }
            let result = try await Self.run(file, .activities, options, fixture.access)
            #expect(result.created == Self.rows && result.resumedAfter == parts * 1_000 && !result.wasDone)
            let again = try await Self.run(file, .activities, options, fixture.access)
            #expect(again.created == Self.rows && again.wasDone)
            let pages = try fixture.store.read { reader in
                try reader.activities(after: 0, since: nil, types: [1], limit: 9_999).rows.map(\.content.primaryValue)
            }
            #expect(pages == (0..<Self.rows).map { "/page\($0)" })
        }
    }

    @Test("the file of rejects has each rejected row once, as it was", arguments: [(1, true), (2, true), (2, false)])
    func rejects(parts: Int, losesAnswer: Bool) async throws {
        try await InstanceFixture.run { fixture async throws in
            let file = try fixture.file(
                "l.csv",
                "email,leadScore,city\n"
                    + Self.text {
                        $0 % 100 == 7
                            ? "p\($0)@x.example,many,\"a \"\"b\"\", c\""
                            : $0 % 100 == 8 ? "short" : "p\($0)@x.example,1,Bonn"
                    })
            let options = FileImport.Options(skipsBadRows: true, key: "k")
            let breaking = BreakingAccess(fixture.access, after: parts, losesAnswer: losesAnswer)
            await #expect(throws: BreakingAccess.Broken.self) { try await Self.run(file, .leads, options, breaking) }
            let result = try await Self.run(file, .leads, options, fixture.access)
            #expect(result.skipped == 70 && result.created == Self.rows - 70)
            #expect(result.rejects == file + ".rejects.csv")
            let rejects = Array(CSVReader(try Data(contentsOf: URL(filePath: file + ".rejects.csv")), file: "r"))
            #expect(
                rejects.count == 71
                    && rejects[0].fields.map(\.text) == ["email", "leadScore", "city", "Import Failure Reason"])
            #expect(
                rejects.dropFirst().filter { $0.fields[0].text != "short" }.map { $0.fields[0].text }
                    == (0..<35).map { "p\($0 * 100 + 7)@x.example" })
            #expect(rejects[1].fields[2].text == "a \"b\", c")
            #expect(rejects[1].fields[3].text == "leadScore: Invalid value for field 'leadScore' and value 'many'")
            #expect(
                rejects[2].fields.map(\.text) == [
                    "short", "", "", "this row has 1 values, but the header has 3 columns",
                ])
        }
    }

    @Test("a key is of one file, one kind and the same options")
    func otherFiles() async throws {
        try await InstanceFixture.run { fixture async throws in
            _ = try await fixture.importFile(.leads, "email\na@x.example\n", key: "k")
            for (text, options, fix) in [
                ("email\nb@x.example\n", FileImport.Options(key: "k"), "an import of another file, which began at"),
                (
                    "email\na@x.example\n", FileImport.Options(skipsBadRows: true, key: "k"),
                    "with other options (no bad rows)"
                ),
            ] {
                let file = try fixture.file("o.csv", text)
                let error = await #expect(throws: RuleError.self) {
                    try await Self.run(file, .leads, options, fixture.access)
                }
                #expect(error?.diagnostics.first?.description.contains(fix) == true, "\(String(describing: error))")
            }
            #expect(try fixture.store.read { try $0.leadIDs(limit: 9) }.count == 1)
        }
    }

    @Test("a file that does not fit into one call is refused without a key, before anything is written")
    func needsKey() async throws {
        try await InstanceFixture.run { fixture async throws in
            let file = try fixture.file("l.csv", "email\n" + (0..<5_001).map { "p\($0)@x.example\n" }.joined())
            let access = BreakingAccess(fixture.access, after: 99, losesAnswer: false)
            let error = await #expect(throws: AccessError.self) {
                try await Self.run(file, .leads, FileImport.Options(), access)
            }
            #expect(
                error?.description.contains(
                    "5001 rows, and a server takes 5000 at once. Give the import a name with --key") == true)
            #expect(try fixture.store.read { try $0.leadIDs(limit: 9) }.isEmpty)
            #expect(try await Self.run(file, .leads, FileImport.Options(key: "k"), access).created == 5_001)
        }
    }

    @Test("without a key a file whose last row cannot be written leaves nothing")
    func whole() async throws {
        try await InstanceFixture.run { fixture async throws in
            let documents = Documents([
                ImportDocument(rows: [["email": "a@x.example"]]), ImportDocument(rows: [["email": "nobody"]]),
            ])
            await #expect(throws: RuleError.self) { try await fixture.access.importRows(.leads) { documents.next() } }
            #expect(try fixture.store.read { try $0.leadIDs(limit: 9) }.isEmpty)
        }
    }

    private final class Documents: @unchecked Sendable {
        private var rest: [ImportDocument]
        init(_ documents: [ImportDocument]) { rest = documents }
        func next() -> ImportDocument? { rest.isEmpty ? nil : rest.removeFirst() }
    }

    @Test("a file of rejects that is there is not written over")
    func existingRejects() async throws {
        try await InstanceFixture.run { fixture async throws in
            _ = try fixture.file("rows.csv.rejects.csv", "mine")
            let error = await #expect(throws: AccessError.self) {
                try await fixture.importFile(.leads, "email\na@x.example\nnobody\n", skipsBadRows: true)
            }
            #expect(error?.description.contains("is there already") == true)
            #expect(try fixture.store.read { try $0.leadIDs(limit: 9) }.isEmpty)
            let elsewhere = try fixture.file("x", "") + ".csv"
            let result = try await fixture.importFile(
                .leads, "email\na@x.example\nnobody\n", skipsBadRows: true, rejects: elsewhere)
            #expect(result.created == 1 && result.rejects == elsewhere)
        }
    }

    @Test("a file without rows is done at once")
    func empty() async throws {
        try await InstanceFixture.run { fixture async throws in
            #expect(try await !fixture.importFile(.leads, "email\n", key: "k").wasDone)
            #expect(try await fixture.importFile(.leads, "email\n", key: "k").wasDone)
            #expect(try await fixture.importFile(.leads, "email\n").created == 0)
        }
    }
}
