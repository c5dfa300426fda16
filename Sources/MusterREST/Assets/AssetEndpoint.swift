import MusterModel
import MusterStore

/// A call of the asset API about one sort of asset.
protocol AssetEndpoint: Endpoint {
    associatedtype Reading: AssetReading
}

/// *Get … by Id*: one record, or the no-assets warning.
protocol AssetByIDEndpoint: AssetEndpoint {}

extension AssetByIDEndpoint {
    static var permission: PermissionRequirement { .readOnlyAssets }

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        let parts = try Reading.parts(request, of: .byID)
        return try context.answer(Reading.self, parts) { try $0.asset(id: request.id) }
    }
}

/// *Get … by Name*: the exact name, one record at most.
protocol AssetByNameEndpoint: AssetEndpoint {}

extension AssetByNameEndpoint {
    static var permission: PermissionRequirement { .readOnlyAssets }

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        let name = try request.requiredText("name")
        let parts = try Reading.parts(request, of: .byName)
        return try context.answer(Reading.self, parts) { try $0.asset(named: name) }
    }
}

/// A browse by folder, dates and page, in the order of ids.
protocol AssetBrowseEndpoint: AssetEndpoint {
    /// What this sort is filtered by besides.
    func narrow(_ query: inout AssetQuery, _ request: APIRequest) throws(APIError)
}

extension AssetBrowseEndpoint {
    static var permission: PermissionRequirement { .readOnlyAssets }

    func narrow(_ query: inout AssetQuery, _ request: APIRequest) throws(APIError) {}

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        var query = try request.assetQuery()
        try narrow(&query, request)
        let parts = try Reading.parts(request, of: .browse)
        return try context.read(Reading.self) { reading in
            .assets(try reading.assets(query).compactMap { try reading.record($0, parts) })
        }
    }
}

/// A call that takes an asset away, or refuses to, and answers its id.
protocol AssetDeleteEndpoint: Endpoint {
    /// Throws 702 for what is not there, 709 for what must stay.
    static func delete(_ id: Int64, _ writer: StoreWriter) throws
}

extension AssetDeleteEndpoint {
    static var permission: PermissionRequirement { .readWriteAssets }

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let id = request.id
        try await context.write { try Self.delete(id, $0) }
        return .id(id)
    }
}
