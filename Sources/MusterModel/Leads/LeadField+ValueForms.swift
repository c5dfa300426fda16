/// The spellings of numbers and days that field values are converted from.
/// - Source: semantics of Change Data Value, our choice; Adobe documents none.
extension String {
    /// An optional sign and digits; a fraction of zeros, as spreadsheets write it, is allowed.
    var wholeNumber: Int64? {
        let parts = utf8.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        guard let digits = parts.first, let number = Int64(Substring(digits)) else { return nil }
        if parts.count == 2 {
            guard !parts[1].isEmpty, parts[1].allSatisfy({ $0 == UInt8(ascii: "0") }) else { return nil }
        }
        return number
    }

    /// A decimal with an optional sign, currency sign and thousands separators: `-$1,234.50`.
    /// A comma that does not separate thousands is refused, because it may mean the decimals.
    var amount: Double? {
        var text = String(unicodeScalars.filter { $0.properties.generalCategory != .currencySymbol }).trimmingBlanks
        var sign = 1.0
        if let first = text.first, first == "-" || first == "+" {
            sign = first == "-" ? -1 : 1
            text = text.dropFirst().trimmingBlanks
        }
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let groups = parts[0].split(separator: ",", omittingEmptySubsequences: false)
        if groups.count > 1 {
            guard (1...3).contains(groups[0].count), groups.dropFirst().allSatisfy({ $0.count == 3 })
            else { return nil }
        }
        let whole = groups.joined()
        let fraction = parts.count == 2 ? String(parts[1]) : ""
        guard !(whole.isEmpty && fraction.isEmpty), (whole + fraction).utf8.allSatisfy({ (48...57).contains($0) }),
            let number = Double("\(whole.isEmpty ? "0" : whole).\(fraction.isEmpty ? "0" : fraction)"), number.isFinite
        else { return nil }
        return number == 0 ? 0 : sign * number
    }
}

extension CalendarDay {
    /// `MM/dd/yyyy`; a leading zero may be missing.
    init?(american text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, (1...2).contains(parts[0].utf8.count), (1...2).contains(parts[1].utf8.count),
            parts[2].utf8.count == 4, text.utf8.allSatisfy({ (47...57).contains($0) }),
            let month = Int(parts[0]), let day = Int(parts[1]), let year = Int(parts[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// `Aug 08, 2013`, as the token `{{system.date}}` writes it.
    init?(spelled text: String) {
        let words = text.split(separator: " ")
        guard words.count == 3, words[1].hasSuffix(","), words[2].utf8.count == 4,
            let month = Self.monthNames.firstIndex(of: words[0].lowercased()),
            let day = Int(words[1].dropLast()), let year = Int(words[2])
        else { return nil }
        self.init(year: year, month: month + 1, day: day)
    }

    private static let monthNames = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
}
