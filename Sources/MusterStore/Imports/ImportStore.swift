import Crypto
public import Foundation
public import MusterModel

/// How far the import of one file has come. Each part of it is committed with its rows.
public struct ImportProgress: Sendable, Hashable {
    /// Chosen by whoever imports, for this file alone.
    public let key: String
    /// `leads` or `activities`.
    public let kind: String
    /// Of the file's bytes.
    public let fingerprint: String
    /// What else decides what a row does, such as that bad ones are skipped.
    public let options: String
    /// Rows of the file before this one are done with; the first has 0.
    public var nextRow: Int64 = 0
    public var created: Int64 = 0
    public var updated: Int64 = 0
    public var unchanged: Int64 = 0
    public var skipped: Int64 = 0
    /// The rows that the last part has skipped, each with why; whoever writes them to a file may have been stopped
    /// between the commit and that.
    public var rejects: [Reject] = []
    public var beganAt: Instant
    /// `nil` while rows are missing.
    public var finishedAt: Instant?

    public struct Reject: Sendable, Hashable {
        public let row: Int64
        public let reason: String

        public init(row: Int64, reason: String) {
            self.row = row
            self.reason = reason
        }
    }

    public init(key: String, kind: String, fingerprint: String, options: String, beganAt: Instant) {
        self.key = key
        self.kind = kind
        self.fingerprint = fingerprint
        self.options = options
        self.beganAt = beganAt
    }
}

extension StoreReader {
    /// `nil` when nothing was imported under the key.
    public func importProgress(_ key: String) throws -> ImportProgress? {
        try connection.first(
            """
            SELECT key, kind, fingerprint, options, next_row, created, updated, unchanged, skipped, rejects, began_at, \
            finished_at FROM import WHERE key = ?
            """, [.text(key)]
        ) { row in
            var progress = ImportProgress(
                key: row.text(0), kind: row.text(1), fingerprint: row.text(2), options: row.text(3),
                beganAt: row.instant(10))
            progress.nextRow = row.int(4)
            (progress.created, progress.updated) = (row.int(5), row.int(6))
            (progress.unchanged, progress.skipped) = (row.int(7), row.int(8))
            progress.finishedAt = row.instantOrNil(11)
            let rejects = try StoredObject(try JSONParser.parse(row.text(9)), "rejects of import '\(key)'").object
            progress.rejects = rejects.members.compactMap { member in
                Int64(member.key).map { ImportProgress.Reject(row: $0, reason: member.value.text ?? "") }
            }
            return progress
        }
    }
}

extension StoreWriter {
    public func setImportProgress(_ progress: ImportProgress) throws {
        let rejects = JSONObject(progress.rejects.map { (key: String($0.row), value: .string($0.reason)) })
        try write(
            .bookkeeping,
            """
            INSERT INTO import (key, kind, fingerprint, options, next_row, created, updated, unchanged, skipped, \
            rejects, began_at, finished_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) \
            ON CONFLICT (key) DO UPDATE SET next_row = excluded.next_row, created = excluded.created, \
            updated = excluded.updated, unchanged = excluded.unchanged, skipped = excluded.skipped, \
            rejects = excluded.rejects, finished_at = excluded.finished_at
            """,
            [
                .text(progress.key), .text(progress.kind), .text(progress.fingerprint), .text(progress.options),
                .int(progress.nextRow), .int(progress.created), .int(progress.updated), .int(progress.unchanged),
                .int(progress.skipped), .text(JSONValue.object(rejects).jsonText), .instant(progress.beganAt),
                .instantOrNull(progress.finishedAt),
            ])
    }
}

/// What tells one file from another, whatever it is called: SHA-256 of its bytes, in hexadecimal digits.
public enum Fingerprint {
    public static func of(_ bytes: Data) -> String { SHA256.hash(data: bytes).hexadecimal }
}
