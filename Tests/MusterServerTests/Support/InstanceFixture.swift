import Foundation
import Logging
import MusterAuthoring
import MusterEngine
import MusterModel
import MusterStore
import MusterTesting

@testable import MusterServer

/// A real instance on a database of its own, with a clock that stands still.
struct InstanceFixture {
    /// A Monday.
    static let start = Instant(text: "2026-03-02T09:00:00Z") ?? Instant(seconds: 0)

    let instance: Instance
    let folder: URL
    var access: DirectAccess { DirectAccess(instance) }
    var store: Store { instance.store }

    static func run(_ body: (InstanceFixture) async throws -> Void) async throws {
        try await withTemporaryDatabase { database in
            let instance = try await Instance.open(
                path: database.path, clock: .simulated(from: start), logger: .silent)
            do {
                try await body(InstanceFixture(instance: instance, folder: database.directory))
            } catch {
                try await instance.close()
                throw error
            }
            try await instance.close()
        }
    }

    @discardableResult
    func apply(_ yaml: String, isDryRun: Bool = false) async throws -> ApplyReport {
        try await access.apply(try YAMLDocument(yaml, file: "test.yaml").json, isDryRun: isDryRun)
    }

    func file(_ name: String, _ text: String) throws -> String {
        let url = folder.appendingPathComponent(name)
        try Data(text.utf8).write(to: url)
        return url.path
    }

    /// - Parameter key: also gives the options their file of rejects.
    func importFile(
        _ kind: FileImport.Kind, _ text: String, skipsBadRows: Bool = false, key: String? = nil,
        list: StaticListID? = nil, rejects: String? = nil, name: String = "rows.csv"
    ) async throws -> FileImport.Result {
        let file = try file(name, text)
        let options = FileImport.Options(skipsBadRows: skipsBadRows, key: key, list: list, rejects: rejects)
        return try await FileImport(file: file, kind: kind, options: options).run(through: access) { _ in }
    }
}

extension InstanceFixture {
    func importRows(_ document: ImportDocument, _ kind: ImportKind) async throws -> ImportReport {
        try await store.write { try document.run(kind, $0) }
    }
}

extension SourceError {
    /// The problems without the folder of the test.
    var sentences: [String] {
        problems.map { problem in
            SourceProblem(
                file: String(problem.file.split(separator: "/").last ?? ""), line: problem.line, column: problem.column,
                message: problem.message
            ).description
        }
    }
}
