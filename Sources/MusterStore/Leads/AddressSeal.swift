import Crypto
import MusterModel

/// Keeps an address that has unsubscribed in a form that does not say which it is: HMAC-SHA256 under a
/// key of the instance. Whoever has an address can ask whether it is marked; nobody can list the marks.
struct AddressSeal {
    /// No address has it: what follows it has no `@`.
    static let prefix = "sealed:"

    private let key: SymmetricKey

    init(salt: String) { key = SymmetricKey(data: Array(salt.utf8)) }

    /// - Parameter address: case-folded.
    func seal(_ address: String) -> String {
        Self.prefix + HMAC<SHA256>.authenticationCode(for: Array(address.utf8), using: key).hexadecimal
    }
}

extension StoreReader {
    /// `nil` while no mark has been sealed.
    func addressSeal() throws -> AddressSeal? { try instanceKey(.addressSeal).map(AddressSeal.init(salt:)) }
}

extension StoreWriter {
    /// Seals the marks of addresses that nobody has, whoever had them: people who were deleted, merged into
    /// others or had another address before leave them behind.
    /// - Parameter salt: of an instance that has none yet.
    func sealOrphanedMarks(salt: String) throws {
        let orphans = try connection.all(
            """
            SELECT email_key FROM unsubscribed_address WHERE substr(email_key, 1, ?) <> ? AND NOT EXISTS \
            (SELECT 1 FROM lead WHERE lead.email_key = unsubscribed_address.email_key)
            """, [.int(Int64(AddressSeal.prefix.count)), .text(AddressSeal.prefix)]
        ) { $0.text(0) }
        guard !orphans.isEmpty else { return }
        try setInstanceKey(.addressSeal, salt)
        guard let seal = try reader.addressSeal() else { throw StoreError(.other, "the key of marks is not kept") }
        try write(
            .bookkeeping, "UPDATE unsubscribed_address SET email_key = ? WHERE email_key = ?", count: orphans.count
        ) { binder, index in
            binder.bind(seal.seal(orphans[index]))
            binder.bind(orphans[index])
        }
    }
}
