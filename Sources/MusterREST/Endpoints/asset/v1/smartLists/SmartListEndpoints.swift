import MusterModel
import MusterRules
import MusterStore

/// *Get Smart List by Id*.
struct GetSmartListByIdEndpoint: AssetByIDEndpoint {
    typealias Reading = SmartListReading
    static let route = Route(.get, "/rest/asset/v1/smartList/{id}.json")
}

/// *Get Smart List by Name*: the exact name.
struct GetSmartListByNameEndpoint: AssetByNameEndpoint {
    typealias Reading = SmartListReading
    static let route = Route(.get, "/rest/asset/v1/smartList/byName.json")
}

/// *Get Smart Lists*, the lists of campaigns and of e-mail programs among them; never with rules.
struct GetSmartListsEndpoint: AssetBrowseEndpoint {
    typealias Reading = SmartListReading
    static let route = Route(.get, "/rest/asset/v1/smartLists.json")
}

/// *Get Smart List by Program Id*: whom an e-mail program sends to. Other programs have no list of
/// their own.
struct GetSmartListByProgramIdEndpoint: AssetEndpoint {
    typealias Reading = SmartListReading
    static let route = Route(.get, "/rest/asset/v1/program/{programId}/smartList.json")
    static let permission = PermissionRequirement.readOnlyAssets

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        let parts = try Reading.parts(request, of: .byID)
        return try context.answer(Reading.self, parts) { try $0.list(ofEmailProgram: ProgramID(request.id)) }
    }
}

/// *Create Smart List*: without rules.
struct CreateSmartListEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/smartLists.json")
    /// Muster's own call did this before Marketo's API could.
    static let otherRoutes = [Route(.post, "/muster/v1/smartLists.json")]
    static let permission = PermissionRequirement.readWriteAssets

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let new = try NewAsset(.smartList, request)
        return try await context.write(SmartListReading.self, .init()) { writer in
            try new.check(writer.reader)
            let list = try writer.createSmartList(name: new.name, description: new.description, folder: new.container)
            return list.id.rawValue
        }
    }
}

/// *Clone Smart List*. The copy stands alone: the triggers of a campaign's list stay behind.
struct CloneSmartListEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/smartList/{id}/clone.json")
    static let permission = PermissionRequirement.readWriteAssets

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let new = try NewAsset(.smartList, request)
        let source = SmartListID(request.id)
        return try await context.write(SmartListReading.self, .init()) { writer in
            var rules = try writer.reader.required(source).rules.copied
            rules.triggers = []
            try new.check(writer.reader)
            let list = try writer.createSmartList(
                name: new.name, description: new.description, folder: new.container, rules: rules)
            return list.id.rawValue
        }
    }
}

/// *Delete Smart List*: not the list of a campaign or an e-mail program, which goes with its owner.
struct DeleteSmartListEndpoint: AssetDeleteEndpoint {
    static let route = Route(.post, "/rest/asset/v1/smartList/{id}/delete.json")

    static func delete(_ id: Int64, _ writer: StoreWriter) throws {
        let list = try writer.reader.required(SmartListID(id))
        switch list.owner {
        case nil: break
        case .campaign: throw APIError.cannotDelete("Smart List", "It belongs to a Smart Campaign")
        case .emailProgram: throw APIError.cannotDelete("Smart List", "It belongs to an Email Program")
        }
        try AssetSort.smartList.refuseWhileUsed(id, writer.reader)
        try writer.deleteSmartList(list.id)
    }
}
