import MusterEngine
import MusterModel
import MusterStore

/// What time it is for the instance.
struct GetClockEndpoint: Endpoint {
    static let route = Route(.get, "/muster/v1/clock.json")
    static let permission = PermissionRequirement.token

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult { .clock(context) }
}

extension APIResult {
    static func clock(_ context: APIContext) -> APIResult {
        let clock = context.store.clock
        return .json(["now": .string(clock.now.iso8601), "simulated": .boolean(clock.isSimulated)])
    }
}

/// Moves a simulated clock, and answers after everything that fell due on the way has happened, with
/// what that was.
struct MoveClockEndpoint: Endpoint {
    static let route = Route(.post, "/muster/v1/clock.json")
    static let permission = PermissionRequirement.manageInstance

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let move = try Self.move(request)
        do {
            let clock = context.services.clock
            return .json(.object(try await context.client.whileConnected { try await clock.move(move) }.json))
        } catch let refusal as ClockCommands.Refusal {
            throw APIError(clock: refusal)
        }
    }

    /// Exactly one of the three; `"untilIdle": false` says nothing.
    private static func move(_ request: APIRequest) throws(APIError) -> ClockMove {
        var moves: [ClockMove] = []
        if let period = try period("advance", request) { moves.append(.advance(period)) }
        // Not cut to whole seconds: that might lie before the present moment.
        if let text = try request.text("to") {
            guard let instant = Instant(text: text.trimmingBlanks) else { throw .invalidDate(in: request.family) }
            moves.append(.to(instant))
        }
        let horizon = try period("horizon", request)
        if try request.boolean("untilIdle") == true {
            moves.append(.untilIdle(within: horizon))
        } else if horizon != nil {
            throw APIError(.invalidValue, "horizon goes with untilIdle only")
        }
        guard let move = moves.first else { throw .blank("advance, to or untilIdle") }
        guard moves.count == 1 else { throw APIError(.invalidValue, "Give one of advance, to and untilIdle") }
        return move
    }

    private static func period(_ name: String, _ request: APIRequest) throws(APIError) -> RelativePeriod? {
        guard let text = try request.text(name) else { return nil }
        guard let period = RelativePeriod(text) else { throw .invalidType(text, "Period") }
        return period
    }
}

extension APIError {
    fileprivate init(clock refusal: ClockCommands.Refusal) {
        self =
            switch refusal {
            case .clockIsReal:
                .businessRule(
                    "The clock of this instance is real and cannot be moved; a new database can have a simulated one")
            case .backwards(let now): .businessRule("The clock cannot go back: it is \(now.iso8601)")
            case .tooFar(let latest):
                .businessRule(
                    "The clock moves at most \(ClockCommands.longestMoveYears) years at once: until \(latest.iso8601)")
            case .stopped(let now):
                APIError(
                    .transientError,
                    "The server is stopping: the clock stands at \(now.iso8601), and moving it again takes up the rest")
            }
    }
}

extension ClockReport {
    fileprivate var json: JSONObject {
        var members: [(key: String, value: JSONValue)] = [
            ("now", .string(now.iso8601)), ("simulated", true), ("from", .string(from.iso8601)),
            ("stops", .integer(Int64(stops))), ("runs", .integer(Int64(runs))),
            ("activities", .integer(Int64(activities))), ("messages", .integer(Int64(messages))),
        ]
        if let horizon { members.append(("horizon", .string(horizon.iso8601))) }
        if let nextDue { members.append(("nextDue", .string(nextDue.iso8601))) }
        return JSONObject(members)
    }
}

/// Answers as soon as nobody is being processed, or when the caller's patience ends. Waits no longer than
/// its client, or the server.
struct GetIdleEndpoint: Endpoint {
    static let route = Route(.get, "/muster/v1/idle.json")
    static let permission = PermissionRequirement.token

    private static let defaultTimeout: Int64 = 30
    /// As long as an asset call may take.
    private static let maximumTimeout: Int64 = 300

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let timeout = try request.integer("timeout", in: 0...Self.maximumTimeout) ?? Self.defaultTimeout
        let isIdle = try await context.whileAwaited { try await Self.isIdle(context, within: timeout) }
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
            let isIdle = try await group.next() ?? false
            // The commits end with the caller as well.
            try Task.checkCancellation()
            return isIdle
        }
    }
}
