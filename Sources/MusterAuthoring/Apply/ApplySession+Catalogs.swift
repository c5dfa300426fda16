import MusterFlows
import MusterModel
import MusterRules
import MusterStore

extension ApplySession {
    func applyLeadFields(_ fields: [AuthoredLeadField]) throws {
        for authored in fields {
            let catalog = writer.catalogs.leadFields
            let known = catalog.field(named: authored.name) ?? catalog.field(named: authored.displayName)
            guard let known else {
                let field = try writer.createLeadField(
                    FieldDefinition(
                        name: authored.name, displayName: authored.displayName, dataType: authored.dataType))
                try writer.reloadCatalogs()
                record("lead field", authored.displayName, Int64(field.id), .created)
                continue
            }
            if !known.isCustom || known.name != authored.name || known.displayName != authored.displayName {
                problems.add(authored.path, "the names are those of field '\(known.displayName)' (\(known.name))")
            } else if known.dataType != authored.dataType {
                problems.add(
                    authored.path,
                    "field '\(known.displayName)' is of type \(known.dataType.rawValue), which cannot change")
            }
            record("lead field", known.displayName, Int64(known.id), .unchanged)
        }
    }
}

extension ApplySession {
    /// - Source: error 1027 in Adobe's list.
    static let mostActivityTypes = 10

    /// Defines and approves, so that rules of the same document can name the filters at once.
    func applyActivityTypes(_ types: [AuthoredActivityType]) throws {
        guard !types.isEmpty else { return }
        for authored in types where try isFree(authored) {
            if let type = try reader.customActivityType(apiName: authored.apiName) {
                let members = authored.definition.differences(from: type)
                if !members.isEmpty { try writer.approve(try writer.setDraft(authored.definition, of: type)) }
                record("custom activity type", authored.definition.name, type.id.rawValue, changed: members)
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

extension CustomActivityType.Definition {
    /// The members of a document in which a type differs that is there, approved or not.
    fileprivate func differences(from type: CustomActivityType) -> [String] {
        guard type.draft == nil, let approved = type.approved else { return ["draft"] }
        return differing([
            "name": name != approved.name, "description": description != approved.description,
            "triggerName": triggerName != approved.triggerName, "filterName": filterName != approved.filterName,
            "primaryAttribute": primaryAttribute != approved.primaryAttribute,
            "attributes": attributes != approved.attributes,
        ])
    }
}

extension ApplySession {
    /// Programs that have a value which is no longer allowed keep it.
    func applyTagTypes(_ types: [AuthoredTagType]) throws {
        for authored in types {
            if let type = try reader.tagType(named: authored.name) {
                let changed = type.changed(to: authored)
                let members = changed.differences(from: type)
                if !members.isEmpty { try writer.saveTagType(changed) }
                record("tag type", type.name, nil, changed: members)
            } else if let values = authored.values {
                let type = TagType(
                    name: authored.name, isRequired: false, kinds: TagType.everyKind, allowedValues: values)
                try writer.saveTagType(type.changed(to: authored))
                record("tag type", type.name, nil, .created)
            } else {
                problems.add(authored.path, "'values' is missing")
            }
        }
    }

    /// Those the program has, with those of the document in their place.
    func tags(of authored: AuthoredProgram, besides kept: [ProgramTag]) throws -> [ProgramTag] {
        guard !authored.tags.isEmpty else { return kept }
        let types = try reader.tagTypes()
        var tags = kept
        for (tag, path) in authored.tags {
            if let problem = Self.problem(of: tag, authored.kind, types) {
                problems.add(path, problem)
            } else if let index = tags.firstIndex(where: { $0.type.isIdentical(to: tag.type) }) {
                tags[index].value = tag.value
            } else {
                tags.append(tag)
            }
        }
        return tags
    }

    /// A new program must have what is required; of one that is there nobody asks it afterwards.
    func requireTags(of authored: AuthoredProgram) throws {
        let given = authored.tags.map(\.tag)
        for type in try reader.tagTypes().missing(in: given, for: authored.kind) {
            problems.add(authored.place.path, "tag type '\(type.name)' is required; give it a value under 'tags'")
        }
    }

    private static func problem(of tag: ProgramTag, _ kind: Program.Kind, _ types: [TagType]) -> String? {
        guard let type = types.type(named: tag.type) else {
            return "there is no tag type '\(tag.type)'" + Suggestion.phrase(for: tag.type, among: types.map(\.name))
        }
        guard type.applies(to: kind) else {
            return "tag type '\(type.name)' is not applicable to program type '\(kind.rawValue)'"
        }
        guard type.problem(of: tag.value, for: kind) != nil else { return nil }
        return "'\(tag.value)' is no value of tag type '\(type.name)'"
            + Suggestion.phrase(for: tag.value, among: type.allowedValues)
            + " (there are: \(type.allowedValues.joined(separator: ", ")))"
    }
}

extension TagType {
    /// In the order of Adobe's example.
    fileprivate static let everyKind: [Program.Kind] = [.standard, .email, .engagement, .event, .webinar]

    fileprivate func changed(to authored: AuthoredTagType) -> TagType {
        TagType(
            name: name, isRequired: authored.isRequired ?? isRequired, kinds: authored.kinds ?? kinds,
            allowedValues: authored.values ?? allowedValues)
    }

    /// The members of a document.
    fileprivate func differences(from other: TagType) -> [String] {
        differing([
            "required": isRequired != other.isRequired, "programTypes": kinds != other.kinds,
            "values": !allowedValues.elementsEqual(other.allowedValues) { $0.isIdentical(to: $1) },
        ])
    }
}
