import Dispatch
import MusterModel
import MusterStore
import MusterTesting
import NIOCore
import Synchronization
import Testing

@testable import MusterREST
@testable import MusterSQLite

/// Nobody is told what a power failure takes back.
@Suite(.timeLimit(.minutes(5))) struct DurableAnswersTests {
    /// Takes its time while it is held, and notes what happens meanwhile.
    private final class Disk: Sendable {
        private enum State { case well, held, broken }
        let events = Recorder<String>()
        private let state = Mutex(State.well)
        private let gate = DispatchSemaphore(value: 0)

        func hold() { state.withLock { $0 = .held } }
        func release() {
            events.add("on the disk")
            state.withLock { $0 = .well }
            gate.signal()
        }
        func breakDown() { state.withLock { $0 = .broken } }

        func sync(_ log: LogFile) throws {
            switch state.withLock(\.self) {
            case .well: break
            case .held: gate.wait()
            case .broken: throw StoreError(.inputOutput, "broken")
            }
            try log.sync()
        }
    }

    private func withDisk(_ body: @escaping @Sendable (APIFixture, Disk) async throws -> Void) async throws {
        let disk = Disk()
        try await APIFixture.run(opening: { place in
            WatchedDatabase(try SQLiteDatabase(path: place.path) { try disk.sync($0) }, notingIn: disk.events)
        }) { api in
            try await body(api, disk)
        }
    }

    @Test("a reading call is answered when the disk has what it tells, and at once where the disk has it")
    func readingCall() async throws {
        try await withDisk { api, disk in
            disk.hold()
            let lead = try await api.store.write(.background) { writer in
                try writer.createLead([.email: .text("ada@example.com")], origin: .api)
            }
            let call = Task {
                let answer = try await api.get("/rest/v1/lead/\(lead).json")
                disk.events.add("answered")
                return answer
            }
            while disk.events.values.isEmpty { await Task.yield() }
            disk.release()
            let answer = try await call.value
            #expect(answer.result?.count == 1)
            #expect(disk.events.values == ["waits", "on the disk", "answered"])

            disk.hold()
            let again = try await api.get("/rest/v1/lead/\(lead).json")
            #expect(again.result?.count == 1)
            disk.release()
        }
    }

    @Test func aWritingCallWaitsForItsOwnCommitAlone() async throws {
        try await withDisk { api, disk in
            let answer = try await api.post("/rest/v1/leads.json", json: #"{"input":[{"email":"ada@example.com"}]}"#)
            #expect(answer.isSuccess)
            #expect(disk.events.values.isEmpty)
        }
    }

    @Test func aDiskThatHangsDoesNotHoldAReadingCallWhoseClientIsGone() async throws {
        try await withDisk { api, disk in
            disk.hold()
            let lead = try await api.store.write(.background) { writer in
                try writer.createLead([.email: .text("ada@example.com")], origin: .api)
            }
            let channel = try await ClientConnectionTests.connected()
            let call = Task { try await api.outcome(of: "/rest/v1/lead/\(lead).json", over: channel) }
            while disk.events.values.isEmpty { await Task.yield() }
            try await channel.close()
            let outcome = try await call.value
            #expect(outcome.status == .clientClosedRequest && outcome.body == nil)
            #expect(disk.events.values == ["waits"])
            disk.release()
        }
    }

    @Test func whenTheDiskHasFailedReadingGoesOn() async throws {
        try await withDisk { api, disk in
            let lead = try await api.lead("ada@example.com")
            disk.breakDown()
            await #expect(throws: StoreError.self) { try await api.lead("bob@example.com") }
            let answer = try await api.get("/rest/v1/lead/\(lead).json")
            #expect(answer.result?.count == 1)
        }
    }
}
