import MusterModel
import Synchronization

/// The states of all lanes, and who of them pauses.
final class LaneBoard: Sendable {
    private struct Entry {
        var state: LaneState
        var isPausing = false

        /// 1, 2, 4 and so on, at most a minute.
        var pause: Int64 { min(60, 1 << Int64(min(state.failures - 1, 6))) }

        mutating func endPause() {
            isPausing = false
            state.pause = nil
            state.until = nil
        }
    }
    private let entries = Mutex<[String: Entry]>([:])
    private let clock: any MusterClock

    init(clock: any MusterClock) { self.clock = clock }

    /// By name, digits as numbers.
    var states: [LaneState] {
        entries.withLock { $0.values.map(\.state) }.sorted { ($0.name.count, $0.name) < ($1.name.count, $1.name) }
    }

    /// Makes a lane known, as an idle one.
    func add(_ lane: String, purpose: String) {
        let now = clock.now
        entries.withLock { entries in
            guard entries[lane] == nil else { return }
            entries[lane] = Entry(state: LaneState(name: lane, purpose: purpose, activity: .idle, since: now))
        }
    }

    func isPausing(_ lane: String) -> Bool { entries.withLock { $0[lane]?.isPausing ?? false } }

    /// It begins a chunk. A lane that has failed is called working again once one has succeeded.
    func begin(_ lane: String) {
        change(lane) { entry, now in
            guard entry.state.activity == .idle else { return }
            entry.state.activity = .working
            entry.state.since = now
        }
    }

    func succeeded(_ lane: String, worked: Bool) {
        change(lane) { entry, now in
            let activity = worked ? LaneState.Activity.working : .idle
            if entry.state.activity != activity { entry.state.since = now }
            entry.state.activity = activity
            entry.state.reason = nil
            entry.state.failures = 0
            entry.endPause()
        }
    }

    /// Returns how many seconds of real time to pause.
    func failed(_ lane: String, because error: any Error) -> Int64 {
        change(lane) { entry, now in
            if entry.state.activity != .backingOff { entry.state.since = now }
            entry.state.activity = .backingOff
            entry.state.reason = "\(error)".excerpt(bytes: 500)
            entry.state.failures += 1
            entry.isPausing = true
            entry.state.pause = entry.pause
            entry.state.until = clock.isSimulated ? nil : now.adding(seconds: entry.pause)
            return entry.pause
        }
    }

    func pause(of lane: String) -> Int64 { entries.withLock { $0[lane]?.pause ?? 1 } }

    /// Lets it try again.
    func endPause(of lane: String) { entries.withLock { $0[lane]?.endPause() } }

    /// As above, all of them; returns whether anybody paused.
    func endPauses() -> Bool {
        entries.withLock { entries in
            let pausing = entries.filter(\.value.isPausing).keys
            for lane in pausing { entries[lane]?.endPause() }
            return !pausing.isEmpty
        }
    }

    /// For lanes that are no more, such as that of a run that is over.
    func remove(_ lane: String) { entries.withLock { $0[lane] = nil } }

    private func change<T>(_ lane: String, _ body: (inout Entry, Instant) -> T) -> T {
        let now = clock.now
        return entries.withLock { entries in
            var entry = entries[lane] ?? Entry(state: LaneState(name: lane, purpose: "", activity: .idle, since: now))
            defer { entries[lane] = entry }
            return body(&entry, now)
        }
    }
}
