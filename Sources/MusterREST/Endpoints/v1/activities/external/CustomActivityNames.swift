import MusterModel
import MusterStore

/// Rules find types by the names of their filter and trigger, and show those of attributes. So names
/// are unique, drafts' among them, and of an approved type that rules refer to they stay.
extension StoreReader {
    /// Throws 1017.
    func requireFree(apiName: String) throws {
        guard try !customActivityTypes().contains(where: { $0.apiName.caseFolded == apiName.caseFolded }) else {
            throw APIError.activityTypeExists
        }
    }

    /// Throws 1003 with the name that another type has.
    func requireFree(_ new: CustomActivityType.Definition, except own: ActivityTypeID?) throws {
        let catalog = catalogs.activityTypes
        let others = try customActivityTypes().filter { $0.id != own }
            .flatMap { [$0.draft, $0.approved] }.compactMap(\.self)
        func isTaken(_ name: String, by type: ActivityType?, _ names: (CustomActivityType.Definition) -> String) -> Bool
        {
            type.map { $0.id != own } ?? false || others.contains { names($0).caseFolded == name.caseFolded }
        }
        if isTaken(new.filterName, by: catalog.type(filterNamed: new.filterName), \.filterName) {
            throw APIError.invalidChoice("filterName", new.filterName)
        }
        if isTaken(new.triggerName, by: catalog.type(triggerNamed: new.triggerName), \.triggerName) {
            throw APIError.invalidChoice("triggerName", new.triggerName)
        }
        let namesake = catalog.types.first { $0.id != own && $0.name.caseFolded == new.name.caseFolded }
        if isTaken(new.name, by: namesake, \.name) { throw APIError.invalidChoice("name", new.name) }
    }

    /// Throws 1022 when rules refer to a name that the draft changes.
    func requireNamesKept(of type: CustomActivityType, in draft: CustomActivityType.Definition) throws {
        guard try type.keepsNames(with: draft) || !isUsed(type.id) else { throw APIError.activityTypeInUse }
    }
}

extension StoreWriter {
    /// Changes the draft, which an approved type gets for it; a change that changes nothing leaves
    /// the type as it is. Throws when the draft would be none that could be approved.
    func changeDraft(
        of type: CustomActivityType, apiName: String? = nil,
        _ change: (inout CustomActivityType.Definition) throws -> Void
    ) throws -> CustomActivityType {
        guard let latest = type.latest else { throw APIError.activityTypeNotFound }
        var draft = latest
        try change(&draft)
        guard draft != latest || apiName != nil else { return type }
        guard draft.attributes.count <= CustomActivityInput.maximumAttributes else {
            throw APIError.activityFieldLimit
        }
        var apiNames: Set<String> = []
        var names: Set<String> = []
        for attribute in [draft.primaryAttribute] + draft.attributes {
            guard apiNames.insert(attribute.apiName.caseFolded).inserted,
                names.insert(attribute.name.caseFolded).inserted
            else { throw APIError.activityTypeExists }
        }
        try reader.requireFree(draft, except: type.id)
        try reader.requireNamesKept(of: type, in: draft)
        return try setDraft(draft, of: type, apiName: apiName)
    }
}
