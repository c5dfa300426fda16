import MusterEngine
import MusterModel
import MusterStore

/// Moves a simulated clock, and answers after everything that fell due on the way has happened, with
/// what that was.
struct MoveClockEndpoint: Endpoint {
    static let route = Route(.post, "/muster/v1/clock.json")
    static let permission = PermissionRequirement.executeCampaign

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let move = try Self.move(request)
        do {
            return .json(Self.record(try await context.services.clock.move(move)))
        } catch let refusal as ClockCommands.Refusal {
            throw APIError(clock: refusal)
        }
    }

    private static func record(_ report: ClockReport) -> JSONValue {
        var members: [(key: String, value: JSONValue)] = [
            ("now", .string(report.now.iso8601)), ("simulated", true), ("from", .string(report.from.iso8601)),
            ("stops", .integer(Int64(report.stops))), ("runs", .integer(Int64(report.runs))),
            ("activities", .integer(Int64(report.activities))), ("messages", .integer(Int64(report.messages))),
        ]
        if let horizon = report.horizon { members.append(("horizon", .string(horizon.iso8601))) }
        if let due = report.nextDue { members.append(("nextDue", .string(due.iso8601))) }
        return .object(JSONObject(members))
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
            moves.append(.untilIdle(within: horizon ?? ClockMove.usualHorizon))
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
                .businessRule("The clock of this instance is real and cannot be moved; start it with a simulated clock")
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
