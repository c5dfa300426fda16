import MusterModel

/// Scalars and lists. Every accessor throws what the contract says for the family of the path; an
/// empty optional scalar counts as not given.
extension APIRequest {
    /// As it was sent, blanks and all; `nil` when absent, empty text when given but empty.
    func givenText(_ name: String) throws(APIError) -> String? {
        guard let value = value(name) else { return nil }
        guard let text = value.scalarText else { throw .invalidType(value.jsonText, "String") }
        return text
    }

    /// `nil` when absent or empty.
    func text(_ name: String) throws(APIError) -> String? {
        guard let text = try givenText(name), !text.isEmpty else { return nil }
        return text
    }

    /// Throws 1002 or 701 when absent or only blanks.
    func requiredText(_ name: String) throws(APIError) -> String {
        guard let text = try givenText(name), !text.trimmingBlanks.isEmpty else {
            throw .missing(name, in: family)
        }
        return text
    }

    /// The `name` of an asset that is made or renamed: blanks at both ends go, at most 255
    /// characters. `nil` when absent; given but blank is 701 also where it is optional.
    func assetName(_ name: String = "name") throws(APIError) -> String? {
        guard let text = try givenText(name)?.trimmingBlanks else { return nil }
        guard !text.isEmpty else { throw .blank(name) }
        guard text.unicodeScalars.count <= 255 else { throw .tooLong(name, limit: 255) }
        return text
    }

    func requiredAssetName(_ name: String = "name") throws(APIError) -> String {
        guard let text = try assetName(name) else { throw .blank(name) }
        return text
    }

    /// Free text of an asset, such as `description`: `nil` when absent, empty when given empty.
    func assetText(_ name: String, limit: Int) throws(APIError) -> String? {
        guard let text = try givenText(name) else { return nil }
        guard text.unicodeScalars.count <= limit else { throw .tooLong(name, limit: limit) }
        return text
    }

    func integer(_ name: String) throws(APIError) -> Int64? {
        guard let value = value(name) else { return nil }
        if case .string(let text) = value, text.trimmingBlanks.isEmpty { return nil }
        guard let number = Self.integer(value) else {
            throw .invalidType(value.scalarText ?? value.jsonText, "Integer")
        }
        return number
    }

    func boolean(_ name: String) throws(APIError) -> Bool? {
        guard let value = value(name) else { return nil }
        if case .string(let text) = value, text.trimmingBlanks.isEmpty { return nil }
        guard let flag = Self.boolean(value) else { throw .invalidType(value.scalarText ?? value.jsonText, "Boolean") }
        return flag
    }

    /// Whole seconds: fractions are dropped.
    func instant(_ name: String) throws(APIError) -> Instant? {
        guard let text = try givenText(name)?.trimmingBlanks, !text.isEmpty else { return nil }
        guard let instant = Instant(text: text) else { throw .invalidDate(in: family) }
        return Instant(seconds: instant.seconds)
    }

    /// `earliestUpdatedAt` and `latestUpdatedAt`, inclusive at both ends. The upper end covers its
    /// whole second, because answers show whole seconds.
    func updatedWindow() throws(APIError) -> (from: Instant?, to: Instant?) {
        let earliest = try instant("earliestUpdatedAt")
        let latest = try instant("latestUpdatedAt")
        if let earliest, let latest, earliest > latest { throw .datesReversed }
        return (earliest, latest?.adding(milliseconds: 999))
    }

    /// Repeated parameters, one comma-separated value, a JSON array, or a mixture; blanks around
    /// items and empty items go.
    func list(_ name: String) throws(APIError) -> [String] {
        var items: [String] = []
        if let slot = slot(name) { items = [slot] }
        if items.isEmpty { items = form.all(name) }
        if items.isEmpty, let value = json?.member(named: name) {
            for element in value.array ?? [value] where !element.isNull {
                guard let text = element.scalarText else { throw .invalidType(element.jsonText, "String") }
                items.append(text)
            }
        }
        if items.isEmpty { items = query.all(name) }
        return items.flatMap { $0.split(separator: ",") }.map(\.trimmingBlanks).filter { !$0.isEmpty }
    }

    func integers(_ name: String) throws(APIError) -> [Int64] {
        var numbers: [Int64] = []
        for item in try list(name) {
            guard let number = Int64(item) else { throw .invalidType(item, "Integer") }
            numbers.append(number)
        }
        return numbers
    }

    /// A structured parameter: a JSON body's member as it is, a text by the relaxed grammar.
    func embedded(_ name: String) throws(APIError) -> JSONValue? {
        guard let value = value(name) else { return nil }
        guard case .string(let text) = value else { return value }
        if text.trimmingBlanks.isEmpty { return nil }
        return try Self.embedded(text)
    }

    static func embedded(_ text: String) throws(APIError) -> JSONValue {
        if let strict = try? JSONParser.parse(text) { return strict }
        guard let relaxed = try? JSONParser.parse(text, .relaxed) else { throw .invalidType(text, "JSON") }
        return relaxed
    }

    static func integer(_ value: JSONValue) -> Int64? {
        if case .string(let text) = value { return Int64(text.trimmingBlanks) }
        return value.integer
    }

    static func boolean(_ value: JSONValue) -> Bool? {
        switch value.scalarText?.trimmingBlanks.lowercased() {
        case "true", "1": true
        case "false", "0": false
        default: nil
        }
    }
}
