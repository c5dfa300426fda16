/// `Program.Asset`, the name of something that lives in a program.
struct QualifiedName {
    let program: String
    let asset: String

    var text: String { "\(program).\(asset)" }

    /// Every way to read a text as one, because both names may contain dots.
    static func readings(of text: String) -> [QualifiedName] {
        text.indices.compactMap { index in
            guard text[index] == "." else { return nil }
            let program = text[..<index]
            let asset = text[text.index(after: index)...]
            return program.isEmpty || asset.isEmpty
                ? nil : QualifiedName(program: String(program), asset: String(asset))
        }
    }
}
