import Foundation
import MusterModel

/// Where a server is, and how one has come to look for it there.
public struct ServerAddress: Sendable, Equatable {
    public static let variable = "MUSTER_URL"
    public static let usual = "http://127.0.0.1:8080"

    /// Without a slash at the end.
    public let url: String
    /// Such as ` (from MUSTER_URL)`; empty where the one who asks has written it himself.
    let origin: String

    /// - Parameter url: as given with the command; `nil` for the one that the environment names, else the usual.
    /// - Throws: `AccessError` for what is no address.
    public init(_ url: String?, environment: [String: String]) throws(AccessError) {
        let named = environment[Self.variable].flatMap { $0.isEmpty ? nil : $0 }
        let text = url ?? named ?? Self.usual
        self.url = text.hasSuffix("/") ? String(text.dropLast()) : text
        origin = url != nil ? "" : named != nil ? " (from \(Self.variable))" : ""
        guard let parsed = URL(string: self.url), let scheme = parsed.scheme?.lowercased(),
            ["http", "https"].contains(scheme), let host = parsed.host(), !host.isEmpty
        else {
            let meant = text.contains("://") || text.isEmpty ? "http://HOST:PORT" : "http://\(text)"
            throw AccessError(
                "'\(text)'\(origin) is no address of a server; it begins with http:// or https://, as \(meant)")
        }
    }

    /// What to do when nobody answers there.
    var advice: String {
        let parsed = URL(string: url)
        let isHere = ["127.0.0.1", "localhost", "[::1]", "::1"].contains(parsed?.host() ?? "")
        let others = "name another one with --url or \(Self.variable), or work on a file with --database"
        guard isHere, parsed?.scheme?.lowercased() == "http" else { return "is it running? Otherwise \(others)" }
        let port = parsed?.port ?? 80
        return "start one with 'muster serve\(port == 8080 ? "" : " --port \(port)")', \(others)"
    }
}
