import HTTPTypes
import Logging
import MusterModel
import MusterStore
import Synchronization
import Testing

@Suite struct RequestLogTests {
    /// Keeps the lines that were logged.
    private struct Recorder: LogHandler {
        final class Lines: Sendable {
            private let lines = Mutex<[String]>([])
            var all: [String] { lines.withLock { $0 } }
            func append(_ line: String) { lines.withLock { $0.append(line) } }
        }
        let lines: Lines
        var metadata: Logger.Metadata = [:]
        var logLevel: Logger.Level = .info

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }
        func log(event: LogEvent) {
            let members = (event.metadata ?? [:]).map { "\($0)=\($1)" }.sorted().joined(separator: " ")
            lines.append("\(event.level) \(event.message) \(members)")
        }
    }

    @Test func everyRequestIsOneLineWithoutSecretsOrPeople() async throws {
        let lines = Recorder.Lines()
        try await APIFixture.run(logger: Logger(label: "test") { _ in Recorder(lines: lines) }) { api in
            let before = lines.all.count
            let answer = try await api.call(
                .get, "/rest/v1/leads.json?access_token=\(api.token)&filterType=email&filterValues=jane@example.com")
            let id = try #require(answer.json?["requestId"]?.text)
            let new = lines.all.dropFirst(before)
            #expect(new.count == 1)
            let line = try #require(new.first)
            #expect(line.contains("requestId=\(id)"))
            #expect(line.contains("route=/rest/v1/leads.json"))
            #expect(line.contains("method=GET"))
            #expect(line.contains("code=ok"))
            let failed = try await api.get("/rest/v1/lead/4711.json")
            #expect(failed.error?.code == "1004")
            #expect(lines.all.last?.contains("code=1004") == true)
            #expect(lines.all.last?.contains("route=/rest/v1/lead/{id}.json") == true)
            for line in lines.all {
                #expect(!line.contains("jane"))
                #expect(!line.contains(api.token))
                #expect(!line.contains(APIFixture.secret))
            }
        }
    }

    @Test func theReasonOfARefusedCallIsLoggedWithWhoCalled() async throws {
        let lines = Recorder.Lines()
        try await APIFixture.run(logger: Logger(label: "test") { _ in Recorder(lines: lines) }) { api in
            let answer = try await api.post("/muster/v1/settings.json", json: #"{"timeZone":"Mars"}"#)
            #expect(answer.status == .ok && !answer.isSuccess)
            let line = try #require(lines.all.last)
            let error = try #require(answer.error)
            #expect(line.contains("code=\(error.code)") && line.contains("error=\(error.message)"), "\(line)")
            #expect(line.contains("user=api@example.com") && line.contains("client=\(APIFixture.clientID)"), "\(line)")
            let broken = try await api.call(
                .put, "/muster/v1/settings.json",
                .json(#"{"timeZone":"Mars","communicationLimits":{"perDay":-1}}"#))
            for error in broken.errors { #expect(lines.all.last?.contains(error.message) == true) }
            // Who brings people's data may be told of it, and the log not.
            _ = try await api.post(
                "/muster/v1/import/leads.json", json: #"{"rows":[{"email":"jane@e.example","annualRevenue":"jane"}]}"#)
            #expect(lines.all.last?.contains("route=/muster/v1/import/leads.json") == true)
            #expect(lines.all.last?.contains("error=") == false, "\(lines.all.last ?? "")")
            #expect(lines.all.allSatisfy { !$0.contains("jane") })
        }
    }

    @Test func aFaultOfOursIsASystemErrorAndLogged() async throws {
        let lines = Recorder.Lines()
        try await APIFixture.run(logger: Logger(label: "test") { _ in Recorder(lines: lines) }) { api in
            try await api.store.write { writer in
                _ = try writer.rows.execute("DROP TABLE lead", [])
            }
            let answer = try await api.get("/rest/v1/lead/1.json")
            #expect(answer.status == .ok)
            #expect(answer.error?.code == "611")
            #expect(answer.error?.message == "System error")
            let id = try #require(answer.json?["requestId"]?.text)
            #expect(lines.all.filter { $0.hasPrefix("error ") && $0.contains(id) }.count == 1)
        }
    }
}
