import MusterStore

/// Writes that share one transaction, and so one wait for the disk.
struct WriteGroup {
    /// A group ends early once it has changed this many rows, so that those who are done do not
    /// wait for a long queue of large writes.
    private static let rowLimit: Int64 = 20_000

    private let connection: SQLiteConnection
    private var performed: [any WriteJob] = []
    private var failed: [(job: any WriteJob, error: any Error)] = []

    init(_ connection: SQLiteConnection) { self.connection = connection }

    /// Commits as many of the jobs as fit into one transaction, tells their callers and returns
    /// how many those were.
    static func commit(_ jobs: ArraySlice<any WriteJob>, on connection: SQLiteConnection) -> Int {
        var group = WriteGroup(connection)
        return group.commit(jobs)
    }

    private mutating func commit(_ jobs: ArraySlice<any WriteJob>) -> Int {
        do { try connection.execute("BEGIN IMMEDIATE") } catch {
            for job in jobs { job.end(error) }
            return jobs.count
        }
        let isShared = jobs.count > 1
        let start = connection.changeCount
        for job in jobs {
            do {
                try isShared ? inSavepoint(job) : job.perform(on: connection)
                performed.append(job)
            } catch {
                failed.append((job, error))
                if connection.isAutocommitting { return abandon(because: error) }
                if !isShared { return rollBack() }
            }
            if connection.changeCount - start > Self.rowLimit { break }
        }
        do { try connection.execute("COMMIT") } catch {
            failed += performed.map { ($0, error) }
            performed = []
            return rollBack()
        }
        return tell()
    }

    private func inSavepoint(_ job: any WriteJob) throws {
        try connection.execute("SAVEPOINT job")
        do { try job.perform(on: connection) } catch {
            // After a full disk or a failed read SQLite has rolled everything back by itself.
            if !connection.isAutocommitting {
                try connection.execute("ROLLBACK TO job")
                try connection.execute("RELEASE job")
            }
            throw error
        }
        try connection.execute("RELEASE job")
    }

    /// SQLite has given up the transaction during the last job, and the work of the others with it.
    private mutating func abandon(because error: any Error) -> Int {
        let lost = StoreError(.rolledBack, "another write of the same transaction failed: \(error)")
        failed = performed.map { ($0, lost) } + failed
        performed = []
        return tell()
    }

    private func rollBack() -> Int {
        if !connection.isAutocommitting { try? connection.execute("ROLLBACK") }
        return tell()
    }

    private func tell() -> Int {
        for job in performed { job.end(nil) }
        for (job, error) in failed { job.end(error) }
        return performed.count + failed.count
    }
}
