import HTTPTypes
import MusterModel
import MusterStore
import MusterTesting
import NIOCore
import NIOEmbedded
import Testing

@testable import MusterREST

/// Long work ends with the client for whom it is done.
@Suite(.timeLimit(.minutes(5))) struct ClientConnectionTests {
    /// A connection of a client; unwatched, nobody would notice its end.
    static func connected(watched: Bool = true) async throws -> NIOAsyncTestingChannel {
        let channel = NIOAsyncTestingChannel()
        if watched { try await channel.pipeline.addHandler(ClientWatch()).get() }
        try await channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).get()
        return channel
    }

    @Test func workIsDoneForWhoStays() async throws {
        let channel = try await Self.connected(watched: true)
        #expect(try await ClientConnection(channel).whileConnected { 7 } == 7)
        #expect(try await ClientConnection(nil).whileConnected { 7 } == 7)
    }

    @Test func workEndsWhenTheClientLeaves() async throws {
        let channel = try await Self.connected(watched: true)
        let (hasBegun, never) = (Recorder<Bool>(), AsyncStream<Void>.makeStream())
        let work = Task {
            try await ClientConnection(channel).whileConnected {
                hasBegun.add(true)
                for await _ in never.stream {}
                try Task.checkCancellation()
            }
        }
        while hasBegun.values.isEmpty { await Task.yield() }
        try await channel.close()
        await #expect(throws: CancellationError.self) { try await work.value }
    }

    /// The handlers of a connection leave it when it ends.
    @Test func workForWhoHasLeftDoesNotBegin() async throws {
        let channel = try await Self.connected(watched: true)
        try await channel.close()
        while (try? await channel.pipeline.handler(type: ClientWatch.self).get()) != nil { await Task.yield() }
        await #expect(throws: CancellationError.self) {
            try await ClientConnection(channel).whileConnected { Issue.record("nobody waits for it") }
        }
    }

    @Test("readings and long writes end with the client; what is small and written is done")
    func whatEnds() async throws {
        try await APIFixture.run { api in
            let watch = ClientWatch()
            let leads = try await api.store.write { writer in
                try writer.createLeads(
                    (0..<300).map { [.email: .text("\($0)@e.example")] }, origin: .api, loggingActivities: false)
            }
            watch.comeToAnEnd()
            let ids = leads.map { "\($0)" }.joined(separator: ",")
            let calls: [(uri: String, body: String?, isDone: Bool)] = [
                ("/rest/v1/leads.json?filterType=id&filterValues=\(ids)", nil, false),
                ("/rest/v1/leads.json", #"{"input":[{"email":"new@e.example"}]}"#, true),
                ("/muster/v1/apply.json", #"{"staticLists":["VIPs"]}"#, false),
                ("/muster/v1/import/leads.json", #"{"rows":[{"Email Address":"x@e.example"}]}"#, false),
            ]
            for (uri, body, isDone) in calls {
                let before = try api.snapshot()
                let outcome = try await ClientWatch.$current.withValue(watch) {
                    try await api.outcome(of: uri, json: body)
                }
                #expect((outcome.status == .ok) == isDone, "\(uri): \(outcome)")
                if !isDone { #expect(outcome.status == .clientClosedRequest, "\(uri): \(outcome)") }
                let isSame = try api.snapshot() == before
                #expect(isSame == !isDone, "\(uri)")
            }
        }
    }

    @Test func aConnectionThatNobodyWatchesIsAFault() async throws {
        let channel = try await Self.connected(watched: false)
        await #expect(throws: ChannelPipelineError.self) {
            try await ClientConnection(channel).whileConnected { Issue.record("its end would not be noticed") }
        }
        try await channel.close()
    }
}
