import MusterModel

/// The names most like a misspelt one.
public enum Suggestion {
    /// `; did you mean "A" or "B"?`, or the empty text when nothing is near.
    public static func phrase(for name: String, among candidates: some Sequence<String>) -> String {
        let nearest = self.nearest(to: name, among: candidates)
        guard !nearest.isEmpty else { return "" }
        return "; did you mean " + nearest.map { "'\($0)'" }.joined(separator: " or ") + "?"
    }

    /// At most three names: those a third of the letters away or nearer, and of them only the ones
    /// that are nearest.
    static func nearest(to name: String, among candidates: some Sequence<String>) -> [String] {
        let wanted = Array(name.trimmingBlanks.caseFolded.unicodeScalars.prefix(100))
        let allowed = max(1, wanted.count / 3)
        var near: [(name: String, distance: Int)] = []
        for candidate in candidates {
            let other = Array(candidate.caseFolded.unicodeScalars)
            guard abs(other.count - wanted.count) <= allowed else { continue }
            let distance = editDistance(wanted, other)
            if distance <= allowed { near.append((candidate, distance)) }
        }
        near.sort { ($0.distance, $0.name) < ($1.distance, $1.name) }
        guard let best = near.first?.distance else { return [] }
        return near.prefix { $0.distance == best }.prefix(3).map(\.name)
    }

    /// Insertions, deletions, replacements and swaps of neighbours that turn one text into the
    /// other.
    static func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for (row, scalar) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                var best = min(last[column + 1], current[column]) + 1
                best = min(best, last[column] + (scalar == other ? 0 : 1))
                if row > 0, column > 0, scalar == right[column - 1], left[row - 1] == other {
                    best = min(best, beforeLast[column - 1] + 1)
                }
                current.append(best)
            }
            beforeLast = last
            last = current
        }
        return last[right.count]
    }
}
