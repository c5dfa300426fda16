/// How much the aliases of a YAML text may stand for, seen before it is taken apart: a few lines of anchors that
/// each name the one before twice mean more than any machine holds, and the parser compares all of it.
///
/// What an anchor holds lies between it and its first use, so what is counted is never too little. It may be too
/// much where anchors are made and others used in turns, dozens of times.
struct YAMLAliases {
    /// - Source: our choice.
    static let mostNodes = 1_000_000

    /// What all of them together stand for; hardly more than `mostNodes` where it is more.
    private(set) var nodes = 0
    /// What each anchor that has been used stands for.
    private var sizes: [Substring: Int] = [:]
    /// How much there was before each anchor that nobody has used yet.
    private var begun: [Substring: Int] = [:]

    init(_ text: String) {
        guard text.utf8.contains(UInt8(ascii: "*")) else { return }
        var mayBegin = true
        var index = text.utf8.startIndex
        while index < text.utf8.endIndex, nodes <= Self.mostNodes {
            let byte = text.utf8[index]
            text.utf8.formIndex(after: &index)
            if mayBegin, byte == UInt8(ascii: "&") || byte == UInt8(ascii: "*") {
                let end = text.utf8[index...].firstIndex { !Self.isName($0) } ?? text.utf8.endIndex
                if byte == UInt8(ascii: "&") { begun[text[index..<end]] = nodes } else { use(text[index..<end]) }
                index = end
                mayBegin = false
            } else {
                mayBegin = byte <= UInt8(ascii: " ") || Self.indicators.contains(byte)
            }
        }
    }

    private mutating func use(_ name: Substring) {
        if let before = begun.removeValue(forKey: name) { sizes[name] = 1 + nodes - before }
        nodes += sizes[name] ?? 1
    }

    private static let indicators = Array(",[]{}?:-".utf8)

    private static func isName(_ byte: UInt8) -> Bool {
        byte > UInt8(ascii: " ") && !Array(",[]{}".utf8).contains(byte)
    }
}
