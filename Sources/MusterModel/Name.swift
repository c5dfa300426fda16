/// What the names of everything have in common (assets, folders, tokens, fields, types of activities, tags,
/// users, roles): all of a name can be seen, and it is nothing but what is seen.
public enum Name {
    /// What is wrong with a name, as a sentence goes on after its place; `nil` when nothing is.
    ///
    /// Control characters, ends of lines and tabs among them, change what a terminal or a log shows. Characters
    /// that turn the direction of text, or have no width, make two names look like one.
    /// - Source: our choice.
    public static func problem(of name: String) -> String? {
        // Nearly always.
        let isPlain = name.utf8.withContiguousStorageIfAvailable { $0.allSatisfy { (0x20..<0x7F).contains($0) } }
        if isPlain == true { return nil }
        let scalars = name.unicodeScalars
        guard let index = scalars.firstIndex(where: { !$0.isSeen }) else { return nil }
        let position = scalars.distance(from: scalars.startIndex, to: index) + 1
        return """
            '\(shown(name).excerpt(bytes: 200))' has \(code(scalars[index])) as character \(position); leave it out: \
            names take no control characters, no ends of lines and none that cannot be seen
            """
    }

    /// The name with what cannot be seen written out.
    private static func shown(_ name: String) -> String {
        name.unicodeScalars.reduce(into: "") { text, scalar in
            if !scalar.isSeen { text += "<\(code(scalar))>" } else { text.unicodeScalars.append(scalar) }
        }
    }

    private static func code(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
