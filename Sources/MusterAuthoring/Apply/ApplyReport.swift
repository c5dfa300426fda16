public import MusterModel

/// What became of one thing a document describes.
public struct AppliedAsset: Sendable, Hashable {
    public enum Outcome: String, Sendable, CaseIterable { case created, updated, unchanged }

    /// Such as `smart campaign`.
    public let kind: String
    /// Qualified as `Program.Asset` where it is in a program.
    public let name: String
    /// `nil` for what has no id: tokens and settings.
    public let id: Int64?
    public let outcome: Outcome
    /// Of what was updated, the members of the document in which it differed, such as `flow`.
    public let changed: [String]

    public init(kind: String, name: String, id: Int64?, outcome: Outcome, changed: [String] = []) {
        self.kind = kind
        self.name = name
        self.id = id
        self.outcome = outcome
        self.changed = changed
    }
}

/// What applying a document did, in the order of the work.
public struct ApplyReport: Sendable, Hashable {
    public var assets: [AppliedAsset]

    public init(assets: [AppliedAsset] = []) { self.assets = assets }

    /// Of an application of which nothing was kept, so that what it created has no id.
    var ofNothingKept: ApplyReport {
        ApplyReport(
            assets: assets.map { asset in
                guard asset.outcome == .created else { return asset }
                return AppliedAsset(kind: asset.kind, name: asset.name, id: nil, outcome: .created)
            })
    }

    public func assets(_ outcome: AppliedAsset.Outcome) -> [AppliedAsset] {
        assets.filter { $0.outcome == outcome }
    }

    /// One member for each outcome, with a list of `{"kind","name","id","changed"}`.
    public var json: JSONObject {
        JSONObject(
            AppliedAsset.Outcome.allCases.map { outcome in
                (key: outcome.rawValue, value: .array(assets(outcome).map(\.json)))
            })
    }

    /// Reads what `json` wrote.
    public init(json: JSONObject) {
        assets = AppliedAsset.Outcome.allCases.flatMap { outcome in
            (json[outcome.rawValue]?.array ?? []).compactMap(\.object).map { asset in
                AppliedAsset(
                    kind: asset["kind"]?.text ?? "", name: asset["name"]?.text ?? "", id: asset["id"]?.integer,
                    outcome: outcome, changed: (asset["changed"]?.array ?? []).compactMap(\.text))
            }
        }
    }
}

extension AppliedAsset {
    fileprivate var json: JSONValue {
        var object: JSONObject = ["kind": .string(kind), "name": .string(name)]
        if let id { object["id"] = .integer(id) }
        if !changed.isEmpty { object["changed"] = .array(changed.map(JSONValue.string)) }
        return .object(object)
    }
}
