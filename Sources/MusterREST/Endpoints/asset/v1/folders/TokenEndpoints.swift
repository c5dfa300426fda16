import MusterFlows
import MusterModel
import MusterStore

/// *Get Tokens by Folder Id*: those defined in the folder or program itself, by name.
/// - Source: our choice that inherited ones are not listed.
struct GetTokensByFolderIdEndpoint: Endpoint {
    static let route = Route(.get, "/rest/asset/v1/folder/{id}/tokens.json")
    static let permission = PermissionRequirement.readOnlyAssets

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        let container = try request.folderOfPath(kind: "folderType")
        return try context.store.read { reader in
            try reader.requireContainer(container)
            let tokens = try reader.tokens(in: container)
            guard !tokens.isEmpty else { return .noAssets }
            return .record(try FolderReading(reader, context).record(of: tokens, in: container))
        }
    }
}

/// *Create Token*: makes the token or replaces it, and answers it alone.
struct CreateTokenEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/folder/{id}/tokens.json")
    static let permission = PermissionRequirement.changesTokens

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let name = try request.tokenName()
        let kind = try request.tokenKind()
        let token = MyToken(name: name, kind: kind, value: try request.tokenValue(of: kind))
        let container = FolderReference(try request.requiredFolderKind("folderType"), request.id)
        try await context.write { writer in
            try writer.reader.requireContainer(container)
            try writer.setToken(token, in: container)
        }
        return .record(try context.store.read { try FolderReading($0, context).record(of: [token], in: container) })
    }
}

/// *Delete Token by Name*: of the name and the type; answers the folder's id. Whatever refers to the
/// token finds the one that it hid, or nothing.
struct DeleteTokenByNameEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/folder/{id}/tokens/delete.json")
    static let permission = PermissionRequirement.changesTokens

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let name = try request.tokenName()
        let kind = try request.tokenKind()
        let container = FolderReference(try request.requiredFolderKind("folderType"), request.id)
        try await context.write { writer in
            try writer.reader.requireContainer(container)
            let isDeleted = try writer.deleteToken(named: name, kind: kind, in: container)
            guard isDeleted else { throw APIError.tokenNotFound }
        }
        return .id(container.id)
    }
}

/// What the calls that write tokens take.
extension APIRequest {
    /// Bare, also when it was given as `{{my.x}}` or `my.x`.
    func tokenName() throws(APIError) -> String {
        let text = try requiredText("name")
        let name = MyToken.bareName(text)
        guard !name.isEmpty else { throw .blank("name") }
        try requireName(text, "name")
        guard name.unicodeScalars.count <= MyToken.longestName else {
            throw .tooLong("name", limit: MyToken.longestName)
        }
        return name
    }

    func tokenKind() throws(APIError) -> MyToken.Kind {
        let text = try requiredText("type")
        guard let kind = MyToken.Kind(rawValue: text.trimmingBlanks.caseFolded) else {
            throw .invalidChoice("type", text)
        }
        return kind
    }

    /// Texts as they were sent. Of the others blanks go at both ends: a `+` that nobody encoded
    /// arrives as one, and a score adds with or without its sign.
    func tokenValue(of kind: MyToken.Kind) throws(APIError) -> String {
        let text = try requiredText("value")
        switch kind {
        case .text, .richText, .sfdcCampaign:
            guard kind.problem(of: text) == nil else { throw .tooLong("value", limit: MyToken.longestValue) }
            return text
        case .number, .score, .date:
            let value = text.trimmingBlanks
            guard kind.problem(of: value) == nil else { throw .invalidChoice("value", text) }
            return value
        }
    }
}

/// Tokens of one folder or program. Unlike campaigns and lists, the folder's id is in `value`.
struct FolderTokensRecord: WireRecord {
    let container: FolderReference
    let tokens: [MyToken]
    /// The same for all of them.
    let computedURL: String

    func write(_ writer: inout JSONWriter) {
        writer.object { writer in
            writer.key("folder")
            writer.object {
                $0.member("type", container.kind.rawValue)
                $0.member("value", container.id)
            }
            writer.key("tokens")
            writer.array(tokens) { writer, token in
                writer.object {
                    $0.member("name", token.name)
                    $0.member("type", token.kind.rawValue)
                    $0.member("value", token.value)
                    $0.member("computedUrl", computedURL)
                }
            }
        }
    }
}
