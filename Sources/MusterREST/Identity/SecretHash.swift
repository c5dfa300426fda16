import Crypto

/// How client secrets are stored: SHA-256 in lower-case hex. Secrets are long random texts, so that
/// a slow hash would add nothing.
public enum SecretHash {
    public static func of(_ secret: String) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in SHA256.hash(data: Array(secret.utf8)) {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    static func matches(_ secret: String, hash: String) -> Bool {
        ConstantTime.equal(Array(of(secret).utf8), Array(hash.utf8))
    }
}
