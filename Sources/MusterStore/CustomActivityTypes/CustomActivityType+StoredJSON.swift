import MusterModel

extension CustomActivityType.Definition {
    func storedJSON() -> JSONValue {
        var object: JSONObject = ["name": .string(name)]
        object["description"] = description.map { .string($0) }
        object["triggerName"] = .string(triggerName)
        object["filterName"] = .string(filterName)
        object["primaryAttribute"] = primaryAttribute.storedJSON()
        object["attributes"] = .array(attributes.map { $0.storedJSON() })
        return .object(object)
    }

    init(storedJSON: JSONValue) throws {
        let reader = try StoredObject(storedJSON, "custom activity type")
        self.init(
            name: try reader.text("name"), description: reader.object["description"]?.text,
            triggerName: try reader.text("triggerName"), filterName: try reader.text("filterName"),
            primaryAttribute: try .init(storedJSON: reader.object["primaryAttribute"]),
            attributes: try reader.array("attributes").map { try .init(storedJSON: $0) })
    }
}

extension CustomActivityType.Attribute {
    fileprivate func storedJSON() -> JSONValue {
        var object: JSONObject = ["apiName": .string(apiName), "name": .string(name)]
        object["description"] = description.map { .string($0) }
        object["dataType"] = .string(dataType.rawValue)
        return .object(object)
    }

    fileprivate init(storedJSON: JSONValue?) throws {
        let reader = try StoredObject(storedJSON, "attribute of a custom activity type")
        self.init(
            apiName: try reader.text("apiName"), name: try reader.text("name"),
            description: reader.object["description"]?.text, dataType: try reader.word("dataType"))
    }
}
