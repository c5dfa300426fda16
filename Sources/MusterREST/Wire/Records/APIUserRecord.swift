import MusterModel
import MusterStore

/// An API user with its roles; `permissions` are what it may do besides them. Secrets are nowhere.
struct APIUserRecord: WireRecord {
    let user: APIUser

    func write(_ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", user.id)
            writer.member("name", user.name)
            writer.key("roles")
            writer.array(user.roles) { $0.string($1.name) }
            writer.key("permissions")
            writer.array(user.permissions.names) { $0.string($1) }
            writer.key("clientIds")
            writer.array(user.clients) { $0.string($1.id) }
            writer.member("createdAt", user.createdAt.iso8601)
            writer.member("updatedAt", user.updatedAt.iso8601)
        }
    }
}

/// The credentials of an API user's service, in the one answer that has the secret.
struct CredentialsRecord: WireRecord {
    let user: APIUserID
    let clientID: String
    let secret: String

    func write(_ writer: inout JSONWriter) {
        writer.object {
            $0.member("id", user)
            $0.member("clientId", clientID)
            $0.member("clientSecret", secret)
        }
    }
}
