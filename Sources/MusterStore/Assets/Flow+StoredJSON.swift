import MusterModel
import MusterRules

extension Flow {
    /// As the `flow` column of a smart campaign holds it; lossless, unlike the wire form, which
    /// answers assets with their names of today.
    func storedJSON() -> JSONValue {
        ["steps": .array(steps.map { $0.storedJSON() })]
    }

    init(storedJSON: JSONValue) throws {
        let reader = try StoredObject(storedJSON, "flow")
        self.init(steps: try reader.array("steps").map(FlowStep.init(storedJSON:)))
    }
}

extension FlowStep {
    fileprivate func storedJSON() -> JSONValue {
        [
            "id": .integer(id), "name": .string(name), "type": .integer(typeID),
            "choices": .array(choices.map { $0.storedJSON() }),
        ]
    }

    fileprivate init(storedJSON: JSONValue) throws {
        let reader = try StoredObject(storedJSON, "step")
        self.init(
            id: try reader.integer("id"), name: try reader.text("name"), typeID: Int(try reader.integer("type")),
            choices: try reader.array("choices").map(FlowChoice.init(storedJSON:)))
    }
}

extension FlowChoice {
    fileprivate func storedJSON() -> JSONValue {
        var object: JSONObject = ["id": .integer(id)]
        // The member is missing where there is nothing to choose, and null where it is still to be chosen.
        object["condition"] = isUnfinished ? .null : condition?.storedJSON()
        object["parameters"] = .array(parameters.map { $0.storedJSON() })
        return .object(object)
    }

    fileprivate init(storedJSON: JSONValue) throws {
        let reader = try StoredObject(storedJSON, "choice")
        let id = try reader.integer("id")
        let parameters = try reader.array("parameters").map(FlowParameter.init(storedJSON:))
        switch reader.object["condition"] {
        case nil: self.init(id: id, parameters: parameters)
        case .null?: self = .unfinished(id: id, parameters: parameters)
        case let condition?: self.init(id: id, condition: try Rule(storedJSON: condition), parameters: parameters)
        }
    }
}

extension FlowParameter {
    fileprivate func storedJSON() -> JSONValue {
        var object: JSONObject = ["name": .string(name), "text": .string(value.text)]
        object["asset"] = value.assetID.map { .integer($0) }
        return .object(object)
    }

    fileprivate init(storedJSON: JSONValue) throws {
        let reader = try StoredObject(storedJSON, "parameter")
        let value = RuleValue(try reader.text("text"), assetID: reader.object["asset"]?.integer)
        self.init(try reader.text("name"), value)
    }
}
