import Logging
import MusterModel
import MusterStore

/// Erases a person, and others with him in `also`: the files are written anew once for all of them.
///
/// Goes to its end when the client is gone. When the files could not be written anew, as when the disk is
/// full or the server is stopping, a warning says so.
struct EraseLeadEndpoint: Endpoint {
    static let route = Route(.post, "/muster/v1/lead/{id}/erase.json")
    static let permission = PermissionRequirement.erasesPeople

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        var seen: Set<LeadID> = []
        let people = ([request.id] + (try request.integers("also"))).map { LeadID($0) }
            .filter { seen.insert($0).inserted }
        guard people.count <= APIRequest.maximumLeads else {
            throw APIError.tooMany("leads", limit: APIRequest.maximumLeads)
        }
        // Beside the writer, because somebody who is not known is looked for in the whole log.
        if let refusal = try context.store.read({ try $0.refusal(ofErasing: people) }) { throw APIError(refusal) }
        let random = context.services.random
        let salt = Base32.encode(random(32))
        let erasure: Erasure
        do {
            erasure = try await context.store.write(.background) { try $0.erase(people, salt: salt) }
        } catch let refusal as ErasureRefusal { throw APIError(refusal) }
        context.services.logger.notice(
            "people were erased, the files are written anew",
            metadata: ["counts": "\(JSONValue.object(erasure.counts).jsonText)"])
        let warning = await Self.cleanFiles(context)
        var result = APIResult.record(
            ErasureRecord(erasure: try context.store.read { try $0.erasure(erasure.id) } ?? erasure))
        result.warnings = [warning].compactMap(\.self)
        return result
    }

    /// - Returns: why files may still hold what was erased; `nil` when none does.
    private static func cleanFiles(_ context: APIContext) async -> String? {
        let store = context.store
        let task = Task { try await store.cleanFiles() }
        let end = context.services.ending.cancel(task)
        defer { end() }
        do {
            _ = try await task.value
            return nil
        } catch {
            context.services.logger.error(
                "files may still hold what was erased", metadata: ["error": "\(error.inBrief)"])
            return "What was erased is gone, but files may still hold it until the server starts again, or somebody "
                + "else is erased"
        }
    }
}

/// What was erased when, the newest first; not of whom.
struct GetErasuresEndpoint: Endpoint {
    static let route = Route(.get, "/muster/v1/erasures.json")
    static let permission = PermissionRequirement.manageInstance

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        .records(try context.store.read { try $0.erasures() }.map(ErasureRecord.init))
    }
}

private struct ErasureRecord: WireRecord {
    let erasure: Erasure

    func write(_ writer: inout JSONWriter) {
        writer.object {
            $0.member("id", erasure.id)
            $0.member("erasedAt", erasure.erasedAt.iso8601)
            if let clean = erasure.filesCleanAt { $0.member("filesCleanAt", clean.iso8601) }
            $0.member("counts", .object(erasure.counts))
        }
    }
}

extension APIError {
    fileprivate init(_ refusal: ErasureRefusal) {
        switch refusal {
        case .unknown(let people): self = .leadsNotFound(people.map(\.rawValue))
        case .merged(let person, let winner): self = .leadMerged(person.rawValue, into: winner.rawValue)
        }
    }
}
