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
        // By its bytes: every request comes by here.
        var name = authority.utf8[...]
        if let colon = name.lastIndex(of: UInt8(ascii: ":")), name[name.index(after: colon)...].allSatisfy(isDigit) {
            name = name[..<colon]
        }
        if name.last == UInt8(ascii: ".") { name = name.dropLast() }
        guard let first = name.first, let last = name.last else { return nil }
        let isBracketed = first == UInt8(ascii: "[") && last == UInt8(ascii: "]")
        guard isBracketed || name.allSatisfy(isOfName) else { return nil }
        return String(decoding: name.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func isOfName(_ byte: UInt8) -> Bool { byte > 0x20 && !":/@[]".utf8.contains(byte) }
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
