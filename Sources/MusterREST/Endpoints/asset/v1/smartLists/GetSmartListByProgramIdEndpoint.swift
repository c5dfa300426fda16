import MusterModel
import MusterStore

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
