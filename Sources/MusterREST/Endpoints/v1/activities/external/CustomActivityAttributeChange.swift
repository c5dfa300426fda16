import MusterModel
import MusterStore

/// What a call changes of one attribute; members that are absent or empty leave what was there.
struct CustomActivityAttributeChange: Sendable {
    var newApiName: String?
    private var name: String?
    private var description: JSONValue?
    private var dataType: DataType?
    private var isPrimary: Bool?

    init(_ object: JSONObject) throws(APIError) {
        name = try CustomActivityInput.optionalText("name", in: object)
        description = object.member(named: "description")
        dataType = try CustomActivityInput.dataType(in: object)
        if let given = object.member(named: "isPrimary"), !given.isNull {
            guard let flag = APIRequest.boolean(given) else {
                throw .invalidType(given.scalarText ?? given.jsonText, "Boolean")
            }
            isPrimary = flag
        }
    }

    /// Throws when the primary attribute is to be no string, or which one it is is to change.
    func apply(to attribute: inout CustomActivityType.Attribute, isPrimary wasPrimary: Bool) throws {
        if let isPrimary, isPrimary != wasPrimary { throw APIError.invalidChoice("isPrimary", String(isPrimary)) }
        if let dataType {
            guard !wasPrimary || dataType == .string else {
                throw APIError.invalidChoice("dataType", dataType.rawValue)
            }
            attribute.dataType = dataType
        }
        if let newApiName { attribute.apiName = newApiName }
        if let name { attribute.name = name }
        if let description { attribute.description = CustomActivityInput.description(description) }
    }
}
