/// The order of a flow's steps between two edits: what the places of people in it are counted in.
///
/// A place is a number of steps that lie behind somebody, of one version. Versions that people may
/// still stand in are kept, so that a place can be carried through every edit since.
public struct FlowVersion: Sendable, Hashable {
    /// Ascending with every edit that changes the order of steps or which there are.
    public let number: Int
    public let stepIDs: [Int64]

    public init(number: Int, stepIDs: [Int64]) {
        self.number = number
        self.stepIDs = stepIDs
    }

    /// Where somebody stands in a later version who has `position` steps of this one behind them.
    ///
    /// - Behind the step that was passed last, wherever the edit has put it; what it has put behind
    ///   that step is ahead, also if it was passed before.
    /// - If that step is gone: where the fewest steps change sides; of several such places the one before
    ///   the step that followed, else the last, so that what stands where the step was counts as passed.
    /// - Whoever has passed nothing has everything ahead.
    /// - Source: product docs on waits, "the position after the wait"; the rest is our choice.
    public func position(_ position: Int, in next: FlowVersion) -> Int {
        let behind = stepIDs.prefix(position)
        guard let passed = behind.last else { return 0 }
        if let index = next.stepIDs.firstIndex(of: passed) { return index + 1 }

        let ahead = stepIDs.dropFirst(position)
        let places = next.placesOfFewestChanges(behind: Set(behind), ahead: Set(ahead))
        let following = ahead.lazy.compactMap { next.stepIDs.firstIndex(of: $0) }.first
        if let following, places.contains(following) { return following }
        return places.last ?? 0
    }

    /// By ascending position.
    private func placesOfFewestChanges(behind: Set<Int64>, ahead: Set<Int64>) -> [Int] {
        var changes = stepIDs.count { behind.contains($0) }
        var fewest = changes
        var places = [0]
        for (index, id) in stepIDs.enumerated() {
            if behind.contains(id) { changes -= 1 }
            if ahead.contains(id) { changes += 1 }
            if changes < fewest { (fewest, places) = (changes, []) }
            if changes == fewest { places.append(index + 1) }
        }
        return places
    }
}

extension [FlowVersion] {
    /// Where somebody stands in the last of these versions who has `position` steps of version `number`
    /// behind them. The versions ascend without gaps; `nil` when `number` is not among them.
    public func lastPosition(of position: Int, in number: Int) -> Int? {
        guard let first = firstIndex(where: { $0.number == number }) else { return nil }
        return zip(self[first...], self[(first + 1)...]).reduce(position) { position, edit in
            edit.0.position(position, in: edit.1)
        }
    }
}
