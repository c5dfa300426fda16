import NIOCore

/// Stands in front of the HTTP parser and mends request lines (`RequestLine`), nothing else.
///
/// It changes bytes only where a request is known to begin: at the start of a connection, and where the parser has
/// ended a request. To know that of requests that a client sends without waiting for answers, it gives the parser
/// no byte that may belong to the next request before the parser has said (`PartObserver`) that it has ended the
/// one before: first a head, then so many bytes as the head has told or, where it has told nothing, as many as
/// may hold the end. Where the parser says anything else than expected, nothing is mended from there on.
final class RequestLineHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    /// A longer line is left to the parser, which has its own limits.
    static let longestLine = 65_536 + 64

    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    /// What the next byte belongs to.
    private enum Place {
        /// A request that has not begun.
        case start
        case head
        /// A body of so many more bytes; `nil` when it tells itself where it ends, always with an empty line.
        case body(left: Int?)
        case unknown
    }
    private var place = Place.start
    /// The beginning of a request line that has not arrived whole.
    private var pending: ByteBuffer?
    private var emptyLine = EmptyLine()

    /// What the parser has made of the piece under way.
    private struct Progress {
        var heads = 0
        var bodyLength: Int?
        var hasEnded = false
    }
    private var progress = Progress()

    // MARK: What the parser says

    /// - Parameter bodyLength: `nil` when the body tells itself where it ends.
    func sawHead(bodyLength: Int?) {
        progress.heads += 1
        progress.bodyLength = bodyLength
    }
    func sawEnd() { progress.hasEnded = true }

    // MARK: What the connection says

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        if var begun = pending.take() {
            begun.writeBuffer(&bytes)
            bytes = begun
        }
        while bytes.readableBytes > 0 {
            switch place {
            case .start: forwardHead(&bytes, mending: true, context)
            case .head: forwardHead(&bytes, mending: false, context)
            case .body(let left): forwardBody(&bytes, left, context)
            case .unknown: forward(&bytes, bytes.readableBytes, context)
            }
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed = event { giveUp(context) }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        giveUp(context)
        context.fireChannelInactive()
    }

    /// Nothing more comes: the parser shall see what there is.
    private func giveUp(_ context: ChannelHandlerContext) {
        place = .unknown
        if var begun = pending.take() { forward(&begun, begun.readableBytes, context) }
    }

    // MARK: Pieces for the parser

    private func forwardHead(_ bytes: inout ByteBuffer, mending: Bool, _ context: ChannelHandlerContext) {
        if mending {
            guard mend(&bytes, context) else { return }
            // The parser passes over line breaks before a request; none of them ends it.
            emptyLine = EmptyLine(passing: true)
        }
        let end = emptyLine.end(in: bytes.readableBytesView)
        place = .head
        forward(&bytes, end ?? bytes.readableBytes, context)
        switch (end != nil, progress.heads, progress.hasEnded) {
        case (false, 0, false): break
        case (true, 1, true): place = .start
        case (true, 1, false):
            emptyLine = EmptyLine()
            place = .body(left: progress.bodyLength)
        default: place = .unknown
        }
    }

    private func forwardBody(_ bytes: inout ByteBuffer, _ left: Int?, _ context: ChannelHandlerContext) {
        let mayEnd: Bool
        if let left {
            let count = min(left, bytes.readableBytes)
            mayEnd = count == left
            place = .body(left: left - count)
            forward(&bytes, count, context)
        } else {
            let end = emptyLine.end(in: bytes.readableBytesView)
            mayEnd = end != nil
            forward(&bytes, end ?? bytes.readableBytes, context)
        }
        if progress.hasEnded {
            place = mayEnd && progress.heads == 0 ? .start : .unknown
        } else if mayEnd, left != nil {
            place = .unknown
        }
    }

    /// Mends the line that the bytes begin with. False when it has not arrived whole: the bytes are kept.
    private func mend(_ bytes: inout ByteBuffer, _ context: ChannelHandlerContext) -> Bool {
        let view = bytes.readableBytesView
        let start = view.firstIndex { $0 != Self.lineFeed && $0 != Self.carriageReturn } ?? view.endIndex
        guard let end = view[start...].firstIndex(of: Self.lineFeed) else {
            guard view.count <= Self.longestLine, RequestLine.canBegin(with: view[start...]) else { return true }
            pending = bytes
            bytes.clear()
            return false
        }
        let lineEnd = end > start && view[end - 1] == Self.carriageReturn ? end - 1 : end
        guard lineEnd - start <= Self.longestLine,
            let line = RequestLine.encodingBlanks(of: view[start..<lineEnd])
        else { return true }
        var mended = context.channel.allocator.buffer(capacity: line.count + view.endIndex - lineEnd)
        mended.writeBytes(line)
        mended.writeBytes(view[lineEnd...])
        bytes = mended
        return true
    }

    private func forward(_ bytes: inout ByteBuffer, _ count: Int, _ context: ChannelHandlerContext) {
        guard let piece = bytes.readSlice(length: count) else { return }
        progress = Progress()
        context.fireChannelRead(wrapInboundOut(piece))
    }
}

/// Looks for the empty line that ends a head or a body in chunks, over any number of reads.
private struct EmptyLine {
    private static let carriageReturn = UInt8(ascii: "\r")
    private static let lineFeed = UInt8(ascii: "\n")
    /// Two line breaks.
    private static let length = 4
    private var matched = 0
    private var isPassing: Bool

    /// - Parameter passing: whether to pass over line breaks at the beginning.
    init(passing: Bool = false) { isPassing = passing }

    /// How many bytes there are to its end; `nil` when it is not among them.
    mutating func end(in bytes: ByteBufferView) -> Int? {
        // Every byte of every head comes by here.
        bytes.withUnsafeBytes { bytes in
            var offset = 0
            while isPassing, offset < bytes.count {
                if bytes[offset] == Self.carriageReturn || bytes[offset] == Self.lineFeed {
                    offset += 1
                } else {
                    isPassing = false
                }
            }
            while offset < bytes.count {
                let byte = bytes[offset]
                offset += 1
                if byte == (matched & 1 == 0 ? Self.carriageReturn : Self.lineFeed) {
                    matched += 1
                    if matched == Self.length {
                        matched = 0
                        return offset
                    }
                } else {
                    matched = byte == Self.carriageReturn ? 1 : 0
                }
            }
            return nil
        }
    }
}

/// The first line of a request, as far as the blanks in its target go.
///
/// Some scripts send `GET /rest/…?name=Spring Webinar HTTP/1.1` as it stands. The parser refuses
/// that line, so the blanks between the method and the version are percent-encoded first. Lines of
/// any other form are left to the parser.
enum RequestLine {
    private static let blank = UInt8(ascii: " ")
    /// ` HTTP/1.1`, with any minor version.
    private static let version = Array(" HTTP/1.".utf8)
    private static let longestMethod = 16

    /// True while the bytes may still become a line that `encodingBlanks` changes.
    static func canBegin(with bytes: ByteBufferView) -> Bool {
        let method = bytes.prefix { isUpperCase($0) }
        guard method.count <= longestMethod else { return false }
        return method.count == bytes.count || !method.isEmpty && bytes[method.endIndex] == blank
    }

    /// The line with its target's blanks as `%20`; `nil` when it has none or another form.
    /// - Parameter line: without the line break.
    static func encodingBlanks(of line: ByteBufferView) -> [UInt8]? {
        guard canBegin(with: line), let methodEnd = line.firstIndex(of: blank) else { return nil }
        let target = line[(methodEnd + 1)...].dropLast(version.count + 1)
        guard let first = target.first, first != blank, target.contains(blank) else { return nil }
        let ending = line[target.endIndex...]
        guard ending.starts(with: version), let minor = ending.last, (0x30...0x39).contains(minor) else { return nil }
        var encoded = Array(line[...methodEnd])
        encoded.reserveCapacity(line.count + 64)
        for byte in target {
            if byte == blank {
                encoded += [UInt8(ascii: "%"), UInt8(ascii: "2"), UInt8(ascii: "0")]
            } else {
                encoded.append(byte)
            }
        }
        return encoded + ending
    }

    private static func isUpperCase(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
}
