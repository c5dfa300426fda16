import MusterModel
import Yams

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
            self.init([SourceProblem(file: file, line: nil, column: nil, message: "no readable YAML: \(error)")])
        }
    }
}
