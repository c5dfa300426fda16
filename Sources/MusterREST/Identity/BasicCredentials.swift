import Foundation
import MusterModel

/// Client id and secret of an `Authorization: Basic` header.
struct BasicCredentials {
    let clientID: String
    let secret: String

    init?(header: String) {
        let text = header.trimmingBlanks
        guard text.prefix(6).lowercased() == "basic ",
            let data = Data(base64Encoded: text.dropFirst(6).trimmingBlanks),
            let pair = String(validating: data, as: UTF8.self), let colon = pair.firstIndex(of: ":")
        else { return nil }
        clientID = String(pair[..<colon])
        secret = String(pair[pair.index(after: colon)...])
    }
}
