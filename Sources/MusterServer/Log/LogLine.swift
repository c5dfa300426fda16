import Logging
import MusterModel
import MusterStore

/// How lines of the log are written.
public enum LogFormat: String, Sendable, CaseIterable {
    /// For people: the real time, the level, the instance's time, what happened, and the details.
    case text
    /// For programs: an object a line, with the members `time`, `level`, `instanceTime`, `message`, and the
    /// details under their names as texts.
    case json

    public static let variable = "MUSTER_LOG_FORMAT"

    /// The one that is named, else that of the environment, else `text`.
    public init(_ named: LogFormat?, environment: [String: String]) throws(ConfigurationError) {
        let text = environment[Self.variable].flatMap { $0.isEmpty ? nil : $0 }
        guard let format = named ?? LogFormat(rawValue: text ?? "text") else {
            let formats = Self.allCases.map(\.rawValue).joined(separator: " or ")
            throw ConfigurationError("\(Self.variable) is \(formats), not '\(text ?? "")'")
        }
        self = format
    }
}

/// One thing that happened, before it is written. Whatever its texts hold, it becomes one line, of a bounded length,
/// that does nothing to the terminal it is read on.
struct LogLine {
    /// Of one text in bytes, before what must not be shown as it is has been replaced.
    static let longestText = StoreError.longestDescription
    /// Of all texts together.
    static let longest = 2 * longestText

    /// In real time.
    let time: Instant
    let level: Logger.Level
    /// By the clock of the instance; `nil` before it is open.
    let instanceTime: String?
    private let message: String
    private let details: [(name: String, value: String)]

    init(time: Instant, level: Logger.Level, message: String, metadata: Logger.Metadata) {
        self.time = time
        self.level = level
        instanceTime = metadata[Self.instanceTimeKey].map { "\($0)" }
        self.message = message.excerpt(bytes: Self.longestText)
        var room = Self.longest - self.message.utf8.count
        details = metadata.sorted { $0.key < $1.key }.compactMap { name, value in
            guard name != Self.instanceTimeKey else { return nil }
            let text = "\(value)".excerpt(bytes: min(Self.longestText, max(0, room)))
            room -= name.utf8.count + text.utf8.count
            return (name, text)
        }
    }

    static let instanceTimeKey = "instanceTime"

    /// In UTC, with milliseconds.
    private var timeText: String {
        let fraction = String(time.milliseconds - time.seconds * 1_000)
        return time.iso8601.dropLast() + "." + String(repeating: "0", count: 3 - fraction.count) + fraction + "Z"
    }

    /// Ends with the end of the line.
    func bytes(as format: LogFormat) -> [UInt8] {
        switch format {
        case .text: Array(text.utf8)
        case .json: json
        }
    }

    private var text: String {
        var line = "\(timeText) \(level)"
        if let instanceTime { line += " [\(instanceTime)]" }
        line += " \(message.spelledOut)"
        for (name, value) in details { line += " \(name)=\(Self.quoted(value))" }
        return line + "\n"
    }

    /// A word as it is, anything else in quotation marks.
    private static func quoted(_ value: String) -> String {
        let isWord = !value.isEmpty && value.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }
        guard !isWord else { return value }
        return "\"" + value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").spelledOut + "\""
    }

    private var json: [UInt8] {
        var writer = JSONWriter(capacity: 512)
        writer.object { writer in
            writer.member("time", timeText)
            writer.member("level", level.rawValue)
            writer.member("instanceTime", orNull: instanceTime)
            writer.member("message", message.spelledOut(keepingC0: true))
            for (name, value) in details {
                writer.key(name)
                writer.string(value.spelledOut(keepingC0: true))
            }
        }
        return writer.bytes + [UInt8(ascii: "\n")]
    }
}
