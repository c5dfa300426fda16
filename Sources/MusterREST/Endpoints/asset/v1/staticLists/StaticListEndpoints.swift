import MusterModel
import MusterStore

/// *Get Static List by Id*. Alone among the assets a missing one is an error.
struct GetStaticListByIdEndpoint: AssetByIDEndpoint {
    typealias Reading = StaticListReading
    static let route = Route(.get, "/rest/asset/v1/staticList/{id}.json")

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        try context.answer(Reading.self, NoParts()) { reading in
            guard let list = try reading.asset(id: request.id) else { throw AssetSort.staticList.notFound }
            return list
        }
    }
}

/// *Get Static List by Name*: the exact name.
struct GetStaticListByNameEndpoint: AssetByNameEndpoint {
    typealias Reading = StaticListReading
    static let route = Route(.get, "/rest/asset/v1/staticList/byName.json")
}

/// *Get Static Lists*.
struct GetStaticListsEndpoint: AssetBrowseEndpoint {
    typealias Reading = StaticListReading
    static let route = Route(.get, "/rest/asset/v1/staticLists.json")
}

/// *Create Static List*.
struct CreateStaticListEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/staticLists.json")
    static let permission = PermissionRequirement.readWriteAssets

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let new = try NewAsset(.staticList, request)
        return try await context.write(StaticListReading.self, NoParts()) { writer in
            try new.check(writer.reader)
            let list = try writer.createStaticList(name: new.name, description: new.description, folder: new.container)
            return list.id.rawValue
        }
    }
}

/// *Update Static List Metadata*: name and description.
struct UpdateStaticListEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/staticList/{id}.json")
    static let permission = PermissionRequirement.readWriteAssets

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let edit = try AssetEdit(.staticList, request)
        let id = StaticListID(request.id)
        return try await context.write(StaticListReading.self, NoParts()) { writer in
            var list = try writer.reader.required(id)
            guard !edit.isEmpty else { return id.rawValue }
            try edit.check(id.rawValue, in: list.folder, writer.reader)
            list.name = edit.name ?? list.name
            list.description = edit.description ?? list.description
            try writer.updateStaticList(list)
            return id.rawValue
        }
    }
}

/// *Delete Static List*: its people stay.
struct DeleteStaticListEndpoint: AssetDeleteEndpoint {
    static let route = Route(.post, "/rest/asset/v1/staticList/{id}/delete.json")

    static func delete(_ id: Int64, _ writer: StoreWriter) throws {
        let list = try writer.reader.required(StaticListID(id))
        try AssetSort.staticList.refuseWhileUsed(id, writer.reader)
        try writer.deleteStaticList(list.id)
    }
}

/// Finds static lists and puts their records together.
struct StaticListReading: AssetReading {
    private let snapshot: AssetSnapshot

    init(_ snapshot: AssetSnapshot) { self.snapshot = snapshot }

    func asset(id: Int64) throws -> StaticList? { try snapshot.reader.staticList(StaticListID(id)) }
    func asset(named name: String) throws -> StaticList? { try snapshot.reader.staticList(named: name) }
    func assets(_ query: AssetQuery) throws -> [StaticList] { try snapshot.reader.staticLists(query) }

    func record(_ list: StaticList, _: NoParts) -> StaticListRecord? {
        StaticListRecord(list: list, computedURL: snapshot.urls.staticList(list.id))
    }
}

/// A static list in the asset API.
struct StaticListRecord: WireRecord {
    let list: StaticList
    let computedURL: String

    func write(_ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", list.id)
            writer.member("name", list.name)
            if let description = list.description, !description.isEmpty { writer.member("description", description) }
            writer.member("createdAt", list.createdAt.assetText)
            writer.member("updatedAt", list.updatedAt.assetText)
            writer.member("folder", list.folder)
            writer.member("computedUrl", computedURL)
            writer.member("workspace", Workspace.name)
        }
    }
}
