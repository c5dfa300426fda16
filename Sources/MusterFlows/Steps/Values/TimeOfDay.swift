import MusterModel

/// A wall-clock time such as `9:00`, `17:30:15`, `9:30 AM` or `9 pm`.
struct TimeOfDay: Hashable, Comparable, Sendable {
    let millisecondOfDay: Int64

    init(millisecondOfDay: Int64) { self.millisecondOfDay = millisecondOfDay }

    init?(_ text: some StringProtocol) {
        var clock = text.caseFolded.trimmingBlanks
        var isAfternoon: Bool?
        for (suffix, afternoon) in [("am", false), ("pm", true)] where clock.hasSuffix(suffix) {
            clock = clock.dropLast(2).trimmingBlanks
            isAfternoon = afternoon
        }
        let parts = clock.split(separator: ":", omittingEmptySubsequences: false)
        // `9` alone is no time, `9 AM` is.
        guard (isAfternoon == nil ? 2...3 : 1...3).contains(parts.count),
            parts.allSatisfy({ (1...2).contains($0.utf8.count) && $0.utf8.allSatisfy { (48...57).contains($0) } })
        else { return nil }
        let numbers = parts.compactMap { Int64($0) } + [0, 0]
        var hour = numbers[0]
        if let isAfternoon {
            guard (1...12).contains(hour) else { return nil }
            hour = hour % 12 + (isAfternoon ? 12 : 0)
        }
        guard hour < 24, numbers[1] < 60, numbers[2] < 60 else { return nil }
        millisecondOfDay = (hour * 3600 + numbers[1] * 60 + numbers[2]) * 1000
    }

    static func < (left: Self, right: Self) -> Bool { left.millisecondOfDay < right.millisecondOfDay }
}
