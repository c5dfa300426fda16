import Foundation
import MusterModel

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Asks a server whether it is ready, as who watches over it does: once, and without a token.
public enum ServerReadiness {
    /// - Parameter seconds: for the whole of the answer.
    /// - Throws: `AccessError` with the reason why it is not.
    public static func check(_ server: ServerAddress, within seconds: Int) async throws(AccessError) {
        let base = server.url + server.origin
        guard let address = URL(string: server.url + "/readyz") else { throw AccessError("'\(base)' is no address") }
        let (data, status) = try await answer(of: address, within: seconds, base)
        // What is no JSON has no reasons either.
        let record = (try? JSONParser.parse(String(decoding: data, as: UTF8.self)))?.object
        switch (status, record?["status"]?.text) {
        case (200, "ok"?): return
        case (503, _):
            let reasons = (record?["reasons"]?.array ?? []).compactMap(\.text)
            let sentence = reasons.isEmpty ? "it takes no more connections" : reasons.joined(separator: "; ")
            throw AccessError("the server at \(base) is not ready: \(sentence)")
        default: throw AccessError("the answer of \(base) is not that of a Muster server (status \(status))")
        }
    }

    private static func answer(
        of address: URL, within seconds: Int, _ base: String
    ) async throws(AccessError) -> (Data, Int) {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.timeoutIntervalForRequest = TimeInterval(seconds)
        configuration.timeoutIntervalForResource = TimeInterval(seconds)
        let session = URLSession(configuration: configuration)
        defer { session.finishTasksAndInvalidate() }
        do {
            let (data, response) = try await session.data(from: address)
            return (data, (response as? HTTPURLResponse)?.statusCode ?? 0)
        } catch let error as URLError where error.code == .timedOut {
            throw AccessError("the server at \(base) has not answered within \(seconds) seconds")
        } catch {
            throw AccessError("no server answers at \(base): \(error.localizedDescription)")
        }
    }
}
