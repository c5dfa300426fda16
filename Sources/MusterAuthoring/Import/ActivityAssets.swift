import MusterModel
import MusterRules
import MusterStore

/// Finds what an imported activity is about: the asset or field behind its primary value.
struct ActivityAssets {
    private let reader: StoreReader
    private var known: [AssetKind: [String: Int64]] = [:]

    init(reader: StoreReader) { self.reader = reader }

    /// Sets the primary id where the type has one; returns what is wrong with the value.
    mutating func resolve(_ activity: inout NewActivity, of type: ActivityType) throws -> String? {
        guard let name = activity.primaryValue else { return nil }
        switch type.constraints.first?.source {
        case .primaryField:
            guard let field = reader.catalogs.leadFields.field(named: name) else {
                let names = reader.catalogs.leadFields.fields.map(\.displayName)
                return "there is no lead field '\(name)'" + Suggestion.phrase(for: name, among: names)
            }
            activity.primaryID = Int64(field.id)
            activity.primaryValue = field.displayName
        case .primaryAsset(let kind):
            activity.primaryID = try id(kind, name)
            if activity.primaryID == nil, kind.isKept { return "there is no \(kind.rawValue) '\(name)'" }
        case .primaryText, .attribute, .campaign, nil: break
        }
        return nil
    }

    /// Gives an id to pages and forms that are named for the first time.
    mutating func intern(_ activity: inout NewActivity, _ writer: StoreWriter) throws {
        guard let kind = Self.namedOnly[activity.typeID], let name = activity.primaryValue else { return }
        if let id = known[kind]?[name] {
            activity.primaryID = id
        } else {
            let id = try writer.internAsset(kind, name)
            known[kind, default: [:]][name] = id
            activity.primaryID = id
        }
    }

    private mutating func id(_ kind: AssetKind, _ name: String) throws -> Int64? {
        if let id = known[kind]?[name] { return id }
        guard let id = try reader.assetID(kind, named: name) else { return nil }
        known[kind, default: [:]][name] = id
        return id
    }

    private static let namedOnly: [ActivityTypeID: AssetKind] = [
        ActivityType.visitWebpage.id: .landingPage, ActivityType.fillOutForm.id: .form,
    ]
}
