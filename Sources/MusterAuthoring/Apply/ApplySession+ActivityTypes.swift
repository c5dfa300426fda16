import MusterModel
import MusterStore

extension ApplySession {
    /// - Source: error 1027 in Adobe's list.
    static let mostActivityTypes = 10

    /// Defines and approves, so that rules of the same document can name the filters at once.
    func applyActivityTypes(_ types: [AuthoredActivityType]) throws {
        guard !types.isEmpty else { return }
        for authored in types where try isFree(authored) {
            if let type = try reader.customActivityType(apiName: authored.apiName) {
                let isSame = type.approved == authored.definition && type.draft == nil
                if !isSame { try writer.approve(try writer.setDraft(authored.definition, of: type)) }
                record(
                    "custom activity type", authored.definition.name, type.id.rawValue, isSame ? .unchanged : .updated)
            } else if try reader.customActivityTypes().count >= Self.mostActivityTypes {
                problems.add(authored.path, "an instance has \(Self.mostActivityTypes) custom activity types at most")
            } else {
                let draft = try writer.createCustomActivityType(
                    apiName: authored.apiName, definition: authored.definition)
                try writer.approve(draft)
                record("custom activity type", authored.definition.name, draft.id.rawValue, .created)
            }
        }
        try writer.reloadCatalogs()
    }

    /// A filter or trigger of another type must not have the name, or rules could mean either.
    private func isFree(_ authored: AuthoredActivityType) throws -> Bool {
        let catalog = writer.catalogs.activityTypes
        let filter = catalog.type(filterNamed: authored.definition.filterName)
        let trigger = catalog.type(triggerNamed: authored.definition.triggerName)
        for (member, other) in [("filterName", filter), ("triggerName", trigger)] {
            guard let other, other.apiName != authored.apiName else { continue }
            problems.add("\(authored.path).\(member)", "this name belongs to activity type '\(other.name)'")
            return false
        }
        return true
    }
}
