/// The one workspace of an instance without workspaces, and its one lead partition.
enum Workspace {
    static let id = 1
    static let name = "Default"
    static let partitionName = "Default"
}
