public import MusterModel
import Yams

/// A place in a file, both counted from 1.
public struct SourcePlace: Sendable, Hashable {
    public var file: String
    public var line: Int
    public var column: Int

    public init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }

    init(file: String, _ node: Node) {
        self.init(file: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
    }
}

/// Where each path of a document stands, such as `campaigns[0].filters[2]`.
public struct SourcePlaces: Sendable {
    private var places: [String: SourcePlace] = [:]

    public init() {}
    init(root: SourcePlace) { places[""] = root }

    public mutating func add(_ path: String, _ place: SourcePlace) {
        let key = Self.key(path)
        if places[key] == nil { places[key] = place }
    }

    /// The place of a path, or of the nearest part around it that is in the file: a problem may
    /// name something that was derived from what is written.
    public subscript(path: String) -> SourcePlace? {
        var key = Substring(Self.key(path))
        while true {
            if let place = places[String(key)] { return place }
            guard let end = key.lastIndex(where: { $0 == "." || $0 == "[" }) else { return places[""] }
            key = key[..<end]
        }
    }

    /// The problem as people read it: `campaigns.yaml:14:9: campaigns[0].filters[2]: …`.
    public func sentence(_ diagnostic: Diagnostic) -> String {
        let path = diagnostic.path.isEmpty ? path(at: diagnostic.message) : diagnostic.path
        guard let place = self[path] else { return diagnostic.description }
        return "\(place.file):\(place.line):\(place.column): \(diagnostic)"
    }

    /// The path that a server's sentence begins with: names may hold a colon and a blank, so it is
    /// the longest beginning that is in the file, else the shortest.
    private func path(at sentence: String) -> String {
        let ends = sentence.indices.filter { sentence[$0...].hasPrefix(": ") }
        let beginnings = ends.map { String(sentence[..<$0]) }
        return beginnings.last { places[Self.key($0)] != nil } ?? beginnings.first ?? ""
    }

    /// These places, with the items of the top-level lists counted from `offsets` on.
    func shifted(by offsets: [String: Int]) -> SourcePlaces {
        var result = SourcePlaces()
        for (key, place) in places where !key.isEmpty {
            var shifted = key
            if let open = key.firstIndex(of: "["), let close = key[open...].firstIndex(of: "]"),
                let offset = offsets[String(key[..<open])], let index = Int(key[key.index(after: open)..<close])
            {
                shifted = key[..<open] + "[\(index + offset)]" + key[key.index(after: close)...]
            }
            result.places[shifted] = place
        }
        return result
    }

    mutating func merge(_ other: SourcePlaces) { places.merge(other.places) { first, _ in first } }

    /// Names are found in any case and however their words are joined, as documents are read.
    static func key(_ path: String) -> String {
        path.caseFolded.filter { $0 != " " && $0 != "_" && $0 != "-" }
    }
}

/// One mistake in a file; line and column count from 1.
public struct SourceProblem: Sendable, Hashable, CustomStringConvertible {
    public let file: String
    public let line: Int?
    public let column: Int?
    public let message: String

    public init(file: String, line: Int?, column: Int?, message: String) {
        self.file = file
        self.line = line
        self.column = column
        self.message = message
    }

    init(_ place: SourcePlace, _ message: String) {
        self.init(file: place.file, line: place.line, column: place.column, message: message)
    }

    /// `leads.csv:12:5: …`
    public var description: String {
        ([file] + [line, column].compactMap { $0.map(String.init) }).joined(separator: ":") + ": " + message
    }
}

/// Files that cannot be used, with every mistake that was found.
public struct SourceError: Error, Sendable, Hashable, CustomStringConvertible {
    public let problems: [SourceProblem]

    public init(_ problems: [SourceProblem]) { self.problems = problems }

    public var description: String { problems.map(\.description).joined(separator: "\n") }
}

extension SourceError {
    init(_ error: YamlError, file: String) {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let around = context.map { "\($0.text.trimmingBlanks): " } ?? ""
            self.init([
                SourceProblem(file: file, line: mark.line, column: mark.column, message: around + problem)
            ])
        case .duplicatedKeysInMapping(let duplicates, let context):
            let names = duplicates.map { "'\($0)'" }.joined(separator: ", ")
            self.init([
                SourceProblem(
                    file: file, line: context.mark.line, column: context.mark.column,
                    message: "given twice in this mapping: \(names)")
            ])
        case .no, .memory, .reader, .writer, .emitter, .representer, .dataCouldNotBeDecoded:
            self.init([
                SourceProblem(
                    file: file, line: nil, column: nil, message: "no readable YAML: \("\(error)".excerpt(bytes: 500))")
            ])
        }
    }
}
