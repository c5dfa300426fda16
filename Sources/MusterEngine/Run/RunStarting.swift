import MusterAudience
import MusterModel
import MusterStore

/// Starts runs by one bounded transaction a call; what takes longer goes on beside it.
struct RunStarting: Sendable {
    let tools: LaneTools

    private typealias Search = @Sendable () async throws -> PreparedStart

    private var starts: RunStarts { tools.starts }
    /// People who enter in one transaction.
    private var chunk: Int { tools.configuration.startChunk }

    enum Progress {
        /// Nothing to do before the list has been evaluated.
        case evaluating
        case begun(qualified: Int)
        case failed(String)
        /// Something was done.
        case entered

        var isEvaluating: Bool { if case .evaluating = self { true } else { false } }
    }

    /// Begins a run that has fallen due.
    func begin(_ record: RunRecord) async throws -> Progress {
        let run = record.run.id
        let search: Search = { [tools] in
            try await tools.configuration.startFault?(record.run.campaignID)
            let moment = tools.store.moment
            let terms = try tools.store.read { reader in
                try BatchRunTerms(record, library: tools.library, reader: reader, at: moment)
            }
            return try await terms.prepare(tools.audience)
        }
        let prepared: PreparedStart?
        do {
            prepared = try starts.prepared(run, goodFor: tools.configuration.longWait, search)
        } catch let refusal as BatchRunTerms.Refusal {
            return try await refuse(record, refusal.reason)
        }
        guard let prepared else { return .evaluating }
        return try await enter(prepared, anew: search) { try $0.begin(prepared) }
    }

    /// Lets the next people enter a run that has begun, and evaluates its list again if that was lost.
    func proceed(_ record: RunRecord) async throws -> Progress {
        let run = record.run.id
        let search: Search = { [tools] in
            let (start, terms) = try tools.store.read { reader in
                guard let start = try reader.runStart(of: run) else {
                    throw BatchRunTerms.Refusal("nobody is to enter any more")
                }
                return (start, try BatchRunTerms(start, of: record, reader: reader))
            }
            return try await terms.prepare(tools.audience, resuming: start)
        }
        let prepared: PreparedStart?
        do {
            prepared = try starts.prepared(run, search)
        } catch let refusal as BatchRunTerms.Refusal {
            try await tools.write { try $0.endStart(of: run, failure: "not everybody entered: \(refusal.reason)") }
            return .entered
        }
        guard let prepared else { return .evaluating }
        return try await enter(prepared, anew: search) { try $0.proceed(prepared) }
    }

    private func enter(
        _ prepared: PreparedStart, anew search: @escaping Search,
        _ body: @escaping @Sendable (BatchRunStart) throws -> BatchRunStart.Verdict
    ) async throws -> Progress {
        let verdict = try await tools.write { [chunk] writer in
            try body(BatchRunStart(writer: writer, chunk: chunk))
        }
        switch verdict {
        case .started(let qualified, let rest):
            if let rest { starts.keep(rest) } else { starts.forget(prepared.terms.run) }
            return .begun(qualified: qualified)
        case .failed(let reason):
            starts.forget(prepared.terms.run)
            return .failed(reason)
        case .behind:
            starts.goOn(prepared.terms.run) { [tools] in
                var prepared = prepared
                prepared.selection = try await tools.audience.catchUp(prepared.selection)
                return prepared
            }
            return .evaluating
        case .outdated:
            starts.goOn(prepared.terms.run, search)
            return .entered
        case .withdrawn:
            starts.forget(prepared.terms.run)
            return .entered
        }
    }

    /// Ends a run that cannot begin.
    func refuse(_ record: RunRecord, _ reason: String) async throws -> Progress {
        starts.forget(record.run.id)
        let verdict = try await tools.write { [chunk] writer -> BatchRunStart.Verdict in
            guard let record = try writer.reader.run(record.run.id), record.run.state == .scheduled else {
                return .withdrawn
            }
            return try BatchRunStart(writer: writer, chunk: chunk).refuse(record, reason)
        }
        if case .failed(let reason) = verdict { return .failed(reason) }
        return .entered
    }
}
