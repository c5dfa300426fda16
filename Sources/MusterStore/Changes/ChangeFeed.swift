import Synchronization

/// Tells listeners after each commit what it changed, in commit order.
public final class ChangeFeed: Sendable {
    private struct State {
        var listeners: [(key: Int, body: @Sendable (ChangeSet) -> Void)] = []
        var next = 0
    }
    private let state = Mutex(State())

    /// `listener` is called on the writer's thread, before the next transaction begins, and must be
    /// quick. Keep the returned key to stop listening.
    @discardableResult
    public func listen(_ listener: @escaping @Sendable (ChangeSet) -> Void) -> Int {
        state.withLock { state in
            state.next += 1
            state.listeners.append((state.next, listener))
            return state.next
        }
    }

    public func stopListening(_ key: Int) { state.withLock { $0.listeners.removeAll { $0.key == key } } }

    func publish(_ changes: ChangeSet) {
        for listener in state.withLock({ $0.listeners }) { listener.body(changes) }
    }
}
