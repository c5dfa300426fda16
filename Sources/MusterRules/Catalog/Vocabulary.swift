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
