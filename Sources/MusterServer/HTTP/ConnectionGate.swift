import Logging
import NIOCore
import Synchronization

/// Counts the open connections and lets in no more than there may be.
final class ConnectionGate: Sendable {
    private struct State {
        var open = 0
        /// Those that are told to come again, the oldest first.
        var refused: [any Channel] = []
    }
    private let state = Mutex(State())
    private let most: Int
    private let mostRefused: Int
    private let trouble: RepeatedTrouble

    init(_ limits: ConnectionLimits, _ logger: Logger) {
        most = limits.mostOpen
        mostRefused = limits.mostRefused
        trouble = RepeatedTrouble(
            logger, begins: "connections are refused", goesOn: "connections are still refused",
            ends: "connections are let in again", ["open": "\(limits.mostOpen)"])
    }

    /// Counts a new connection until it closes. False when it is one too many: it is to be refused, and closed as
    /// soon as so many others are that there is no room for it even to read that.
    func admits(_ channel: any Channel) -> Bool {
        let (isAdmitted, displaced) = state.withLock { state -> (Bool, (any Channel)?) in
            if state.open < most {
                state.open += 1
                return (true, nil)
            }
            state.refused.append(channel)
            return (false, state.refused.count > mostRefused ? state.refused.removeFirst() : nil)
        }
        displaced?.close(promise: nil)
        if !isAdmitted { trouble.occurred(on: channel.eventLoop) }
        channel.closeFuture.whenComplete { _ in self.leave(channel, isAdmitted) }
        return isAdmitted
    }

    private func leave(_ channel: any Channel, _ wasAdmitted: Bool) {
        state.withLock { state in
            if wasAdmitted { state.open -= 1 } else { state.refused.removeAll { $0 === channel } }
        }
    }
}

/// Answers a connection that is one too many, and ends it. Whether the process is alive is all that it says to
/// those who ask for that.
final class Refusal: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private static let refusal =
        "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n"
    private static let aliveness = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
    private static let questions = ["GET /healthz ", "HEAD /healthz "].map { Array($0.utf8) }
    /// For the client to say what he asks, and then to read the answer: a connection that is closed with bytes
    /// unread is reset, and the reset overtakes the answer.
    static let patience = TimeAmount.seconds(1)

    private var received: [UInt8] = []
    private var isAnswered = false
    private var end: Scheduled<Void>?

    func channelActive(context: ChannelHandlerContext) {
        end = context.eventLoop.assumeIsolated().scheduleTask(in: Self.patience) {
            self.answer(context, Self.refusal)
        }
        context.read()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isAnswered else { return }
        received += unwrapInboundIn(data).readableBytesView.prefix(64)
        if Self.questions.contains(where: received.starts(with:)) {
            answer(context, Self.aliveness)
        } else if !Self.questions.contains(where: { $0.starts(with: received) }) {
            answer(context, Self.refusal)
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) { context.read() }

    private func answer(_ context: ChannelHandlerContext, _ text: String) {
        guard !isAnswered else { return }
        isAnswered = true
        end?.cancel()
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
        context.close(mode: .output, promise: nil)
        end = context.eventLoop.assumeIsolated().scheduleTask(in: Self.patience) { context.close(promise: nil) }
    }

    /// Also whoever has to go before he has said anything is answered.
    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        if mode == .all, !isAnswered { answer(context, Self.refusal) }
        context.close(mode: mode, promise: promise)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is ChannelShouldQuiesceEvent: context.close(promise: nil)
        case ChannelEvent.inputClosed: answer(context, Self.refusal)
        default: break
        }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        isAnswered = true
        end?.cancel()
        end = nil
        context.fireChannelInactive()
    }
}

/// Stands in front of the channel that takes connections, and lets it rest for a moment when the system has
/// none to give: it would ask without end otherwise, since those who wait are still there.
final class AcceptFailures: ChannelInboundHandler {
    typealias InboundIn = Never

    static let rest = TimeAmount.milliseconds(100)

    private let trouble: RepeatedTrouble

    init(_ logger: Logger) {
        trouble = RepeatedTrouble(
            logger, begins: "the system gives no more connections", goesOn: "the system still gives no connections",
            ends: "the system gives connections again")
    }

    static func watch(_ server: any Channel, _ logger: Logger) async throws {
        try await server.eventLoop.submit {
            try server.pipeline.syncOperations.addHandler(AcceptFailures(logger), position: .first)
        }.get()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard error is IOError else { return context.fireErrorCaught(error) }
        trouble.occurred(on: context.eventLoop, ["error": "\(error)"])
        // Fails on a channel that has ended, which takes none anyway.
        _ = context.channel.setOption(.autoRead, value: false)
        context.eventLoop.assumeIsolated().scheduleTask(in: Self.rest) {
            _ = context.channel.setOption(.autoRead, value: true)
        }
    }
}

/// Tells of what may happen a thousand times a second: when it begins, once a minute while it goes on, and when
/// there was none for a minute.
final class RepeatedTrouble: Sendable {
    private let logger: Logger
    private let begins: Logger.Message
    private let goesOn: Logger.Message
    private let ends: Logger.Message
    private let metadata: Logger.Metadata
    /// Since the last line; `nil` when there is none.
    private let count = Mutex<Int?>(nil)

    init(
        _ logger: Logger, begins: Logger.Message, goesOn: Logger.Message, ends: Logger.Message,
        _ metadata: Logger.Metadata = [:]
    ) {
        self.logger = logger
        self.begins = begins
        self.goesOn = goesOn
        self.ends = ends
        self.metadata = metadata
    }

    func occurred(on eventLoop: any EventLoop, _ more: Logger.Metadata = [:]) {
        let isFirst = count.withLock { count in
            defer { count = count.map { $0 + 1 } ?? 0 }
            return count == nil
        }
        guard isFirst else { return }
        logger.warning(begins, metadata: metadata.merging(more) { $1 })
        tellInAMinute(eventLoop)
    }

    private func tellInAMinute(_ eventLoop: any EventLoop) {
        eventLoop.scheduleTask(in: .minutes(1)) {
            let further = self.count.withLock { count in
                let further = count ?? 0
                count = further > 0 ? 0 : nil
                return further
            }
            guard further > 0 else { return self.logger.notice(self.ends) }
            self.logger.warning(self.goesOn, metadata: self.metadata.merging(["times": "\(further)"]) { $1 })
            self.tellInAMinute(eventLoop)
        }
    }
}
