import Logging
import MusterAudience
import MusterEngine
import MusterModel
import MusterStore

/// What an endpoint works with, besides the request.
struct APIContext: Sendable {
    let services: APIServices
    /// Who calls.
    let caller: Caller
    private let client: ClientConnection
    /// The moment of the request.
    let now: Instant
    let requestID: String

    init(services: APIServices, caller: Caller, client: ClientConnection, now: Instant, requestID: String) {
        self.services = services
        self.caller = caller
        self.client = client
        self.now = now
        self.requestID = requestID
    }

    /// Asks about people what may take long. It ends when the client is gone, or after `timeout`
    /// seconds where the request has that parameter.
    func ask<Answer: Sendable>(
        _ request: APIRequest, _ question: @escaping @Sendable (Audience, Asker) async throws -> Answer
    ) async throws -> Answer {
        var asker = Asker(user: caller.scope)
        if let seconds = try request.integer("timeout") {
            guard seconds >= 1 else { throw APIError.belowMinimum("timeout", 1) }
            asker.timeLimit = .seconds(min(seconds, ReadEnd.longest.components.seconds))
        }
        let audience = engine.audience
        return try await client.whileConnected { [asker] in try await question(audience, asker) }
    }

    var store: Store { services.store }
    var engine: Engine { services.engine }
    var pagingTokens: PagingTokens { services.pagingTokens }
    /// Without a slash at its end; `url` and `computedUrl` of assets begin with it.
    var appURL: String { store.catalogs.settings.appURL }
}

/// What all requests share.
struct APIServices: Sendable {
    let store: Store
    let engine: Engine
    let clock: ClockCommands
    let tokens: AccessTokens
    let pagingTokens: PagingTokens
    let campaignRecords = SmartCampaignRecords()
    let requestIDs: RequestIDs
    let patience: Patience
    let random: RandomBytes
    let logger: Logger
}
