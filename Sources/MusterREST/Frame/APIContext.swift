import Logging
import MusterAudience
import MusterEngine
import MusterModel
import MusterStore
public import NIOCore
import Synchronization

/// What an endpoint works with, besides the request.
struct APIContext: Sendable {
    let services: APIServices
    /// Who calls.
    let caller: Caller
    let client: ClientConnection
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
    /// seconds where the request has that parameter, which is within what a question may take.
    func ask<Answer: Sendable>(
        _ request: APIRequest, _ question: @escaping @Sendable (Audience, Asker) async throws -> Answer
    ) async throws -> Answer {
        var asker = Asker(user: caller.scope)
        if let seconds = try request.integer("timeout", in: 1...ReadEnd.longest.components.seconds) {
            asker.timeLimit = .seconds(seconds)
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

/// Notices that the client of a connection is gone, or has closed its sending side, which counts as
/// the same. Part of the pipeline of every connection, before the parser.
///
/// Hummingbird's own way, to read on while a request is answered, would end the connection with the
/// answer.
public final class ClientWatch: ChannelInboundHandler, Sendable {
    public typealias InboundIn = ByteBuffer

    private struct State {
        var isGone = false
        var next = 0
        var whenGone: [Int: @Sendable () -> Void] = [:]
    }
    private let state = Mutex(State())

    public init() {}

    /// Cancels `task` as soon as the client is gone; call the returned function when it has ended.
    func cancel<T: Sendable>(_ task: Task<T, any Error>) -> @Sendable () -> Void {
        let key = state.withLock { state -> Int? in
            if state.isGone { return nil }
            state.next += 1
            state.whenGone[state.next] = { task.cancel() }
            return state.next
        }
        guard let key else {
            task.cancel()
            return {}
        }
        return { self.state.withLock { $0.whenGone[key] = nil } }
    }

    public func channelInactive(context: ChannelHandlerContext) {
        noteGone()
        context.fireChannelInactive()
    }

    public func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed = event { noteGone() }
        context.fireUserInboundEventTriggered(event)
    }

    private func noteGone() {
        let actions = state.withLock { state in
            state.isGone = true
            defer { state.whenGone = [:] }
            return state.whenGone.values
        }
        for action in actions { action() }
    }
}

/// The connection that a request came over.
struct ClientConnection: Sendable {
    private let channel: (any NIOCore.Channel)?

    /// - Parameter channel: `nil` for a client that always stays.
    init(_ channel: (any NIOCore.Channel)?) { self.channel = channel }

    /// Runs `body` as a task that is cancelled when the client is gone, or with the caller's task.
    func whileConnected<T: Sendable>(_ body: @escaping @Sendable () async throws -> T) async throws -> T {
        let watch = try await watch()
        let task = Task { try await body() }
        let ended = watch?.cancel(task)
        defer { ended?() }
        return try await withTaskCancellationHandler {
            try await task.value
        } onCancel: {
            task.cancel()
        }
    }

    /// - Throws: `CancellationError` when the connection has ended, and its handlers with it.
    private func watch() async throws -> ClientWatch? {
        guard let channel else { return nil }
        do { return try await channel.pipeline.handler(type: ClientWatch.self).get() } catch {
            guard channel.isActive else { throw CancellationError() }
            throw error
        }
    }
}
