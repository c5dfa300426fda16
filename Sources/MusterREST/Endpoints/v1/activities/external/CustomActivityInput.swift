import MusterModel
import MusterStore

/// What the custom activity type calls check in their bodies.
enum CustomActivityInput {
    static let maximumTypes = 10
    static let maximumAttributes = 20
    static let dataTypes: Set<DataType> = [
        .string, .boolean, .integer, .float, .link, .email, .currency, .date, .datetime, .phone, .text,
    ]

    /// The objects of `attributes`, at least one.
    static func attributes(of request: APIRequest) throws(APIError) -> [JSONObject] {
        guard let given = request.json?.member(named: "attributes"), !given.isNull else {
            throw .missing("attributes", in: .lead)
        }
        guard let elements = given.array, !elements.isEmpty else { throw .invalidType(given.jsonText, "JSON") }
        var objects: [JSONObject] = []
        for element in elements {
            guard let object = element.object else { throw .invalidType(element.jsonText, "JSON") }
            objects.append(object)
        }
        return objects
    }

    /// `nil` when absent or empty.
    static func optionalText(_ name: String, in object: JSONObject) throws(APIError) -> String? {
        guard let value = object.member(named: name), !value.isNull else { return nil }
        if let text = value.scalarText, text.trimmingBlanks.isEmpty { return nil }
        return try text(name, in: object)
    }

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

    /// `nil` when absent or empty.
    static func optionalApiName(in object: JSONObject) throws(APIError) -> String? {
        try optionalText("apiName", in: object) == nil ? nil : try apiName(in: object)
    }

    /// Empty is none.
    static func description(_ value: JSONValue) -> String? { value.scalarText.flatMap { $0.isEmpty ? nil : $0 } }

    static func attribute(_ object: JSONObject, dataType: DataType?) throws(APIError) -> CustomActivityType.Attribute {
        let apiName = try apiName(in: object)
        let name = try text("name", in: object)
        let description = object.member(named: "description").flatMap(Self.description)
        if let dataType {
            return CustomActivityType.Attribute(
                apiName: apiName, name: name, description: description, dataType: dataType)
        }
        guard let type = try Self.dataType(in: object) else { throw .missing("dataType", in: .lead) }
        // A type has its primary attribute from the start, and only one.
        if object.member(named: "isPrimary").flatMap(APIRequest.boolean) == true {
            throw .invalidChoice("isPrimary", "true")
        }
        return CustomActivityType.Attribute(apiName: apiName, name: name, description: description, dataType: type)
    }
}

extension CustomActivityInput {
    /// `nil` when absent or empty.
    static func dataType(in object: JSONObject) throws(APIError) -> DataType? {
        guard let name = try optionalText("dataType", in: object) else { return nil }
        guard let type = DataType(rawValue: name.lowercased()), dataTypes.contains(type) else {
            throw .invalidChoice("dataType", name)
        }
        return type
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

/// Rules find types by the names of their filter and trigger, and show those of attributes. So names
/// are unique, drafts' among them, and of an approved type that rules refer to they stay.
extension StoreReader {
    /// Throws 1017.
    func requireFree(apiName: String) throws {
        guard try !customActivityTypes().contains(where: { $0.apiName.caseFolded == apiName.caseFolded }) else {
            throw APIError.activityTypeExists
        }
    }

    /// Throws 1003 with the name that another type has.
    func requireFree(_ new: CustomActivityType.Definition, except own: ActivityTypeID?) throws {
        let catalog = catalogs.activityTypes
        let others = try customActivityTypes().filter { $0.id != own }
            .flatMap { [$0.draft, $0.approved] }.compactMap(\.self)
        func isTaken(_ name: String, by type: ActivityType?, _ names: (CustomActivityType.Definition) -> String) -> Bool
        {
            type.map { $0.id != own } ?? false || others.contains { names($0).caseFolded == name.caseFolded }
        }
        if isTaken(new.filterName, by: catalog.type(filterNamed: new.filterName), \.filterName) {
            throw APIError.invalidChoice("filterName", new.filterName)
        }
        if isTaken(new.triggerName, by: catalog.type(triggerNamed: new.triggerName), \.triggerName) {
            throw APIError.invalidChoice("triggerName", new.triggerName)
        }
        let namesake = catalog.types.first { $0.id != own && $0.name.caseFolded == new.name.caseFolded }
        if isTaken(new.name, by: namesake, \.name) { throw APIError.invalidChoice("name", new.name) }
    }

    /// Throws 1022 when rules refer to a name that the draft changes.
    func requireNamesKept(of type: CustomActivityType, in draft: CustomActivityType.Definition) throws {
        guard try type.keepsNames(with: draft) || !isUsed(type.id) else { throw APIError.activityTypeInUse }
    }
}

extension StoreWriter {
    /// Changes the draft, which an approved type gets for it; a change that changes nothing leaves
    /// the type as it is. Throws when the draft would be none that could be approved.
    func changeDraft(
        of type: CustomActivityType, apiName: String? = nil,
        _ change: (inout CustomActivityType.Definition) throws -> Void
    ) throws -> CustomActivityType {
        guard let latest = type.latest else { throw APIError.activityTypeNotFound }
        var draft = latest
        try change(&draft)
        guard draft != latest || apiName != nil else { return type }
        guard draft.attributes.count <= CustomActivityInput.maximumAttributes else {
            throw APIError.activityFieldLimit
        }
        var apiNames: Set<String> = []
        var names: Set<String> = []
        for attribute in [draft.primaryAttribute] + draft.attributes {
            guard apiNames.insert(attribute.apiName.caseFolded).inserted,
                names.insert(attribute.name.caseFolded).inserted
            else { throw APIError.activityTypeExists }
        }
        try reader.requireFree(draft, except: type.id)
        try reader.requireNamesKept(of: type, in: draft)
        return try setDraft(draft, of: type, apiName: apiName)
    }
}
