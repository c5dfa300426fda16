import MusterModel

/// Finds the access token of a request. Tokens never reach the log.
enum BearerToken {
    /// From an `Authorization` header: `Bearer <token>` in any case, with several blanks or none
    /// (a published Zapier script sends `Bearer<token>`). `nil` for another scheme or no token.
    static func inHeader(_ header: String) -> String? {
        let text = header.trimmingBlanks
        guard text.utf8.count > 6, text.prefix(6).lowercased() == "bearer" else { return nil }
        let token = text.dropFirst(6).trimmingBlanks
        return token.isEmpty ? nil : token
    }

    /// From a parameter `access_token`, which older clients still send.
    static func inParameters(_ query: ParameterList, _ form: ParameterList) -> String? {
        guard let token = (form.first("access_token") ?? query.first("access_token"))?.trimmingBlanks else {
            return nil
        }
        return token.isEmpty ? nil : token
    }
}
