import Foundation
import MusterModel

/// When a wait of some length may end: on which weekdays, and at or between which times.
///
/// - Source: product docs, "Use a Duration in a Wait Flow Step": from Friday 17:00, 48 hours that
///   must end Monday to Friday at 9:00 end on Monday at 9:00.
struct WaitEnd: Sendable, Hashable {
    enum Time: Sendable, Hashable {
        case any
        case at(TimeOfDay)
        /// Both ends included.
        case between(TimeOfDay, TimeOfDay)
    }
    /// Never empty.
    let weekdays: Set<Weekday>
    let time: Time

    /// The first allowed instant that is not before `earliest`.
    func first(notBefore earliest: Instant, in zone: TimeZone) -> Instant {
        let local = zone.localDateTime(of: earliest)
        // A week and a day: today's time may have passed on the only allowed weekday.
        for offset in 0...7 {
            let day = local.day.adding(days: offset)
            guard weekdays.contains(day.weekday) else { continue }
            func instant(_ time: TimeOfDay) -> Instant {
                zone.instant(of: LocalDateTime(day: day, millisecondOfDay: time.millisecondOfDay))
            }
            switch time {
            case .any: return max(earliest, zone.startOfDay(day))
            case .at(let time):
                if instant(time) >= earliest { return instant(time) }
            case .between(let from, let to):
                if instant(to) >= earliest { return max(earliest, instant(from)) }
            }
        }
        return earliest
    }
}

extension WaitEnd {
    /// Reads `Ends On` and `Time`; absent texts allow everything.
    init(endsOn: String?, time: String?) throws(RuleError) {
        weekdays = try Self.weekdays(endsOn)
        self.time = try Self.time(time)
    }

    /// `any`, `weekdays`, `weekends`, or names such as `Monday, Friday`.
    private static func weekdays(_ text: String?) throws(RuleError) -> Set<Weekday> {
        var days: Set<Weekday> = []
        for word in (text ?? "any").split(separator: ",").map(\.trimmingBlanks) {
            switch word.caseFolded {
            case "any", "any day": days.formUnion(Weekday.allCases)
            case "weekday", "weekdays": days.formUnion(Weekday.allCases.filter { !$0.isWeekend })
            case "weekend", "weekends": days.formUnion(Weekday.allCases.filter(\.isWeekend))
            default:
                guard let day = Weekday(name: word) else {
                    throw RuleError(
                        "Ends On", "'\(word)' is not a weekday; write names such as Monday, or 'weekdays' or 'any'")
                }
                days.insert(day)
            }
        }
        guard !days.isEmpty else { throw RuleError("Ends On", "names no day") }
        return days
    }

    /// `9:00`, or a window such as `9:00 - 17:00`.
    private static func time(_ text: String?) throws(RuleError) -> Time {
        guard let text else { return .any }
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { TimeOfDay($0) }
        switch ends.count {
        case 1: if let time = ends[0] { return .at(time) }
        case 2:
            if let from = ends[0], let to = ends[1] {
                guard from < to else { throw RuleError("Time", "'\(text)' ends before it begins") }
                return .between(from, to)
            }
        default: break
        }
        throw RuleError("Time", "'\(text)' is neither a time such as 9:00 nor a window such as 9:00 - 17:00")
    }
}
