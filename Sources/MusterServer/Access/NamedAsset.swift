public import MusterModel
import MusterRules

/// The assets that commands name, as the paths of the API spell them.
public enum AssetPath: String, Sendable {
    case smartList, staticList, smartCampaign, program, folder

    var title: String {
        switch self {
        case .smartList: "smart list"
        case .staticList: "static list"
        case .smartCampaign: "smart campaign"
        case .program: "program"
        case .folder: "folder"
        }
    }

    fileprivate var call: String { "/rest/asset/v1/\(rawValue)" }
    fileprivate var isInPrograms: Bool { self != .program && self != .folder }
}

/// What a command means by a name: an asset, an API user, a role.
public struct NamedAsset: Sendable, Hashable {
    public let id: Int64
    public let name: String

    fileprivate init?(_ record: JSONObject?) {
        guard let record, let id = record["id"]?.integer else { return nil }
        (self.id, name) = (id, record["name"]?.text ?? "")
    }

    /// Among records of the API, in any case.
    /// - Throws: `AccessError`, with what was probably meant.
    public static func find(_ name: String, _ kind: String, in records: [JSONObject]) throws -> NamedAsset {
        let all = records.compactMap { NamedAsset($0) }
        guard let found = all.first(where: { $0.name.caseFolded == name.caseFolded }) else {
            let meant = Suggestion.phrase(for: name, among: all.map(\.name))
            let some = all.prefix(5).map(\.name).joined(separator: ", ") + (all.count > 5 ? ", …" : "")
            let known = all.isEmpty ? "" : "; there \(all.count == 1 ? "is" : "are") \(some)"
            throw AccessError("there is no \(kind) '\(name)'\(meant.isEmpty ? known : meant)")
        }
        return found
    }
}

extension APICaller {
    /// An asset by name, `Program.Name` or id.
    /// - Throws: `AccessError` when there is none, with what was probably meant.
    public func asset(_ kind: AssetPath, _ name: String) async throws -> NamedAsset {
        if let found = try await find(kind, name) { return found }
        throw try await missing([kind], name)
    }

    /// A smart list or a static list by name, `Program.Name` or id. Of one name the smart list that people made,
    /// then the static list, then the smart list of a campaign, which has the campaign's name.
    /// - Throws: as `asset`.
    public func list(_ name: String) async throws -> (kind: AssetPath, list: NamedAsset) {
        let smart = try await find(.smartList, name)
        let fixed = try await find(.staticList, name)
        if let smart, let fixed {
            let campaign = try await findRecord(.smartCampaign, name)
            let isOwned = campaign?["smartListId"]?.integer == smart.id
            if isOwned { return (.staticList, fixed) }
            return (.smartList, smart)
        }
        if let smart { return (.smartList, smart) }
        if let fixed { return (.staticList, fixed) }
        throw try await missing([.smartList, .staticList], name)
    }

    private func find(_ kind: AssetPath, _ name: String) async throws -> NamedAsset? {
        NamedAsset(try await findRecord(kind, name))
    }

    private func findRecord(_ kind: AssetPath, _ name: String) async throws -> JSONObject? {
        if let found = try await byName(kind, name) { return found }
        if kind.isInPrograms, let found = try await findInProgram(kind, name) { return found }
        guard let id = Int64(name), id > 0 else { return nil }
        let answer = try await answer("GET", "\(kind.call)/\(id).json", query: [:], body: nil)
        if errors(in: answer).map(\.code) == ["702"] { return nil }
        return try accepted(answer, of: "GET \(kind.call)/\(id).json")["result"]?.array?.first?.object
    }

    private func byName(_ kind: AssetPath, _ name: String) async throws -> JSONObject? {
        // Programs are folders as well.
        let query = kind == .folder ? ["name": name, "type": "Folder"] : ["name": name]
        return try await call("GET", "\(kind.call)/byName.json", query: query)["result"]?.array?.first?.object
    }

    /// `Program.List`, read at each dot, because both names may contain some.
    private func findInProgram(_ kind: AssetPath, _ name: String) async throws -> JSONObject? {
        for dot in name.indices where name[dot] == "." {
            let asset = String(name[name.index(after: dot)...])
            guard let program = NamedAsset(try await byName(.program, String(name[..<dot]))) else { continue }
            let folder: JSONValue = ["id": .integer(program.id), "type": "Program"]
            let inside = try await all("\(kind.call)s.json", ["folder": folder.jsonText])
            if let found = inside.first(where: { $0["name"]?.text == asset }) { return found }
        }
        return nil
    }

    /// Records that are read in pages, one after the other.
    private func all(_ path: String, _ query: [String: String] = [:]) async throws -> [JSONObject] {
        var records: [JSONObject] = []
        var query = query
        query["maxReturn"] = "200"
        for offset in stride(from: 0, to: AccessError.mostRead, by: 200) {
            query["offset"] = String(offset)
            let page = (try await call("GET", path, query: query)["result"]?.array ?? []).compactMap(\.object)
            records += page
            // Records of what is nobody's are left out of a page.
            if page.isEmpty { break }
        }
        return records
    }

    /// That there is nothing of that name, and what was probably meant.
    private func missing(_ kinds: [AssetPath], _ name: String) async throws -> AccessError {
        var names: Set<String> = []
        for kind in kinds {
            let query = kind == .folder ? ["maxDepth": "20"] : [:]
            let records = try await all("\(kind.call)s.json", query)
            let isOther: (JSONObject) -> Bool = {
                kind == .folder && $0["folderId"]?.object?["type"]?.text == "Program"
            }
            names.formUnion(records.filter { !isOther($0) }.compactMap { $0["name"]?.text })
            guard kind.isInPrograms, name.contains(".") else { continue }
            let programs = try await all("\(AssetPath.program.call)s.json").compactMap { NamedAsset($0) }
            let titles = Dictionary(programs.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
            for record in records where record["folder"]?.object?["type"]?.text == "Program" {
                guard let own = record["name"]?.text,
                    let program = record["folder"]?.object?["id"]?.integer.flatMap({ titles[$0] })
                else { continue }
                names.insert("\(program).\(own)")
            }
        }
        let meant = Suggestion.phrase(for: name, among: names)
        let way =
            kinds.allSatisfy(\.isInPrograms)
            ? "; give the name of one, Program.Name for one in a program, or its id" : "; give its name or id"
        let title = kinds.map(\.title).joined(separator: " or ")
        return AccessError("there is no \(title) '\(name)'\(meant.isEmpty ? way : meant)")
    }
}

extension AccessError {
    /// How many records are looked through for a name.
    fileprivate static let mostRead = 2_000
}
