import GRDBSQLite
import MusterModel

/// `muster_fold(text)`: `String.caseFolded`.
enum CaseFoldFunction {
    static let body: ScalarFunctions.Body = { context, _, values in
        let arguments = FunctionArguments(values)
        guard let bytes = arguments.bytes(0) else { return FunctionResult.null(context) }
        switch Content(of: bytes) {
        case .folded: arguments.pass(0, to: context)
        case .ascii: lowercase(bytes, to: context)
        case .unicode: FunctionResult.text(String(decoding: bytes, as: UTF8.self).caseFolded, to: context)
        }
    }

    /// What has to be done to a text; most texts are ASCII, many have no capitals.
    private enum Content {
        case folded, ascii, unicode

        init(of bytes: UnsafeBufferPointer<UInt8>) {
            var hasCapitals = false
            for byte in bytes {
                if byte >= 0x80 {
                    self = .unicode
                    return
                }
                if isCapital(byte) { hasCapitals = true }
            }
            self = hasCapitals ? .ascii : .folded
        }
    }

    private static func lowercase(_ bytes: UnsafeBufferPointer<UInt8>, to context: OpaquePointer?) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bytes.count) { buffer in
            for index in bytes.indices {
                let byte = bytes[index]
                buffer.initializeElement(at: index, to: isCapital(byte) ? byte + 0x20 : byte)
            }
            FunctionResult.text(UnsafeBufferPointer(buffer), to: context)
        }
    }

    private static func isCapital(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5A }
}
