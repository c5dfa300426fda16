import ArgumentParser
import Hummingbird

/// A Hummingbird server whose one route answers a constant: the ceiling for any of ours.
struct BareServerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bare-server", abstract: "Serves a constant of the given size at /constant.")

    @Option(help: "Port on the loopback interface.") var port = 8181
    @Option(help: "Bytes in the answer.") var size = 600

    func run() async throws {
        let body = ByteBuffer(repeating: UInt8(ascii: "x"), count: size)
        let router = Router()
        router.get("constant") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "application/json;charset=UTF-8"],
                body: ResponseBody(byteBuffer: body))
        }
        let application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: port)))
        try await application.runService()
    }
}
