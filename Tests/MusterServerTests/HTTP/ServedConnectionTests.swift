import Hummingbird
import Logging
import MusterStore
import NIOCore
import Testing

@testable import MusterREST
@testable import MusterServer

/// What the requests of a connection have from it, over real sockets.
@Suite(.timeLimit(.minutes(10))) struct ServedConnectionTests {
    enum Leaving: CaseIterable { case closing, closingOneSide }

    @Test("what is read for a request ends when its client leaves", arguments: Leaving.allCases)
    func leaving(_ leaving: Leaving) async throws {
        let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let (ports, port) = AsyncStream.makeStream(of: UInt16.self)
        let (requests, request) = AsyncStream.makeStream(of: Bool.self)
        let (ends, end) = AsyncStream.makeStream(of: Bool.self)
        let server = Application(
            responder: CallbackResponder<BasicRequestContext> { _, _ in
                let watch = ClientWatch.current
                request.yield(watch.map { !$0.reads.isCancelled } ?? false)
                while let watch, !watch.reads.isCancelled, !Task.isCancelled { await Task.yield() }
                end.yield(watch?.reads.isCancelled ?? false)
                return Response(status: .ok)
            },
            server: LenientHTTPChannel.server(ConnectionLimits(), quiet),
            configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { port.yield(UInt16($0.localAddress?.port ?? 0)) }, logger: quiet)
        let running = Task { try await server.run() }
        for await number in ports {
            var client: RawConnection? = try RawConnection(port: number)
            try client?.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            for await isServed in requests {
                #expect(isServed)
                break
            }
            switch leaving {
            case .closing: client = nil
            case .closingOneSide: client?.closeSending()
            }
            for await hasEnded in ends {
                #expect(hasEnded)
                break
            }
            break
        }
        running.cancel()
        // It ends because it is cancelled.
        _ = await running.result
    }
}
