import MusterModel
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
