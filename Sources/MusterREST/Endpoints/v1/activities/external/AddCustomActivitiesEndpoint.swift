import MusterModel
import MusterStore

/// `Add Custom Activities`: up to 300 activities of approved custom types. Failures
/// are in `errors` of their record, not in `reasons`.
struct AddCustomActivitiesEndpoint: Endpoint {
    static let route = Route(.post, "/rest/v1/activities/external.json")
    static let permission = PermissionRequirement.readWriteActivity

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let input = try request.input(of: "activities")
        let records = try await context.store.write { writer in
            let catalog = writer.catalogs.activityTypes
            var checked = input.map { object in
                Result<NewActivity, APIError> { () throws(APIError) in
                    try CustomActivityRecord(object, catalog).activity
                }
            }
            let leads = checked.compactMap { try? $0.get().leadID }
            let existing = try writer.reader.existing(leads)
            for index in checked.indices {
                if case .success(let activity) = checked[index], !existing.contains(activity.leadID) {
                    checked[index] = .failure(.leadNotFound)
                }
            }
            var next = try writer.append(checked.compactMap { try? $0.get() })?.lowerBound ?? 0
            return checked.map { outcome -> AddedActivity in
                switch outcome {
                case .failure(let error): return AddedActivity(id: nil, error: error)
                case .success:
                    defer { next += 1 }
                    return AddedActivity(id: next, error: nil)
                }
            }
        }
        return .records(records)
    }
}

private struct AddedActivity: WireRecord {
    let id: Int64?
    let error: APIError?

    func write(_ writer: inout JSONWriter) {
        writer.object { writer in
            if let id {
                writer.member("id", id)
                writer.member("marketoGUID", String(id))
            }
            writer.member("status", error == nil ? "added" : "skipped")
            if let error {
                writer.key("errors")
                writer.array([error]) { $1.write(&$0) }
            }
        }
    }
}
