import MusterEngine
import MusterModel
import MusterStore

/// Answers as soon as nobody is being processed, or when the caller's patience ends.
struct GetIdleEndpoint: Endpoint {
    static let route = Route(.get, "/muster/v1/idle.json")
    static let permission = PermissionRequirement.token

    private static let defaultTimeout: Int64 = 30
    /// As long as an asset call may take.
    private static let maximumTimeout: Int64 = 300

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let timeout = try request.integer("timeout") ?? Self.defaultTimeout
        guard timeout >= 0 else { throw APIError.belowMinimum("timeout", 0) }
        let isIdle = try await Self.isIdle(context, within: min(timeout, Self.maximumTimeout))
        return .json(["idle": .boolean(isIdle)])
    }

    /// Looks again after every commit, because only a commit can end the work.
    private static func isIdle(_ context: APIContext, within seconds: Int64) async throws -> Bool {
        let engine = context.engine
        let patience = context.services.patience
        let (commits, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let key = engine.store.changes.listen { _ in continuation.yield() }
        defer { engine.store.changes.stopListening(key) }
        if try engine.isIdle() { return true }
        return try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                for await _ in commits where try engine.isIdle() { return true }
                return false
            }
            // Real seconds, also where the clock of the instance stands still.
            group.addTask {
                try await patience(seconds)
                return false
            }
            defer { group.cancelAll() }
            return try await group.next() ?? false
        }
    }
}
