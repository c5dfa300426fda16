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

/// Answers a connection that is one too many, whatever it asks for, and ends it.
final class Refusal: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private static let answer =
        "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n"
    /// For the client to read it: a connection that is closed with bytes unread is reset, and the reset overtakes
    /// the answer.
    static let patience = TimeAmount.seconds(1)

    private var end: Scheduled<Void>?

    func channelActive(context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: Self.answer)), promise: nil)
        context.close(mode: .output, promise: nil)
        end = context.eventLoop.assumeIsolated().scheduleTask(in: Self.patience) { context.close(promise: nil) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {}

    func channelReadComplete(context: ChannelHandlerContext) {}

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent { context.close(promise: nil) }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
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
