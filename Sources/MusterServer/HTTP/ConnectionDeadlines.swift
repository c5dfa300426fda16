import Logging
import NIOCore

/// Ends a connection whose client lets the server wait: for a request, for more of its body, or to take
/// something of what he is answered.
///
/// Stands in front of the parser and is told what the parser finds, and when an answer is complete. While the
/// server itself does not read, or works on an answer, nobody lets it wait.
final class ConnectionDeadlines: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = IOData
    typealias OutboundOut = IOData

    /// What the next byte belongs to.
    private enum Input { case nothing, head, body, closed }

    private let limits: ConnectionLimits
    private let logger: Logger
    private var input = Input.head
    /// Counts what `input` has been, since one read may run through several.
    private var changes = 0
    private var bodyBytes = 0
    /// Requests whose head has come and whose answer is not complete.
    private var unanswered = 0
    /// Whether the server takes what the client sends.
    private var isReading = false
    private var bytesWritten = 0
    /// The client takes nothing: of what was written, what had left at that time, and since when.
    private var standstill: (bytesTaken: Int, since: NIODeadline)?

    private var inputDeadline: NIODeadline?
    /// When to look whether the client takes what he is answered. Asking the connection costs too much to do it with
    /// every answer.
    private var outputLook: NIODeadline?
    /// It may come before the deadlines, which move on with every request, and then waits for the rest.
    private var timer: (at: NIODeadline, task: Scheduled<Void>)?

    init(_ limits: ConnectionLimits, _ logger: Logger) {
        self.limits = limits
        self.logger = logger
    }

    // MARK: What the parser says

    func sawHead() {
        unanswered += 1
        bodyBytes = 0
        become(.body)
    }
    func sawBody(_ count: Int) { bodyBytes += count }
    func sawEnd() { become(.nothing) }
    func sawAnswer(on eventLoop: any EventLoop) {
        unanswered -= 1
        if input == .nothing { expectInput(eventLoop.now) }
    }

    private func become(_ next: Input) {
        guard input != .closed else { return }
        input = next
        changes += 1
    }

    // MARK: What the connection says

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { begin(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        begin(context)
        context.fireChannelActive()
    }

    private func begin(_ context: ChannelHandlerContext) {
        expectInput(context.eventLoop.now)
        schedule(context)
    }

    func read(context: ChannelHandlerContext) {
        isReading = true
        context.read()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        isReading = false
        let before = changes
        if input == .nothing { become(.head) }
        context.fireChannelRead(data)
        guard changes != before else { return }
        expectInput(context.eventLoop.now)
        schedule(context)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        bytesWritten += unwrapOutboundIn(data).readableBytes
        context.write(data, promise: promise)
    }

    func flush(context: ChannelHandlerContext) {
        context.flush()
        if outputLook == nil { outputLook = context.eventLoop.now + lookInterval }
        schedule(context)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        // Nobody waits for input after that: see `LingeringClose`.
        case ChannelEvent.inputClosed, ChannelEvent.outputClosed:
            input = .closed
            inputDeadline = nil
        default: break
        }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        input = .closed
        (inputDeadline, outputLook) = (nil, nil)
        timer?.task.cancel()
        timer = nil
        context.fireChannelInactive()
    }

    // MARK: Deadlines

    private func expectInput(_ now: NIODeadline) {
        inputDeadline =
            switch input {
            case .nothing: unanswered > 0 ? nil : now + .seconds(Int64(limits.idle))
            case .head: now + .seconds(Int64(limits.head))
            case .body: now + .seconds(Int64(limits.body))
            case .closed: nil
            }
    }

    /// A standstill is noticed so much later than it begins, at most.
    private var lookInterval: TimeAmount { .milliseconds(Int64(limits.answer) * 100) }

    /// False when nothing was taken for too long.
    private func isTaking(_ waiting: Int, _ now: NIODeadline) -> Bool {
        guard waiting > 0 else {
            (standstill, outputLook) = (nil, nil)
            return true
        }
        let taken = bytesWritten - waiting
        if standstill?.bytesTaken != taken { standstill = (taken, now) }
        let end = (standstill?.since ?? now) + .seconds(Int64(limits.answer))
        outputLook = min(now + lookInterval, end)
        return now < end
    }

    /// What the system has not taken yet of what was written.
    private func bytesWaiting(_ context: ChannelHandlerContext) -> Int {
        // It fails on a connection that has ended, which waits for nothing.
        (try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
    }

    private func schedule(_ context: ChannelHandlerContext) {
        let next = min(inputDeadline ?? .distantFuture, outputLook ?? .distantFuture)
        guard next < .distantFuture else { return }
        if let timer {
            guard next < timer.at else { return }
            timer.task.cancel()
        }
        let task = context.eventLoop.assumeIsolated().scheduleTask(deadline: next) { self.check(context) }
        timer = (next, task)
    }

    private func check(_ context: ChannelHandlerContext) {
        timer = nil
        let now = context.eventLoop.now
        let waiting = bytesWaiting(context)
        if let look = outputLook, look <= now, !isTaking(waiting, now) {
            reset(context)
            return end(context, "nothing of an answer was taken in its time")
        }
        if let deadline = inputDeadline, deadline <= now {
            guard isKept(waiting) else { return end(context, lateness) }
            bodyBytes = 0
            expectInput(now)
        }
        schedule(context)
    }

    /// Whether the client has done what is expected of him, or could not.
    private func isKept(_ waiting: Int) -> Bool {
        switch input {
        case .nothing: waiting > 0
        case .head: !isReading
        case .body: !isReading || bodyBytes >= ConnectionLimits.leastBodyProgress
        case .closed: true
        }
    }

    private var lateness: String {
        switch input {
        case .nothing, .closed: "no request for a long time"
        case .head: "no head of a request in its time"
        case .body: "too little of a body in its time"
        }
    }

    /// Lets the system forget what it has taken of an answer, which it would go on to offer for minutes, with the
    /// memory that takes, after the connection has ended.
    private func reset(_ context: ChannelHandlerContext) {
        // `struct linger`: on, for no time at all.
        let noTime: (Int32, Int32) = (1, 0)
        _ = (context.channel as? any SocketOptionProvider)?
            .unsafeSetSocketOption(level: .socket, name: .so_linger, value: noTime)
    }

    private func end(_ context: ChannelHandlerContext, _ reason: String) {
        logger.debug("connection ended", metadata: ["reason": "\(reason)"])
        context.close(promise: nil)
    }
}
