import MusterEngine
import MusterModel

/// Moves a simulated clock, and answers after everything that fell due on the way has happened.
struct MoveClockEndpoint: Endpoint {
    static let route = Route(.post, "/muster/v1/clock.json")
    static let permission = PermissionRequirement.executeCampaign

    private enum Move {
        case advance(RelativePeriod)
        case to(Instant)
        case untilIdle
    }

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let move = try Self.move(request)
        do {
            switch move {
            case .advance(let period): try await context.services.clock.advance(by: period)
            case .to(let instant): try await context.services.clock.move(to: instant)
            case .untilIdle: try await context.services.clock.runUntilIdle()
            }
        } catch let refusal as ClockCommands.Refusal {
            throw APIError(clock: refusal)
        }
        return .clock(context)
    }

    /// Exactly one of the three; `"untilIdle": false` says nothing.
    private static func move(_ request: APIRequest) throws(APIError) -> Move {
        var moves: [Move] = []
        if let text = try request.text("advance") {
            guard let period = RelativePeriod(text) else { throw .invalidType(text, "Period") }
            moves.append(.advance(period))
        }
        // Not cut to whole seconds: that might lie before the present moment.
        if let text = try request.text("to") {
            guard let instant = Instant(text: text.trimmingBlanks) else { throw .invalidDate(in: request.family) }
            moves.append(.to(instant))
        }
        if try request.boolean("untilIdle") == true { moves.append(.untilIdle) }
        guard let move = moves.first else { throw .blank("advance, to or untilIdle") }
        guard moves.count == 1 else { throw APIError(.invalidValue, "Give one of advance, to and untilIdle") }
        return move
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
            }
    }
}
