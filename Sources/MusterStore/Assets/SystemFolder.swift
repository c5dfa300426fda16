import MusterModel

/// One folder of the tree that every instance starts with.
/// - Source: the names of Marketo's own tree; the ids are our choice, but for 12.
struct SystemFolder {
    let id: FolderID
    let name: String
    let parent: FolderID?
    let kind: Folder.Kind
    let tree: Folder.Tree

    private init(
        _ id: FolderID, _ name: String, in parent: FolderID?, _ kind: Folder.Kind, _ tree: Folder.Tree
    ) {
        self.id = id
        self.name = name
        self.parent = parent
        self.kind = kind
        self.tree = tree
    }

    /// Parents before children.
    static let all: [SystemFolder] = [
        .init(1, "Marketing Activities", in: nil, .zone, .marketingActivities),
        .init(2, "Design Studio", in: nil, .zone, .designStudio),
        .init(3, "Lead Database", in: nil, .zone, .leadDatabase),
        .init(SystemAssets.marketingActivities, "Default", in: 1, .zone, .marketingActivities),
        .init(5, "Default", in: 2, .zone, .designStudio),
        .init(6, "Default", in: 3, .zone, .leadDatabase),
        .init(7, "Archive", in: 4, .marketing, .marketingActivities),
        .init(SystemAssets.emails, "Emails", in: 5, .email, .designStudio),
        .init(9, "Email Templates", in: 5, .emailTemplate, .designStudio),
        .init(10, "Landing Pages", in: 5, .landingPage, .designStudio),
        .init(11, "Landing Page Templates", in: 5, .landingPageTemplate, .designStudio),
        .init(SystemAssets.groupLists, "Group Lists", in: 6, .list, .leadDatabase),
        .init(SystemAssets.smartLists, "Smart Lists", in: 6, .smartList, .leadDatabase),
        .init(14, "Forms", in: 5, .landingPageForm, .designStudio),
        .init(15, "Snippets", in: 5, .snippet, .designStudio),
        .init(16, "Images and Files", in: 5, .image, .designStudio),
    ]
}
