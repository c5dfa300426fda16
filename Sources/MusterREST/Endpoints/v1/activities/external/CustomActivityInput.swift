import MusterModel
import MusterStore

/// What the custom activity type calls check in their bodies.
enum CustomActivityInput {
    static let maximumTypes = 10
    static let maximumAttributes = 20
    static let dataTypes: Set<DataType> = [
        .string, .boolean, .integer, .float, .link, .email, .currency, .date, .datetime, .phone, .text,
    ]

    static func text(_ name: String, in object: JSONObject) throws(APIError) -> String {
        try object.requiredName(name)
    }

    /// ASCII letters and digits, at least one letter, at most 255.
    static func apiName(in object: JSONObject) throws(APIError) -> String {
        let name = try text("apiName", in: object)
        let letters = name.utf8.filter { (65...90).contains($0) || (97...122).contains($0) }.count
        let digits = name.utf8.filter { (48...57).contains($0) }.count
        guard letters > 0, letters + digits == name.utf8.count else { throw .invalidChoice("apiName", name) }
        return name
    }

    static func attribute(_ object: JSONObject, dataType: DataType?) throws(APIError) -> CustomActivityType.Attribute {
        let apiName = try apiName(in: object)
        let name = try text("name", in: object)
        let description = object.member(named: "description")?.scalarText
        if let dataType {
            return CustomActivityType.Attribute(
                apiName: apiName, name: name, description: description, dataType: dataType)
        }
        let typeName = try text("dataType", in: object)
        guard let type = DataType(rawValue: typeName.lowercased()), dataTypes.contains(type) else {
            throw .invalidChoice("dataType", typeName)
        }
        // A type has its primary attribute from the start, and only one.
        if object.member(named: "isPrimary").flatMap(APIRequest.boolean) == true {
            throw .invalidChoice("isPrimary", "true")
        }
        return CustomActivityType.Attribute(apiName: apiName, name: name, description: description, dataType: type)
    }
}

extension StoreReader {
    /// The custom type a route's slot names; throws 1013.
    func requiredCustomActivityType(_ request: APIRequest) throws -> CustomActivityType {
        guard let type = try customActivityType(apiName: request.slots.first ?? "") else {
            throw APIError.activityTypeNotFound
        }
        return type
    }
}
