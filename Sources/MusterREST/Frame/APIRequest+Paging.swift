import MusterModel

extension APIRequest {
    /// `offset` and `maxReturn` of an asset browse: 0 and 20, at most 200 unless told otherwise.
    func offsetPage(usual: Int = 20, maximum: Int = 200) throws(APIError) -> (offset: Int, limit: Int) {
        let offset = try integer("offset") ?? 0
        let limit = try integer("maxReturn") ?? Int64(usual)
        if limit > maximum { throw .aboveMaximum("maxReturn", maximum) }
        if limit < 1 { throw .belowMinimum("maxReturn", 1) }
        if offset < 0 { throw .belowMinimum("offset", 0) }
        return (Int(clamping: offset), Int(limit))
    }

    /// `batchSize` of the lead API: larger ones are cut to `maximum`.
    func batchSize(maximum: Int = 300) throws(APIError) -> Int {
        let size = try integer("batchSize") ?? Int64(maximum)
        guard size >= 1 else { throw .invalidChoice("batchSize", String(size)) }
        return Int(min(size, Int64(maximum)))
    }

    /// The position in `nextPageToken`; `nil` when absent.
    func position(
        _ kind: PagePosition.Kind, filter: [String] = [], _ context: APIContext
    ) throws(APIError) -> PagePosition? {
        guard let token = try text("nextPageToken") else { return nil }
        return try context.pagingTokens.position(token, kind: kind, filter: filter)
    }
}
