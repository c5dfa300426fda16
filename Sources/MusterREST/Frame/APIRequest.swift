import MusterModel

/// One request as an endpoint sees it: parameters wherever they came from. The typed accessors are
/// in `APIRequest+Parameters.swift`, `+Paging.swift` and `+Folders.swift`.
struct APIRequest: Sendable {
    let family: APIFamily
    let route: Route
    /// The values of the route's slots in order; numeric ones have been checked.
    let slots: [String]
    let slotNames: [String]
    let query: ParameterList
    /// Of a form or multipart body.
    let form: ParameterList
    /// The JSON body; `{}` when it was empty, `nil` when there was none to read.
    let json: JSONObject?
    /// The `Authorization` header: only identity looks at it.
    let authorization: String?

    /// The number in the route's first slot.
    var id: Int64 { slots.first.flatMap { Int64($0) } ?? 0 }

    /// The number or text in a slot with this name.
    func slot(_ name: String) -> String? {
        slotNames.firstIndex(of: name).map { slots[$0] }
    }
    func id(_ name: String) -> Int64 { slot(name).flatMap { Int64($0) } ?? 0 }

    /// A parameter as given: slots win over the body, the body over the query. JSON `null` counts
    /// as not given.
    func value(_ name: String) -> JSONValue? {
        if let slot = slot(name) { return .string(slot) }
        if let text = form.first(name) { return .string(text) }
        if let members = form.members(of: name) { return .object(members) }
        if let value = json?.member(named: name), !value.isNull { return value }
        if let text = query.first(name) { return .string(text) }
        if let members = query.members(of: name) { return .object(members) }
        return nil
    }
}

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
    /// characters, 709 for those that no name has. `nil` when absent; given but blank is 701 also where it
    /// is optional.
    func assetName(_ name: String = "name") throws(APIError) -> String? {
        guard let given = try givenText(name) else { return nil }
        let text = given.trimmingBlanks
        guard !text.isEmpty else { throw .blank(name) }
        try requireName(given, name)
        guard text.unicodeScalars.count <= 255 else { throw .tooLong(name, limit: 255) }
        return text
    }

    /// Before blanks at its ends go, which ends of lines count as.
    func requireName(_ text: String, _ name: String) throws(APIError) {
        if let problem = Name.problem(of: text) { throw .businessRule(Diagnostic(name, problem).description) }
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

    /// Throws 701 with the range for a number outside of it.
    func integer(_ name: String, in range: ClosedRange<Int64>) throws(APIError) -> Int64? {
        guard let number = try integer(name) else { return nil }
        guard range.contains(number) else { throw .outOfRange(name, range) }
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
        let bytes = Array(text.utf8)
        // What is neither is answered by its type, wherever it went wrong.
        if let strict = try? JSONParser.parse(bytes, within: ReceivedBody.jsonBounds) { return strict }
        do throws(JSONError) { return try JSONParser.parse(bytes, .relaxed, within: ReceivedBody.jsonBounds) } catch {
            throw error.isBound ? .boundExceeded(error) : .invalidType(text, "JSON")
        }
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

extension APIRequest {
    /// `offset` and `maxReturn` of an asset browse: 0 and 20, at most 200 unless told otherwise.
    func offsetPage(usual: Int = 20, maximum: Int = 200) throws(APIError) -> (offset: Int, limit: Int) {
        let offset = try integer("offset") ?? 0
        let limit = try integer("maxReturn") ?? Int64(usual)
        if limit > maximum { throw .aboveMaximum("maxReturn", maximum) }
        if limit < 1 { throw .belowMinimum("maxReturn", 1) }
        if offset < 0 { throw .belowMinimum("offset", 0) }
        return (Int(clamping: offset), Int(limit))
    }

    /// `batchSize` of the lead API: larger ones are cut to `maximum`.
    func batchSize(maximum: Int = 300) throws(APIError) -> Int {
        let size = try integer("batchSize") ?? Int64(maximum)
        guard size >= 1 else { throw .invalidChoice("batchSize", String(size)) }
        return Int(min(size, Int64(maximum)))
    }

    /// The position in `nextPageToken`; `nil` when absent.
    func position(
        _ kind: PagePosition.Kind, filter: [String] = [], _ context: APIContext
    ) throws(APIError) -> PagePosition? {
        guard let token = try text("nextPageToken") else { return nil }
        return try context.pagingTokens.position(token, kind: kind, filter: filter)
    }
}
