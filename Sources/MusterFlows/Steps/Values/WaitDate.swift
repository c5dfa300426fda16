import Foundation
import MusterModel

/// A day to wait for, written out or given by a date token, moved by some days and, for birthdays,
/// to the year in which it comes next.
///
/// - Source: product docs, "Use a Specific Date in a Wait Flow Step" and "Use a Date Token in a
///   Wait Flow Step". Marketo allows date tokens in trigger campaigns only; Muster everywhere.
struct WaitDate: Sendable {
    let date: TemplateText
    let offset: TemplateText?
    let time: TimeOfDay?
    let isAnniversary: Bool

    init(_ parameters: StepParameters) throws(RuleError) {
        var problems: [Diagnostic] = []
        date = try parameters.template("Date")
        offset = parameters.text("Offset") == nil ? nil : try parameters.template("Offset")
        time = parameters.text("Time").flatMap { TimeOfDay($0) }
        if date.isLiteral, Self.local(date.source, in: .gmt) == nil {
            problems.append(Diagnostic("Date", "'\(date.source)' is not a date such as 2026-03-31"))
        }
        if let offset, offset.isLiteral, Self.days(offset.source) == nil {
            problems.append(Diagnostic("Offset", "'\(offset.source)' is not a number of days such as -3 days"))
        }
        if time == nil, let text = parameters.text("Time") {
            problems.append(Diagnostic("Time", "'\(text)' is not a time such as 9:00"))
        }
        isAnniversary = problems.collect { () throws(RuleError) in try Self.flag(parameters) } ?? false
        guard problems.isEmpty else { throw RuleError(problems) }
    }

    var use: TokenUse { offset.map { date.use.union($0.use) } ?? date.use }

    enum End: Sendable, Hashable {
        case at(Instant)
        /// There is nothing to wait for, for the given reason.
        case none(String)
        /// The text that says the date is too long.
        case failed(String)
    }

    func end(for lead: Lead, _ context: StepContext) -> End {
        let zone = context.moment.timeZone
        let dateText: String
        do { dateText = try date.text(for: lead, in: context.tokens) } catch { return .failed("Date \(error)") }
        if dateText.trimmingBlanks.isEmpty { return .none("the date is empty") }
        guard let local = Self.local(dateText, in: zone) else { return .none("\(dateText.quoted) is not a date") }
        var day = local.day
        if let offset {
            let text: String
            do { text = try offset.text(for: lead, in: context.tokens) } catch { return .failed("Offset \(error)") }
            guard let days = Self.days(text) else { return .none("\(text.quoted) is not a number of days") }
            day = day.adding(days: days)
        }
        let millisecond = time?.millisecondOfDay ?? local.millisecondOfDay
        func instant(_ day: CalendarDay) -> Instant {
            zone.instant(of: LocalDateTime(day: day, millisecondOfDay: millisecond))
        }
        let now = context.moment.instant
        if isAnniversary {
            let thisYear = day.inYear(context.moment.today.year)
            return .at(
                instant(thisYear) >= now ? instant(thisYear) : instant(day.inYear(context.moment.today.year + 1)))
        }
        return instant(day) >= now ? .at(instant(day)) : .none("\(day) has passed")
    }

    /// Every form in which a date token is written, and those of the API.
    static func local(_ text: String, in zone: TimeZone) -> LocalDateTime? {
        let text = text.trimmingBlanks
        if let day = CalendarDay(text) { return LocalDateTime(day: day) }
        if let instant = Instant(text: text, zone: zone) { return zone.localDateTime(of: instant) }
        // `{{system.date}}`: Aug 08, 2013.
        let words = text.split(separator: " ")
        guard words.count == 3, words[1].hasSuffix(","), let day = Int(words[1].dropLast()), let year = Int(words[2]),
            let month = TokenFormat.months.firstIndex(where: { $0.caseFolded == words[0].caseFolded })
        else { return nil }
        return CalendarDay(year: year, month: month + 1, day: day).map { LocalDateTime(day: $0) }
    }

    /// `-3 days`, `+1 day`, `3`.
    static func days(_ text: String) -> Int? {
        let words = text.caseFolded.split(whereSeparator: \.isWhitespace)
        guard let number = words.first.flatMap({ Int($0) }), abs(number) <= 1_000_000, words.count <= 2,
            words.count == 1 || words[1] == "day" || words[1] == "days"
        else { return nil }
        return number
    }

    private static func flag(_ parameters: StepParameters) throws(RuleError) -> Bool {
        switch parameters.text("Next Anniversary")?.caseFolded {
        case nil, "false", "no": return false
        case "true", "yes": return true
        default: throw RuleError("Next Anniversary", "is neither true nor false")
        }
    }
}

extension CalendarDay {
    /// February 29 is the 28th in the years between.
    fileprivate func inYear(_ year: Int) -> CalendarDay {
        CalendarDay(year: year, month: month, day: min(day, Self.length(ofMonth: month, year: year))) ?? self
    }
}

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
