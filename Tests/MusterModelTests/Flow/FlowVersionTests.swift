import MusterModel
import Testing

/// Where people stand after an edit. Steps are letters; `|` is the place.
@Suite struct FlowVersionTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let before: String
        let after: String
        let why: String
        init(_ before: String, _ after: String, _ why: String) {
            (self.before, self.after, self.why) = (before, after, why)
        }
        var testDescription: String { "\(before) -> \(after): \(why)" }
    }

    @Test(arguments: [
        Row("AW|BC", "AW|BC", "nothing changed"),
        Row("AW|B", "AXW|B", "what is put before the place is not for him"),
        Row("AW|B", "AW|XB", "what is put behind it is"),
        Row("AW|B", "AW|", "the rest is gone"),
        Row("AW|", "AW|BC", "steps added at the end"),
        Row("AW|", "W|A", "a step put behind the wait is ahead once more"),
        Row("AW|BC", "W|CBA", "behind the wait, wherever it stands"),
        Row("W|BC", "BCW|", "even at the end"),
        Row("W|AB", "|B", "the wait and a step are gone: what still exists is ahead"),
        Row("AW|BC", "A|BC", "only the wait is gone"),
        Row("AW|BC", "CA|B", "moved in front of what is behind, while the wait is gone"),
        Row("W|ABC", "|CB", "reordered while the wait is gone: nothing is lost"),
        Row("W|B", "X|B", "what stands in place of the wait counts as passed"),
        Row("AW|BC", "AX|BY", "the same in the middle"),
        Row("AW|B", "A|", "nothing is left ahead"),
        Row("AW|B", "XYZ|", "everything was replaced"),
        Row("AW|B", "|BA", "the step that followed goes on, and the one before is ahead again"),
        Row("|AB", "|XBA", "whoever has passed nothing has everything ahead"),
        Row("AB|C", "B|AC", "the step passed last has moved forward: the other one is ahead again"),
    ])
    func place(_ row: Row) {
        let (old, position) = Self.read(row.before)
        let (new, expected) = Self.read(row.after)
        #expect(old.position(position, in: new) == expected, "\(row.why)")
    }

    @Test("a place is carried through each edit in its turn")
    func severalEdits() {
        let versions = ["W|AB", "W|XAB", "|XAB", "X|BA"].enumerated().map { Self.read($1, number: 4 + $0).0 }
        // X was put behind the wait before the wait was removed, so it is ahead.
        #expect(Array(versions[..<3]).lastPosition(of: 1, in: 4) == 0)
        #expect(versions.lastPosition(of: 1, in: 4) == 0)
        #expect(versions.lastPosition(of: 2, in: 4) == 3, "behind A, which is the last now")
        #expect(versions.lastPosition(of: 2, in: 7) == 2)
        #expect(versions.lastPosition(of: 1, in: 3) == nil)
    }

    private static func read(_ text: String, number: Int = 1) -> (FlowVersion, Int) {
        let parts = text.split(separator: "|", omittingEmptySubsequences: false)
        let ids = parts.joined().unicodeScalars.map { Int64($0.value) }
        return (FlowVersion(number: number, stepIDs: ids), parts[0].count)
    }
}
