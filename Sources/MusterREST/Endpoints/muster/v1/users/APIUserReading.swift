import MusterModel
import MusterStore

extension StoreReader {
    /// Throws 702 for a user that is not there.
    func requiredAPIUser(_ id: Int64) throws -> APIUser {
        guard let user = try apiUser(APIUserID(id)) else { throw APIError.assetNotFound("API User") }
        return user
    }
}

extension APIRequest {
    /// As `list`, but `nil` when the parameter was not given at all, so that an empty list can take
    /// everything away.
    func givenList(_ name: String) throws(APIError) -> [String]? {
        guard value(name) != nil else { return nil }
        return try list(name)
    }
}
