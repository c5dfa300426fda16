public import MusterModel

/// Which assets a browse call wants, answered by ascending id.
public struct AssetQuery: Sendable {
    /// Of a folder its direct children; of a program everything inside, however deep.
    /// - Source: our reading of 'browse under' in Adobe's asset API.
    public var folder: FolderReference?
    /// Both ends count.
    public var updatedFrom: Instant?
    public var updatedTo: Instant?
    /// Of campaigns: only activated ones.
    public var isActive: Bool
    public var ids: [Int64]?
    /// Exact names. With `acceptsQualifiedNames` also `Program.Asset`.
    public var names: [String]?
    public var acceptsQualifiedNames: Bool
    /// Assets inside one of these programs.
    public var programNames: [String]?
    /// Of programs: only those with this tag, type and value exactly.
    public var tag: ProgramTag?
    /// Only ids above this one: paging that does not slow down with the page's number.
    public var after: Int64?
    public var offset: Int
    public var limit: Int

    public init(
        folder: FolderReference? = nil, updatedFrom: Instant? = nil, updatedTo: Instant? = nil,
        isActive: Bool = false, ids: [Int64]? = nil, names: [String]? = nil,
        acceptsQualifiedNames: Bool = false, programNames: [String]? = nil, tag: ProgramTag? = nil,
        after: Int64? = nil, offset: Int = 0, limit: Int = 20
    ) {
        self.folder = folder
        self.updatedFrom = updatedFrom
        self.updatedTo = updatedTo
        self.isActive = isActive
        self.ids = ids
        self.names = names
        self.acceptsQualifiedNames = acceptsQualifiedNames
        self.programNames = programNames
        self.tag = tag
        self.after = after
        self.offset = offset
        self.limit = limit
    }

    /// Every asset of the kind.
    public static let everything = AssetQuery(limit: .max)
}
