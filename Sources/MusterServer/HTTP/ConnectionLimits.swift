#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What connections may do, in seconds, and how many there may be.
/// - Source: our choice.
public struct ConnectionLimits: Sendable, Equatable {
    /// How many may wait to be taken; the system may allow fewer. Beyond, clients wait a second before they try again.
    static let backlog = 4_096
    /// A body has to bring so many bytes in the time that it has.
    static let leastBodyProgress = 1024
    /// How much of an answer the system may hold that it has not sent, so that what a client takes is seen soon.
    static let mostUnsent = 128 << 10

    /// Open at once. The system may allow fewer (`mostOpen`).
    public var connections = 8_192
    /// For the first line and the fields of a request, from its first byte on; of the first request from the
    /// opening of the connection on.
    public var head = 10
    /// In which a body has to bring `leastBodyProgress`, or its end.
    public var body = 10
    /// Between an answer and the next request.
    public var idle = 75
    /// In which a client has to take something of what he is answered.
    public var answer = 10

    public init() {}

    public init(connections: Int, head: Int, body: Int, idle: Int, answer: Int) {
        self.connections = connections
        self.head = head
        self.body = body
        self.idle = idle
        self.answer = answer
    }

    /// How many connections may be open at once: at most nine tenths of the descriptors that the process may
    /// have, since files need some as well.
    var mostOpen: Int { max(1, min(connections, Self.descriptors / 10 * 9)) }

    /// How many answers of refusal may wait to be read besides.
    var mostRefused: Int { max(1, min(256, Self.descriptors / 20)) }

    private static var descriptors: Int {
        var limit = rlimit()
        #if canImport(Glibc)
            let result = getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        #else
            let result = getrlimit(RLIMIT_NOFILE, &limit)
        #endif
        return result == 0 ? Int(clamping: limit.rlim_cur) : 1024
    }
}
