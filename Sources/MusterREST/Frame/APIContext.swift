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
    /// What the endpoint asks of the caller.
    let permission: PermissionRequirement
    let client: ClientConnection
    /// The moment of the request.
    let now: Instant
    let requestID: String

    init(
        services: APIServices, caller: Caller, permission: PermissionRequirement, client: ClientConnection,
        now: Instant, requestID: String
    ) {
        self.services = services
        self.caller = caller
        self.permission = permission
        self.client = client
        self.now = now
        self.requestID = requestID
    }

    /// Asks about people what may take long. It ends when the client is gone, with the server, or after
    /// `timeout` seconds where the request has that parameter, which is within what a question may take.
    func ask<Answer: Sendable>(
        _ request: APIRequest, _ question: @escaping @Sendable (Audience, Asker) async throws -> Answer
    ) async throws -> Answer {
        var asker = Asker(user: caller.scope)
        if let seconds = try request.integer("timeout", in: 1...ReadEnd.longest.components.seconds) {
            asker.timeLimit = .seconds(seconds)
        }
        let audience = engine.audience
        return try await whileAwaited { [asker] in try await question(audience, asker) }
    }

    /// Runs what changes nothing and may take long: it ends when the client is gone, and with the server.
    /// - Throws: what says so to a client whom the server leaves.
    func whileAwaited<T: Sendable>(_ body: @escaping @Sendable () async throws -> T) async throws -> T {
        let ending = services.ending
        do { return try await client.whileConnected(until: ending, body) } catch let error
            where ending.hasCome && RequestHandler.isAbandoned(error)
        {
            throw APIError(.transientError, "The server is stopping; ask again when it is back")
        }
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
    let hosts: HostNames
    let foreignHosts = ForeignHosts()
    let throttle: SecretThrottle
    let random: RandomBytes
    let logger: Logger
    /// The end of the server.
    let ending = TaskEnd()
}

/// What ends tasks when it comes: those under way, and those that begin later at once.
final class TaskEnd: Sendable {
    private struct State {
        var hasCome = false
        var next = 0
        var cancellations: [Int: @Sendable () -> Void] = [:]
    }
    private let state = Mutex(State())

    var hasCome: Bool { state.withLock(\.hasCome) }

    /// Cancels `task` as soon as it comes; call the returned function when the task has ended.
    func cancel<T: Sendable>(_ task: Task<T, any Error>) -> @Sendable () -> Void {
        let key = state.withLock { state -> Int? in
            if state.hasCome { return nil }
            state.next += 1
            state.cancellations[state.next] = { task.cancel() }
            return state.next
        }
        guard let key else {
            task.cancel()
            return {}
        }
        return { self.state.withLock { $0.cancellations[key] = nil } }
    }

    func come() {
        let cancellations = state.withLock { state in
            state.hasCome = true
            defer { state.cancellations = [:] }
            return state.cancellations.values
        }
        for cancel in cancellations { cancel() }
    }
}

/// Notices that the client of a connection is gone, or has closed its sending side, which counts as
/// the same. Part of the pipeline of every connection, before the parser.
///
/// Hummingbird's own way, to read on while a request is answered, would end the connection with the
/// answer.
public final class ClientWatch: ChannelInboundHandler, Sendable {
    public typealias InboundIn = ByteBuffer

    /// The client is gone.
    let end = TaskEnd()
    /// The same for what is read for him.
    let reads = ReadEnd()

    /// Of the connection that the task serves.
    @TaskLocal static var current: ClientWatch?

    public init() {}

    /// Serves a connection: its requests find its watch without asking the event loop.
    public func whileServing(_ body: () async -> Void) async { await Self.$current.withValue(self) { await body() } }

    public func channelInactive(context: ChannelHandlerContext) {
        comeToAnEnd()
        context.fireChannelInactive()
    }

    public func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed = event { comeToAnEnd() }
        context.fireUserInboundEventTriggered(event)
    }

    func comeToAnEnd() {
        reads.cancel()
        end.come()
    }
}

/// What the frame asks of a connection whose client waits before he sends a body (`Expect: 100-continue`): to be
/// told that the body is read.
public struct BodyAwaited: Sendable {}

/// The connection that a request came over.
struct ClientConnection: Sendable {
    private let channel: (any NIOCore.Channel)?
    /// The end of what is read for the client; `nil` for a client who always stays.
    let reads = ClientWatch.current?.reads

    /// - Parameter channel: `nil` for a client that always stays.
    init(_ channel: (any NIOCore.Channel)?) { self.channel = channel }

    /// Runs `body` as a task that is cancelled when the client is gone, with the caller's task, or at
    /// another end.
    func whileConnected<T: Sendable>(
        until other: TaskEnd? = nil, _ body: @escaping @Sendable () async throws -> T
    ) async throws -> T {
        let watch = try await watch()
        let task = Task { try await body() }
        let ended = [watch?.end, other].map { $0?.cancel(task) }
        defer { for ended in ended { ended?() } }
        return try await withTaskCancellationHandler {
            try await task.value
        } onCancel: {
            task.cancel()
        }
    }

    var address: ClientAddress? { ClientAddress(channel?.remoteAddress) }

    /// Tells a client who waits for it that his body is read.
    func awaitBody() { channel?.triggerUserOutboundEvent(BodyAwaited(), promise: nil) }

    /// - Throws: `CancellationError` when the connection has ended, and its handlers with it.
    private func watch() async throws -> ClientWatch? {
        guard let channel else { return nil }
        do { return try await channel.pipeline.handler(type: ClientWatch.self).get() } catch {
            guard channel.isActive else { throw CancellationError() }
            throw error
        }
    }
}
