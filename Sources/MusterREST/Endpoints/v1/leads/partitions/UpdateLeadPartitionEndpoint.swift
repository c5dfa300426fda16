import MusterModel
import MusterStore

/// `Update Lead Partition`: each record for itself.
///
/// Every lead is in the one partition, so that moving it there is done at once and logs nothing.
struct UpdateLeadPartitionEndpoint: Endpoint {
    static let route = Route(.post, "/rest/v1/leads/partitions.json")
    static let permission = PermissionRequirement.readWriteLead

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        let input = try request.input()
        var moves: [(lead: LeadID, partition: String?)] = []
        for object in input {
            let partition = object.given("partitionName")
            guard partition == nil || partition?.scalarText != nil else {
                throw APIError.invalidType(partition?.jsonText ?? "", "String")
            }
            moves.append((try APIRequest.leadID(.object(object)), partition?.scalarText?.trimmingBlanks))
        }
        let existing = try context.store.read { try $0.existing(moves.map(\.lead)) }
        return .records(moves.map { Self.status(of: $0.lead, to: $0.partition, exists: existing.contains($0.lead)) })
    }

    private static func status(of lead: LeadID, to partition: String?, exists: Bool) -> RecordStatus {
        guard exists else { return .skipped(lead.rawValue, .leadNotFound) }
        guard let partition, !partition.isEmpty else { return .skipped(lead.rawValue, .partitionNotSpecified) }
        guard Workspace.isPartition(partition) else { return .skipped(lead.rawValue, .unknownPartition(partition)) }
        return RecordStatus(id: lead.rawValue, status: "updated")
    }
}
