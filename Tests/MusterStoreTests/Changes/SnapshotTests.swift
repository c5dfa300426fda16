import Dispatch
import MusterModel
import MusterTesting
import Testing

@testable import MusterStore

/// What a snapshot says of itself, with commits forced between.
@Suite struct SnapshotTests {
    @Test func aSnapshotKnowsItsCommitWhateverIsCommittedMeanwhile() async throws {
        try await withStore { store in
            try await store.write { _ = try $0.append([.visit(1)]) }
            let begin = store.position
            let (before, after, knowsField) = try await onThread {
                try store.database.read { connection in
                    let before = try store.reader(on: connection).position
                    try commitNow(store) { writer in
                        _ = try writer.createLeadField(
                            FieldDefinition(name: "shoeSize", displayName: "Shoe Size", dataType: .integer))
                    }
                    // The catalogues in memory are newer than this snapshot.
                    let reader = try store.reader(on: connection)
                    return (before, reader.position, reader.catalogs.leadFields[restName: "shoeSize"] != nil)
                }
            }
            #expect(store.position.commit.rawValue == begin.commit.rawValue + 1)
            #expect(before == begin)
            #expect(after == begin)
            #expect(!knowsField)
            #expect(try store.read { $0.catalogs.leadFields[restName: "shoeSize"] != nil })
        }
    }

    @Test func whatOthersOfTheSameTransactionChangedIsNotSettled() async throws {
        try await withStore { store in
            let settled = Recorder<Bool>()
            async let first: Void = store.write { writer in
                settled.add(writer.reader.isSettled)
                try writer.saveTagType(TagType(name: "T", isRequired: false, kinds: [], allowedValues: []))
                settled.add(writer.reader.isSettled)
            }
            try await first
            #expect(settled.values == [true, false])
            #expect(try store.read { $0.isSettled })
            try await store.write { settled.add($0.reader.isSettled) }
            #expect(settled.values.last == true)
        }
    }

    @Test func positionsTellWhatWasTouched() async throws {
        try await withStore { store in
            let begin = store.position
            try await store.write { _ = try $0.append([.visit(1)]) }
            #expect(store.position.definitions == begin.definitions)
            #expect(store.position.records == begin.records)
            try await store.write { writer in
                try writer.saveTagType(TagType(name: "T", isRequired: false, kinds: [], allowedValues: []))
            }
            #expect(store.position.definitions == store.position.commit)
            #expect(store.position.records == store.position.commit)
            #expect(store.position.catalogs == begin.catalogs)
            var settings = store.catalogs.settings
            settings.communicationLimits.perDay = 3
            let changed = settings
            try await store.write { try $0.setSettings(changed) }
            #expect(store.position.catalogs == store.position.commit)
            #expect(store.catalogs.settings.communicationLimits.perDay == 3)
        }
    }
}

/// Runs what blocks on a thread of its own, so that it takes none from the tasks.
private func onThread<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
        DispatchQueue.global().async { continuation.resume(with: Result { try body() }) }
    }
}

/// Commits while the caller is in the middle of something, and returns when it is done.
private func commitNow(_ store: Store, _ body: @escaping @Sendable (StoreWriter) throws -> Void) throws {
    let done = DispatchSemaphore(value: 0)
    let failure = Recorder<String>()
    Task.detached {
        do { try await store.write(body) } catch { failure.add("\(error)") }
        done.signal()
    }
    done.wait()
    #expect(failure.values == [])
}
