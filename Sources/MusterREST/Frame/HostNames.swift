import Logging
import Synchronization

/// The names by which clients may call a server (`Host`).
///
/// A server that listens to its own machine alone takes no other: a page in a browser on that machine could have its
/// own name resolved to it, and would then read from it as from itself.
/// - Source: our choice.
public struct HostNames: Sendable {
    /// `nil` for any.
    private let names: Set<String>?

    /// For servers whom clients reach from elsewhere, by names that nobody here knows.
    public static let any = HostNames(names: nil)

    private init(names: Set<String>?) { self.names = names }

    /// - Parameters:
    ///   - address: where the server listens.
    ///   - further: names beside those of the machine itself, without a port.
    public init(listeningAt address: String, further: [String]) {
        let address = address.lowercased()
        guard address == "localhost" || address == "::1" || address.hasPrefix("127.") else {
            self = .any
            return
        }
        names = Set(["localhost", "127.0.0.1", "[::1]", address] + further.compactMap(Self.name))
    }

    /// - Parameter authority: a name or an address, and perhaps a port. Marketo's own names are taken too: many
    ///   clients can be told another address and no other name.
    func contain(_ authority: String) -> Bool {
        guard let names else { return true }
        guard let name = Self.name(of: authority) else { return false }
        return names.contains(name) || name.hasSuffix(".mktorest.com")
    }

    /// In lower case, without a port and without the dot of a whole name; `nil` when it is none.
    public static func name(of authority: String) -> String? {
        var name = authority[...]
        if let colon = authority.lastIndex(of: ":"),
            authority[authority.index(after: colon)...].utf8.allSatisfy({ (0x30...0x39).contains($0) })
        {
            name = authority[..<colon]
        }
        if name.hasSuffix(".") { name = name.dropLast() }
        let isBracketed = name.hasPrefix("[") && name.hasSuffix("]")
        let isName = isBracketed || !name.utf8.contains { $0 <= 0x20 || ":/@[]".utf8.contains($0) }
        return isName && !name.isEmpty ? name.lowercased() : nil
    }
}

/// Says once what requests for another name are refused for: who is not told looks for it elsewhere.
final class ForeignHosts: Sendable {
    private let wereTold = Mutex(false)

    func tell(_ logger: Logger, _ authority: String) {
        let isFirst = wereTold.withLock { told in
            defer { told = true }
            return !told
        }
        guard isFirst else { return }
        logger.warning(
            "requests for a name that is not this server's are refused; --host-name gives it one",
            metadata: ["host": "\(HostNames.name(of: authority)?.prefix(255) ?? "-")"])
    }
}
