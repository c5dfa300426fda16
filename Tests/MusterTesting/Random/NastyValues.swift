public import MusterModel

/// Values that storage and comparison are most likely to get wrong.
public enum NastyValues {
    public static let texts = [
        "", " ", "  a ", "a", "A", "acme", "ACME", "Acme Inc.", "\u{C1}cme", "A\u{301}cme", "stra\u{DF}e", "STRASSE",
        "\u{3A3}\u{38A}\u{3A3}\u{3A5}\u{3A6}\u{39F}\u{3A3}", "\u{3C3}\u{3AF}\u{3C3}\u{3C5}\u{3C6}\u{3BF}\u{3C2}",
        "\u{3C3}\u{3AF}\u{3C3}\u{3C5}\u{3C6}\u{3BF}\u{3C3}", "\u{130}stanbul", "istanbul", "\u{131}", "O'Brien",
        "\"quoted\"", "back\\slash", "100%", "a_b", "tab\tline\nend\r", "\u{65E5}\u{672C}", "\u{1F600}", "e", "\u{E9}",
        "e\u{301}", "\u{C9}", "NULL", "null", "0", "1", "007", "-1", "+1", "1.5", "1.50", "1e3", "0x10", "1 ", "inf",
        "true", "TRUE", "false", "yes", "2024-02-29", "2024-02-30", "2024-3-5", "2024-03-05T12:00:00Z",
        "2024-03-05T12:00:00.001+01:00", "jane@example.com", "Jane@Example.COM", "{\"a\":1}", "[1]", "\u{1}",
        "a\u{0}b", String(repeating: "long ", count: 60),
    ]

    /// Parts that occur in some of the texts.
    public static let parts = [
        "", " ", "a", "A", "c", "CM", "acme", "@example", "e", "\u{301}", "\u{E9}", "\u{3C2}", "\u{3A3}", "i",
        "\u{131}",
        "\u{130}", "ss", "\u{DF}", "'", "\"", "\\", "%", "_", "\t", "\u{672C}", "\u{1F600}", "1", ".", "\u{0}",
        "long long",
    ]

    public static let integers: [Int64] = [
        0, 1, -1, 2, 5, 10, 99, 100, 101, -100, 2_147_483_647, -2_147_483_648, 9_007_199_254_740_992,
        9_007_199_254_740_993, .max, .min,
    ]

    public static let numbers: [Double] = [
        0, -0.0, 1, -1, 0.1, 0.30000000000000004, 1.5, -1.5, 100, 99.99, 1e15, 1e300, -1e300, 1e-300, 2_147_483_647,
    ]

    /// Numbers that rules ask for: whole ones among them.
    public static var wanted: [Double] { numbers + integers.map(Double.init) }

    public static let days: [CalendarDay] = [
        "0001-01-01", "1969-12-31", "1970-01-01", "2023-03-05", "2024-02-28", "2024-02-29", "2024-03-01", "2024-03-04",
        "2024-03-05", "2024-03-06", "2024-03-31", "2024-12-31", "2025-01-01", "9999-12-31",
    ].compactMap { CalendarDay($0) }

    /// The clock's now, the ends of days and of daylight saving, and a millisecond beside each.
    public static let instants: [Instant] = [
        "1969-12-31T23:59:59Z", "1970-01-01T00:00:00Z", "2023-03-05T12:00:00Z", "2024-03-04T00:00:00Z",
        "2024-03-05T00:00:00Z", "2024-03-05T12:00:00Z", "2024-03-06T00:00:00Z", "2024-03-31T01:00:00Z",
        "2024-10-27T01:00:00Z", "2024-12-31T23:59:59Z",
    ].compactMap { Instant(text: $0) }.flatMap { [$0.adding(milliseconds: -1), $0, $0.adding(milliseconds: 1)] }
}
