import MusterModel

/// The product's pages say *person* where rule and activity names say *lead*, and so on; a name
/// that is unknown as it stands is looked up once more in the old words.
///
/// - Source: Adobe's product pages against the name list of its authoring tools.
enum Vocabulary {
    // Longer phrases first, so that none is taken for the shorter one that it begins with.
    private static let oldWords: [(new: String, old: String)] = [
        ("engagement program stream", "nurture track"),
        ("engagement program cadence", "nurture cadence"),
        ("engagement program", "nurture"),
        ("program status", "progression status"),
        ("blocklisted", "black listed"),
        ("blocklist", "black listed"),
        ("person", "lead"),
    ]

    /// The case-folded name in the old words; `nil` when it has none of the new ones.
    static func oldName(for name: String) -> String? {
        var words = name.caseFolded.split(whereSeparator: \.isWhitespace).map(String.init)
        var changed = false
        for (new, old) in oldWords {
            let wanted = new.split(separator: " ").map(String.init)
            var index = 0
            while index + wanted.count <= words.count {
                if Array(words[index..<index + wanted.count]) == wanted {
                    words.replaceSubrange(index..<index + wanted.count, with: [old])
                    changed = true
                }
                index += 1
            }
        }
        return changed ? words.joined(separator: " ") : nil
    }
}

/// The names most like a misspelt one.
public enum Suggestion {
    /// `; did you mean "A" or "B"?`, or the empty text when nothing is near.
    public static func phrase(for name: String, among candidates: some Sequence<String>) -> String {
        let nearest = self.nearest(to: name, among: candidates)
        guard !nearest.isEmpty else { return "" }
        return "; did you mean " + nearest.map { "'\($0)'" }.joined(separator: " or ") + "?"
    }

    /// At most three names: those a third of the letters away or nearer, in each part, and of them only the ones
    /// that are nearest.
    static func nearest(to name: String, among candidates: some Sequence<String>) -> [String] {
        let wanted = Array(name.trimmingBlanks.caseFolded.unicodeScalars.prefix(100))
        var near: [(name: String, distance: Int)] = []
        for candidate in candidates {
            let other = Array(candidate.caseFolded.unicodeScalars)
            if let distance = distance(wanted, other) { near.append((candidate, distance)) }
        }
        near.sort { ($0.distance, $0.name) < ($1.distance, $1.name) }
        guard let best = near.first?.distance else { return [] }
        return near.prefix { $0.distance == best }.prefix(3).map(\.name)
    }

    /// `nil` when they have nothing to do with each other. Parts are what stands before and behind the `@` of an
    /// address and between the dots of `Program.Asset`: addresses of one company are not near one another for that.
    private static func distance(_ wanted: [Unicode.Scalar], _ other: [Unicode.Scalar]) -> Int? {
        for separator in ["@", "."] as [Unicode.Scalar] {
            let (parts, others) = (wanted.split(separator: separator), other.split(separator: separator))
            guard parts.count > 1, parts.count == others.count else { continue }
            var sum = 0
            for (part, other) in zip(parts, others) {
                guard let distance = distance(Array(part), Array(other)) else { return nil }
                sum += distance
            }
            return sum
        }
        let allowed = wanted.count < 2 ? 0 : max(1, wanted.count / 3)
        guard abs(other.count - wanted.count) <= allowed else { return nil }
        let edits = editDistance(wanted, other)
        return edits <= allowed ? edits : nil
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
