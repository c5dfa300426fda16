/// Where the engines differ, by name. Each member says what it means; the engine says how.
///
/// The members that read text as a value give null where the text is no such value, exactly as
/// `FieldValue(recorded:as:)` of the reference interpreter does.
public protocol Dialect: Sendable {
    /// `sqlite` or `postgresql`.
    var name: String { get }

    // MARK: Text

    /// The text of a column as case-insensitive comparisons see it: `String.caseFolded`.
    func caseFolded(_ expression: String) -> String
    /// True when text `needle` occurs in text `haystack`.
    func contains(_ haystack: String, _ needle: String) -> String
    /// True when text `haystack` begins with `prefix`.
    func startsWith(_ haystack: String, _ prefix: String) -> String

    // MARK: Recorded values

    /// A member of a JSON object in a text column, as text; booleans as `true` or `false`; null
    /// when absent. `key` is an expression, usually a placeholder.
    func jsonText(_ column: String, _ key: String) -> String
    /// A text expression as a double, null when it is no number.
    func number(_ expression: String) -> String
    /// A text expression as 1 or 0, null when it is neither `true` nor `false` in any case.
    func boolean(_ expression: String) -> String
    /// A text expression as `yyyy-MM-dd`, null when it is no day.
    func day(_ expression: String) -> String
    /// A text expression as milliseconds since 1970, null when it is no date-time.
    func instant(_ expression: String) -> String

    // MARK: Lists

    /// True when `expression` is in a JSON array of integers or of texts, as it is itself, given as
    /// text. One statement then serves lists of any length.
    func isOneOf(_ expression: String, jsonArray: String) -> String
    /// True when the text `expression` is in a JSON array of texts, none of which has a NUL in it.
    func isOneOfTexts(_ expression: String, jsonArray: String) -> String
    /// True when the double `expression` is in a JSON array of numbers.
    func isOneOfNumbers(_ expression: String, jsonArray: String) -> String
    /// True when one of the texts of a JSON array occurs in text `haystack`.
    func containsAny(_ haystack: String, jsonArray: String) -> String
    /// True when text `haystack` begins with one of the texts of a JSON array.
    func startsWithAny(_ haystack: String, jsonArray: String) -> String
    /// True when `expression`, a day as text or an instant, lies in one of the ranges of a JSON array
    /// of `[first, last]`; both ends belong to the range, null is no end.
    func isWithinAny(_ expression: String, jsonRanges: String) -> String

    // MARK: Tables

    /// A query of the names of all tables of the database, without the engine's own.
    var tableNames: String { get }
    /// The column type of a 64-bit integer.
    var bigIntegerType: String { get }
    var doubleType: String { get }
    /// The definition of the key `id` of a table that grows with people. Where tables are
    /// distributed the key also carries the lead.
    func idColumn(distributedBy lead: String) -> String
    /// Begins a statement that writes rows of a table anew for another lead with the ids they have. The
    /// old rows are gone with it where an id alone is the key, and stay where the key also carries
    /// the lead.
    var insertKeepingIDs: String { get }
    /// Follows the closing parenthesis of a table that is stored in the order of its primary key
    /// where the engine can.
    var clusteredTable: String { get }
}
