import MusterModel

/// The members of a record in a lead call, looked up as parameters are: in any case, `null` and the
/// empty text counting as not given.
extension JSONObject {
    func given(_ name: String) -> JSONValue? {
        guard let value = member(named: name), !value.isNull, value != .string("") else { return nil }
        return value
    }

    /// Throws 1002 when absent or blank, 1003 when longer than 255 characters. Blanks at both ends go.
    func requiredName(_ name: String) throws(APIError) -> String {
        guard let text = given(name)?.scalarText?.trimmingBlanks, !text.isEmpty else {
            throw .missing(name, in: .lead)
        }
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
