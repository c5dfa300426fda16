public import MusterModel

extension Set<Permission> {
    /// By name, in the order of names.
    public var names: [String] { map(\.rawValue).sorted() }

    /// As the database keeps it: a JSON array of names.
    var storedText: String { JSONValue.array(names.map { .string($0) }).jsonText }

    /// A permission that this release does not know is left out: nothing asks for it.
    init(storedText: String, of subject: String) throws {
        let subject = "permissions of \(subject)"
        let json: JSONValue
        do {
            json = try JSONParser.parse(storedText)
        } catch {
            throw StoredContentError(subject, "\(error)")
        }
        guard let names = json.array else { throw StoredContentError(subject, "they are no list") }
        self.init(names.compactMap { $0.text.flatMap(Permission.init(rawValue:)) })
    }
}
