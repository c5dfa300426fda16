@testable import MusterModel
import Testing

@Suite struct LeadFieldCatalogTests {
    private let catalog = LeadFieldCatalog.standard

    @Test func idsNamesAndColumnsAreUnique() {
        let fields = LeadField.standard
        #expect(fields.count == 99)
        #expect(Set(fields.map(\.id)).count == fields.count)
        #expect(Set(fields.map(\.name.caseFolded)).count == fields.count)
        #expect(Set(fields.map(\.displayName.caseFolded)).count == fields.count)
        #expect(Set(fields.map(\.column)).count == fields.count)
    }

    /// Rules and tokens look fields up by either name, so one field's REST name must not be another
    /// field's display name.
    @Test func noNameMeansTwoFields() {
        for field in catalog.fields {
            #expect(catalog.field(named: field.displayName) == field)
            #expect(catalog.field(named: field.name) == field)
        }
    }

    /// Ids of the recorded instance, which clients see as `primaryAttributeValueId`.
    @Test(arguments: [
        ("company", 4), ("numberOfEmployees", 16), ("id", 44), ("mktoName", 45), ("firstName", 53), ("lastName", 55),
        ("email", 56),
        ("city", 64), ("country", 66), ("emailInvalid", 77), ("unsubscribed", 79), ("doNotCall", 82),
        ("emailSuspendedAt", 125),
        ("createdAt", 130), ("leadScore", 146), ("relativeUrgency", 150), ("leadPartitionId", 454),
    ])
    func idsAreTheRecordedOnes(name: String, id: Int) {
        #expect(catalog[restName: name]?.id == id)
        #expect(catalog.field(id: id)?.name == name)
    }

    @Test(arguments: [
        ("id", "id"), ("mktoName", "mkto_name"), ("anonymousIP", "anonymous_ip"), ("leadScore", "lead_score"),
        ("sfdcId", "sfdc_id"),
        ("dateOfBirth", "date_of_birth"), ("inferredPhoneAreaCode", "inferred_phone_area_code"),
        ("linkedInId", "linked_in_id"),
    ])
    func columnsAreTheNamesInSnakeCase(name: String, column: String) {
        #expect(catalog[restName: name]?.column == column)
    }

    @Test func theSystemsOwnFieldsAreReadOnly() {
        let readOnly = Set(catalog.fields.filter(\.isReadOnly).map(\.name))
        #expect(
            readOnly.isSuperset(of: [
                "id", "createdAt", "updatedAt", "isAnonymous", "anonymousIP", "priority", "relativeScore",
                "relativeUrgency", "urgency",
                "mktoName", "originalSourceType", "inferredCompany", "leadPartitionId", "sfdcId", "jigsawContactId",
                "personTimeZone",
            ]))
        #expect(
            readOnly.isDisjoint(with: [
                "email", "leadScore", "leadStatus", "company", "registrationSourceType", "unsubscribed",
            ]))
    }

    @Test func searchableFieldsAreTheFilterTypes() {
        #expect(
            Set(catalog.fields.filter(\.isSearchable).map(\.name)) == [
                "id", "email", "cookies", "leadPartitionId", "sfdcAccountId", "sfdcContactId", "sfdcLeadId",
                "sfdcLeadOwnerId",
                "externalCompanyId", "externalSalesPersonId", "facebookId", "linkedInId", "twitterId",
            ])
    }

    @Test func companyFieldsBelongToTheCompany() {
        #expect(LeadField.company.owner == .company)
        #expect(LeadField.sfdcAccountId.owner == .company)
        #expect(LeadField.contactCompany.owner == .person)
    }

    /// Describe gives a length for texts of limited length and for nothing else.
    @Test func onlyTextsHaveALength() {
        for field in catalog.fields {
            #expect(
                (field.length != nil) == (field.dataType.storage == .text && field.dataType != .text), "\(field.name)")
        }
    }

    @Test func customFieldsJoinTheCatalogue() {
        let shoeSize = LeadField(id: 1000, "shoeSize", "Shoe Size", .integer, custom: true)
        let catalog = LeadFieldCatalog(custom: [shoeSize])
        #expect(shoeSize.column == "custom_shoe_size")
        #expect(catalog.field(named: " shoe size ") == shoeSize)
        #expect(catalog.fields.last == shoeSize)
        #expect(catalog[restName: "ShoeSize"] == nil)
    }
}
