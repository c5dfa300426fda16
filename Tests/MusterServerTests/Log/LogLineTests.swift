import Logging
import MusterModel
import MusterTesting
import Testing

@testable import MusterServer

/// How a line of the log looks, for people and for programs.
@Suite struct LogLineTests {
    private static let time = Instant(milliseconds: 1_780_304_400_007)

    private static func line(
        _ message: String, _ metadata: Logger.Metadata = [:], level: Logger.Level = .info, as format: LogFormat = .text
    ) -> String {
        let line = LogLine(time: time, level: level, message: message, metadata: metadata)
        return String(decoding: line.bytes(as: format), as: UTF8.self)
    }

    @Test func aLineHasBothTimesAndItsDetailsByName() {
        let metadata: Logger.Metadata = [
            "run.id": "7", "lane": "run 12", "instanceTime": "2030-01-01T00:00:00Z", "empty": "",
        ]
        #expect(
            Self.line("run finished", metadata)
                == "2026-06-01T09:00:00.007Z info [2030-01-01T00:00:00Z] run finished empty=\"\" lane=\"run 12\" run.id=7\n"
        )
        #expect(
            Self.line("run finished", metadata, as: .json)
                == #"{"time":"2026-06-01T09:00:00.007Z","level":"info","instanceTime":"2030-01-01T00:00:00Z","#
                + #""message":"run finished","empty":"","lane":"run 12","run.id":"7"}"# + "\n")
        #expect(Self.line("begins", level: .notice) == "2026-06-01T09:00:00.007Z notice begins\n")
        #expect(Self.line("begins", as: .json).contains(#""instanceTime":null"#))
    }

    @Test(arguments: [
        ("two\nlines", #"two\nlines"#), ("\u{1B}[31mred\u{1B}[0m", #"\u001B[31mred\u001B[0m"#),
        ("a\u{202E}b", #"a\u202Eb"#), ("\u{9B}2J", #"\u009B2J"#), ("a\tb\r\u{0}\u{7F}", #"a\tb\u000D\u0000\u007F"#),
        ("a\u{2028}b\u{200B}", #"a\u2028b\u200B"#), ("Zoë 漢字 \"x\" \\", #"Zoë 漢字 \"x\" \\"#),
    ])
    func nothingInItMovesTheCursorOrEndsTheLine(text: String, shown: String) {
        #expect(Self.line("m", ["k": "\(text)"]).hasSuffix("m k=\"\(shown)\"\n"))
        let json = Self.line(text, ["k": "\(text)"], as: .json)
        let bad = json.dropLast().unicodeScalars.filter {
            [.control, .format, .lineSeparator].contains($0.properties.generalCategory)
        }
        #expect(bad.isEmpty && json.hasSuffix("\n"), "\(json)")
    }

    @Test func aLineOfJSONCanBeReadBack() throws {
        let read = try JSONParser.parse(Self.line("a\nb", ["k": "\"\\\t"], as: .json)).object
        #expect(read?["message"] == "a\nb" && read?["k"] == "\"\\\t")
    }

    @Test(arguments: LogFormat.allCases) func aLineIsBounded(format: LogFormat) {
        let long = String(repeating: "x", count: 1_000_000)
        #expect(Self.line("m", ["error": "\(long)"], as: format).utf8.count < 2_048 + 200)
        let many = Dictionary(uniqueKeysWithValues: (0..<20).map { ("key\($0)", "\(long)" as Logger.MetadataValue) })
        #expect(Self.line(long, many, as: format).utf8.count < 4_096 + 500)
    }

    @Test func theFormatIsTheOneNamedElseThatOfTheEnvironment() throws {
        #expect(try LogFormat(nil, environment: [:]) == .text)
        #expect(try LogFormat(nil, environment: ["MUSTER_LOG_FORMAT": ""]) == .text)
        #expect(try LogFormat(nil, environment: ["MUSTER_LOG_FORMAT": "json"]) == .json)
        #expect(try LogFormat(.text, environment: ["MUSTER_LOG_FORMAT": "json"]) == .text)
        let error = #expect(throws: ConfigurationError.self) {
            try LogFormat(nil, environment: ["MUSTER_LOG_FORMAT": "xml"])
        }
        #expect(error?.description == "MUSTER_LOG_FORMAT is text or json, not 'xml'")
    }

    @Test func theHandlerAddsWhatTheLoggerAndItsProviderKnow() throws {
        let written = Recorder<String>()
        var logger = Logger(label: "test") { _ in
            LineLogHandler(format: .text, clock: TestClock(now: Self.time)) {
                written.add(String(decoding: $0, as: UTF8.self))
            }
        }
        logger[metadataKey: "a"] = "1"
        let instance = Instant(milliseconds: 1_893_456_000_000)
        logger.telling(TestClock(now: instance)).notice("happens", metadata: ["b": "2"])
        logger.info("before")
        logger.debug("not asked for")
        #expect(
            written.values == [
                "2026-06-01T09:00:00.007Z notice [2030-01-01T00:00:00Z] happens a=1 b=2\n",
                "2026-06-01T09:00:00.007Z info before a=1\n",
            ])
    }
}
