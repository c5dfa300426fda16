import MusterModel
import MusterStore

/// A role with its permissions by name.
struct RoleRecord: WireRecord {
    let role: Role

    func write(_ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", role.id)
            writer.member("name", role.name)
            writer.key("permissions")
            writer.array(role.permissions.names) { $0.string($1) }
            writer.member("isSystem", role.isSystem)
            writer.member("createdAt", role.createdAt.iso8601)
            writer.member("updatedAt", role.updatedAt.iso8601)
        }
    }
}
