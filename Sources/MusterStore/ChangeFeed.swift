import Synchronization

/// What one committed transaction changed.
public struct ChangeSet: Sendable {
    /// Ids of the activities it appended; `nil` when none.
    public var activities: ClosedRange<Int64>?
    /// Some of them are pending for triggers.
    public var hasPendingEvents = false
    /// Runs, flow entries or the outbox have new work.
    public var hasEngineWork = false
    /// Folders, programs, lists, campaigns, e-mails, tokens or runs were written, so that anything
    /// derived from assets is out of date.
    public var assets = false
    /// Lead fields, activity types or settings were written.
    public var catalogs = false

    public init() {}
}

/// Tells listeners after each commit what it changed, in commit order.
public final class ChangeFeed: Sendable {
    private struct State {
        var listeners: [Int: @Sendable (ChangeSet) -> Void] = [:]
        var next = 0
    }
    private let state = Mutex(State())
    /// Grows with each commit that wrote assets or catalogues: the version of what is derived
    /// from them.
    private let revision = Atomic<Int>(0)

    public var assetRevision: Int { revision.load(ordering: .acquiring) }

    /// `listener` is called on the writer's thread, before the next transaction begins, and must be
    /// quick. Keep the returned key to stop listening.
    @discardableResult
    public func listen(_ listener: @escaping @Sendable (ChangeSet) -> Void) -> Int {
        state.withLock { state in
            state.next += 1
            state.listeners[state.next] = listener
            return state.next
        }
    }

    public func stopListening(_ key: Int) { state.withLock { $0.listeners[key] = nil } }

    func publish(_ changes: ChangeSet) {
        if changes.assets || changes.catalogs { revision.add(1, ordering: .acquiringAndReleasing) }
        let listeners = state.withLock { $0.listeners.sorted { $0.key < $1.key }.map(\.value) }
        for listener in listeners { listener(changes) }
    }
}
