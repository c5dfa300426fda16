import Synchronization

/// Keeps what happened, from any thread, in the order of happening.
public final class Recorder<Value: Sendable>: Sendable {
    private let recorded = Mutex<[Value]>([])

    public init() {}
    public var values: [Value] { recorded.withLock { $0 } }
    public func add(_ value: Value) { recorded.withLock { $0.append(value) } }
}
