/// A day of the proleptic Gregorian calendar without a time or a zone, from year 1 to 9999.
///
/// Written and stored as `yyyy-MM-dd`, so that text order is day order.
public struct CalendarDay: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Days since 1970-01-01.
    public let ordinal: Int

    public init(ordinal: Int) {
        self.ordinal = min(max(ordinal, Self.firstOrdinal), Self.lastOrdinal)
    }

    /// `nil` when there is no such day (month 13, February 30).
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Self.length(ofMonth: month, year: year)
        else { return nil }
        self.ordinal = Self.ordinal(year: year, month: month, day: day)
    }

    /// Reads exactly `yyyy-MM-dd`.
    public init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = Self.number(bytes[0..<4]), let month = Self.number(bytes[5..<7]),
            let day = Self.number(bytes[8..<10])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    public var year: Int { civil.year }
    public var month: Int { civil.month }
    public var day: Int { civil.day }
    public var weekday: Weekday {
        // 1970-01-01 was a Thursday.
        Weekday(rawValue: ((ordinal + 4) % 7 + 7) % 7) ?? .sunday
    }

    public func adding(days: Int) -> CalendarDay {
        let (sum, overflow) = ordinal.addingReportingOverflow(days)
        return CalendarDay(ordinal: overflow ? (days > 0 ? .max : .min) : sum)
    }

    /// Steps whole months and clamps to the last day of the month: January 31 plus one month is
    /// the last day of February.
    public func adding(months: Int) -> CalendarDay {
        let (year, month, day) = civil
        let limited = min(max(months, -120_000), 120_000)
        let index = year * 12 + (month - 1) + limited
        let newYear = Int(Int64(index).flooringDivision(by: 12))
        guard (1...9999).contains(newYear) else {
            return CalendarDay(ordinal: months > 0 ? Self.lastOrdinal : Self.firstOrdinal)
        }
        let newMonth = index - newYear * 12 + 1
        let clamped = min(day, Self.length(ofMonth: newMonth, year: newYear))
        return CalendarDay(ordinal: Self.ordinal(year: newYear, month: newMonth, day: clamped))
    }

    public static func < (left: Self, right: Self) -> Bool { left.ordinal < right.ordinal }

    public var description: String {
        let (year, month, day) = civil
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    public static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    static let firstOrdinal = ordinal(year: 1, month: 1, day: 1)
    static let lastOrdinal = ordinal(year: 9999, month: 12, day: 31)

    // Both conversions count in 400-year eras that begin on March 1, so that the leap day is the
    // last day of a counted year and needs no special case.
    private static func ordinal(year: Int, month: Int, day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    private var civil: (year: Int, month: Int, day: Int) {
        let shifted = ordinal + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        var value = 0
        for byte in digits {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            value = value * 10 + Int(byte - UInt8(ascii: "0"))
        }
        return value
    }
}

public enum Weekday: Int, CaseIterable, Sendable {
    case sunday, monday, tuesday, wednesday, thursday, friday, saturday

    /// English, capitalised: `Monday`.
    public var name: String {
        ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"][rawValue]
    }
    public init?(name: some StringProtocol) {
        guard let match = Self.allCases.first(where: { $0.name.lowercased() == name.lowercased() })
        else { return nil }
        self = match
    }
    public var isWeekend: Bool { self == .saturday || self == .sunday }
}

func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
