import Foundation

/// Another process works on the database.
public struct DatabaseInUse: Error, Sendable, Equatable, CustomStringConvertible {
    /// As the operator wrote it.
    public let database: String
    /// Where the server that has it answers; `nil` when no server has it, or does not answer yet.
    public let address: String?

    public var description: String {
        let holder = address.map { "the server at \($0)" } ?? "another Muster process"
        return "database '\(database)' is in use by \(holder)"
    }
}

/// Keeps two processes from working on one database: a lock on a file beside it. The system frees
/// it when the process ends, however that happens. Who only reads shares it with others who do.
final class DatabaseLock: Sendable {
    private let descriptor: Int32
    private let path: String

    /// - Parameter isMade: whether the lock file is made when there is none; otherwise this is `nil` then.
    /// - Throws: `DatabaseInUse`; `ConfigurationError` when the lock file cannot be used.
    init?(of file: DatabaseFile, for use: DatabaseUse, isMade: Bool) throws {
        let path = file.path + ".lock"
        let flags = (use == .reading ? O_RDONLY : O_RDWR) | O_CLOEXEC | (isMade ? O_CREAT : 0)
        let descriptor = open(path, flags, 0o600)
        guard descriptor >= 0 else {
            let reason = errno
            if reason == ENOENT, !isMade { return nil }
            throw ConfigurationError("cannot use '\(path)': \(String(cString: strerror(reason)))")
        }
        guard flock(descriptor, (use == .reading ? LOCK_SH : LOCK_EX) | LOCK_NB) == 0 else {
            let address = Self.address(in: descriptor)
            _ = close(descriptor)
            throw DatabaseInUse(database: file.given, address: address)
        }
        // From here on the end of this object closes it.
        (self.path, self.descriptor) = (path, descriptor)
        if use != .reading { try write("") }
    }

    /// For those who come in vain.
    func note(address: String) throws { try write(address + "\n") }

    private func write(_ text: String) throws {
        let bytes = Array(text.utf8)
        guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, bytes, bytes.count, 0) == bytes.count else {
            throw ConfigurationError("cannot write '\(path)': \(String(cString: strerror(errno)))")
        }
    }

    /// What the one who has it noted. Others who only read have noted nothing, and what is left there is of a
    /// process that has ended.
    private static func address(in descriptor: Int32) -> String? {
        guard flock(descriptor, LOCK_SH | LOCK_NB) != 0 else { return nil }
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        guard count > 0, bytes[count - 1] == UInt8(ascii: "\n") else { return nil }
        return String(decoding: bytes[..<(count - 1)], as: UTF8.self)
    }

    /// Frees the lock at once. Closing alone would leave it to a child process that is just being
    /// started and still has a copy of the descriptor.
    func release() { _ = flock(descriptor, LOCK_UN) }

    deinit {
        release()
        _ = close(descriptor)
    }
}
