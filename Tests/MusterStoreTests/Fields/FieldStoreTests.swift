import MusterModel
import MusterTesting
import Testing

@testable import MusterStore

@Suite struct FieldStoreTests {
    @Test func customFieldsComeBackAfterARestart() async throws {
        try await withTemporaryDatabase { place in
            let traits = FieldTraits(
                description: "EU", isHidden: true, isHTMLEncodedInEmail: false, isSensitive: true, isMadeByAPI: true)
            let store = try await place.open()
            try await store.write { writer in
                try writer.createLeadField(
                    FieldDefinition(name: "shoeSize", displayName: "Shoe Size", dataType: .float, traits: traits))
                try writer.createProgramMemberField(
                    FieldDefinition(name: "meal", displayName: "Meal", dataType: .string, traits: traits))
                try writer.updateField(
                    LeadField.city, of: .lead, displayName: "ignored", traits: FieldTraits(description: "Town"))
                try writer.updateField(
                    ProgramMemberField.standard[0], of: .programMember, displayName: "",
                    traits: FieldTraits(isSensitive: true))
            }
            let catalogs = store.catalogs
            try await store.database.close()
            let again = try await place.open()
            for catalogs in [catalogs, again.catalogs] {
                let shoe = try #require(catalogs.leadFields[restName: "shoeSize"])
                #expect(shoe.id == 1001 && shoe.traits == traits && shoe.length == nil)
                let meal = try #require(catalogs.programMemberFields[restName: "meal"])
                #expect(meal.id == 1001 && meal.traits == traits && meal.length == 255 && meal.isUpdateable)
                #expect(catalogs.leadFields[restName: "city"]?.traits.description == "Town")
                #expect(catalogs.leadFields[restName: "city"]?.displayName == "City")
                #expect(catalogs.programMemberFields[restName: "acquiredBy"]?.traits.isSensitive == true)
            }
            try await again.database.close()
        }
    }

    /// Names that differ only in ways that columns cannot, and names that are too long for some.
    @Test func everyFieldHasAColumnOfItsOwn() async throws {
        try await withStore { store in
            let names = [
                "fooBar", "foo_bar", "field_1003", String(repeating: "x", count: 255),
                String(repeating: "x", count: 254),
            ]
            let fields = try await store.write { writer in
                try names.map { name in
                    let field = try writer.createLeadField(
                        FieldDefinition(name: name, displayName: name, dataType: .string))
                    try writer.reloadCatalogs()
                    return field
                }
            }
            #expect(Set(fields.map(\.column)).count == names.count)
            #expect(fields[0].column == "custom_foo_bar")
            let values = Dictionary(uniqueKeysWithValues: fields.map { ($0, FieldValue.text("\($0.id)")) })
            let lead = try await store.write { try $0.createLead(values, origin: .api) }
            #expect(try store.read { try $0.lead(lead, fields: fields)?.values } == values)
        }
    }
}
