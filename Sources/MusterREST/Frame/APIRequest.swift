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
