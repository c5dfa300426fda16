import MusterModel
import MusterStore

/// Parameters that many asset calls share.
extension APIRequest {
    /// Of a browse: folder, dates and page.
    func assetQuery() throws(APIError) -> AssetQuery {
        let page = try offsetPage()
        let window = try updatedWindow()
        return AssetQuery(
            folder: try folder("folder"), updatedFrom: window.from, updatedTo: window.to, offset: page.offset,
            limit: page.limit)
    }

    /// Rules come with a smart list only when they are asked for.
    func includesRules() throws(APIError) -> Bool { try boolean("includeRules") ?? false }

    /// Adobe's newest swagger includes the flow by default; the recorded answers do not have it.
    func includesFlow() throws(APIError) -> Bool { try boolean("includeFlowSteps") ?? false }

    /// True when the call is about another workspace than the only one there is.
    func namesUnknownWorkspace() throws(APIError) -> Bool {
        guard let name = try text("workSpace") else { return false }
        return !name.trimmingBlanks.isIdentical(to: Workspace.name)
    }
}
