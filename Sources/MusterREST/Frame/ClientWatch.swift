public import NIOCore
import Synchronization

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
    private let channel: (any Channel)?

    /// - Parameter channel: `nil` for a client that always stays.
    init(_ channel: (any Channel)?) { self.channel = channel }

    /// Runs `body` as a task that is cancelled when the client is gone, or with the caller's task.
    func whileConnected<T: Sendable>(_ body: @escaping @Sendable () async throws -> T) async throws -> T {
        // A pipeline without a watch, such as that of a test, has a client that stays.
        let watch = try? await channel?.pipeline.handler(type: ClientWatch.self).get()
        let task = Task { try await body() }
        let ended = watch?.cancel(task)
        defer { ended?() }
        return try await withTaskCancellationHandler {
            try await task.value
        } onCancel: {
            task.cancel()
        }
    }
}
