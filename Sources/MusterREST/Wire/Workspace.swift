import MusterModel

/// The one workspace of an instance without workspaces, and its one lead partition.
enum Workspace {
    static let id = 1
    static let name = "Default"
    static let partitionID = 1
    static let partitionName = "Default"
    /// - Source: Adobe, "Leads" (Get Lead Partitions).
    static let partitionDescription = "Initial system lead partition"

    /// In any case, blanks around it ignored: our choice.
    static func isPartition(_ name: String) -> Bool {
        name.trimmingBlanks.caseFolded == partitionName.caseFolded
    }
}
