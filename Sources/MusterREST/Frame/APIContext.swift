import Logging
import MusterEngine
import MusterModel
import MusterStore

/// What an endpoint works with, besides the request.
struct APIContext: Sendable {
    let services: APIServices
    /// Who calls.
    let caller: Caller
    /// The moment of the request.
    let now: Instant
    let requestID: String

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
