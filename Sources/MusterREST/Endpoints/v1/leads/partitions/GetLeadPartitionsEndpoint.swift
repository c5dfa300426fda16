import MusterModel

/// `Get Lead Partitions`: the one partition.
struct GetLeadPartitionsEndpoint: Endpoint {
    static let route = Route(.get, "/rest/v1/leads/partitions.json")
    static let permission = PermissionRequirement.readOnlyLead

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        .record(PartitionRecord())
    }

    private struct PartitionRecord: WireRecord {
        func write(_ writer: inout JSONWriter) {
            writer.object {
                $0.member("id", Workspace.partitionID)
                $0.member("name", Workspace.partitionName)
                $0.member("description", Workspace.partitionDescription)
            }
        }
    }
}
