import MusterModel

/// The records a lead call works on.
extension APIRequest {
    /// Most leads that a sync, delete or list call takes.
    static let maximumLeads = 300

    /// The objects of `input`; throws when there are none, too many, or something else in it.
    func input(limit: Int = APIRequest.maximumLeads, of things: String = "leads") throws(APIError) -> [JSONObject] {
        try records(limit: limit, of: things, orThrow: .leadsNotSpecified)
    }

    /// The objects of `input` of a call that is not about leads.
    func records(
        limit: Int, of things: String, orThrow missing: APIError = .missing("input", in: .lead)
    ) throws(APIError) -> [JSONObject] {
        guard let value = json?.member(named: "input"), !value.isNull else { throw missing }
        guard let elements = value.array else { throw .invalidType(value.jsonText, "JSON") }
        guard !elements.isEmpty else { throw missing }
        guard elements.count <= limit else { throw .tooMany(things, limit: limit) }
        var objects: [JSONObject] = []
        for element in elements {
            guard let object = element.object else { throw .invalidType(element.jsonText, "JSON") }
            objects.append(object)
        }
        return objects
    }

    /// Ids of leads in request order: `{"input":[{"id":1}]}`, `{"input":[1]}`, or `id=1&id=2,3`.
    func leadIDs(limit: Int = APIRequest.maximumLeads) throws(APIError) -> [LeadID] {
        var ids: [LeadID] = []
        if let value = json?.member(named: "input"), !value.isNull {
            guard let elements = value.array else { throw .invalidType(value.jsonText, "JSON") }
            for element in elements { ids.append(try Self.leadID(element)) }
        } else {
            ids = try integers("id").map { LeadID($0) }
        }
        guard !ids.isEmpty else { throw .leadsNotSpecified }
        guard ids.count <= limit else { throw .tooMany("leads", limit: limit) }
        return ids
    }

    static func leadID(_ element: JSONValue) throws(APIError) -> LeadID {
        var value = element
        if case .object(let object) = element {
            guard let member = object.member(named: "id"), !member.isNull else {
                throw .missing("id", in: .lead)
            }
            value = member
        }
        guard let id = integer(value) else { throw .invalidType(value.scalarText ?? value.jsonText, "Integer") }
        return LeadID(id)
    }
}

/// The members of a record in a lead call, looked up as parameters are: in any case, `null` and the
/// empty text counting as not given.
extension JSONObject {
    func given(_ name: String) -> JSONValue? {
        guard let value = member(named: name), !value.isNull, value != .string("") else { return nil }
        return value
    }

    /// Throws 1002 when absent or blank, 1003 when longer than 255 characters, 709 for characters that no
    /// name has. Blanks at both ends go.
    func requiredName(_ name: String) throws(APIError) -> String {
        let given = given(name)?.scalarText ?? ""
        let text = given.trimmingBlanks
        guard !text.isEmpty else { throw .missing(name, in: .lead) }
        if let problem = Name.problem(of: given) { throw .businessRule(Diagnostic(name, problem).description) }
        guard text.unicodeScalars.count <= 255 else { throw .invalidChoice(name, text) }
        return text
    }

    /// Throws 1001 for what is no boolean.
    func boolean(_ name: String) throws(APIError) -> Bool? {
        guard let value = given(name) else { return nil }
        guard let flag = APIRequest.boolean(value) else {
            throw .invalidType(value.scalarText ?? value.jsonText, "Boolean")
        }
        return flag
    }
}
