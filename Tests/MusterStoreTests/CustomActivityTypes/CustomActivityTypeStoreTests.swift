import MusterModel
import MusterStore
import MusterTesting
import Testing

@Suite struct CustomActivityTypeStoreTests {
    private let definition = CustomActivityType.Definition(
        name: "Purchase", description: "Bought something", triggerName: "Buys", filterName: "Bought",
        primaryAttribute: .init(apiName: "product", name: "Product"))
    private let amount = CustomActivityType.Attribute(apiName: "amount", name: "Amount", dataType: .currency)

    @Test("a draft is no activity type; approved it is, with its attributes")
    func approval() async throws {
        try await withStore { store in
            let definition = definition
            let amount = amount
            var type = try await store.write {
                try $0.createCustomActivityType(apiName: "purchase", definition: definition)
            }
            #expect(type.id == 100_001)
            #expect(type.status == .draft)
            #expect(store.catalogs.activityTypes[100_001] == nil)

            type = try await store.write { [type] in
                var draft = definition
                draft.attributes = [amount]
                return try $0.approve(try $0.setDraft(draft, of: type))
            }
            #expect(type.status == .approved)
            let approved = try #require(store.catalogs.activityTypes.type(apiName: "purchase"))
            #expect(approved.name == "Purchase" && approved.filterName == "Bought" && approved.triggerName == "Buys")
            #expect(approved.primaryAttribute?.name == "Product")
            #expect(approved.attributes.map(\.name) == ["Amount"])
            #expect(approved.attributes.first?.dataType == .currency)
            let read = try store.read { try $0.customActivityType(apiName: "purchase") }
            #expect(read?.approved == type.approved)
            #expect(read?.draft == nil)
        }
    }

    @Test("a draft of an approved type changes nothing until it is approved, and can be thrown away")
    func draftBesideApproved() async throws {
        try await withStore { store in
            var changed = definition
            changed.filterName = "Has Bought"
            let definition = definition
            let type = try await store.write {
                try $0.approve(try $0.createCustomActivityType(apiName: "p", definition: definition))
            }
            let both = try await store.write { [changed] in try $0.setDraft(changed, of: type) }
            #expect(both.status == .approvedWithDraft)
            #expect(both.latest?.filterName == "Has Bought")
            #expect(store.catalogs.activityTypes[type.id]?.filterName == "Bought")
            let discarded = try await store.write { try $0.discardDraft(of: both) }
            #expect(discarded.status == .approved)
            try await store.write { _ = try $0.approve(both) }
            #expect(store.catalogs.activityTypes[type.id]?.filterName == "Has Bought")
        }
    }

    @Test("a deleted type is gone, its id is not used again, its API name is free")
    func deleted() async throws {
        try await withStore { store in
            let definition = definition
            let type = try await store.write {
                try $0.approve(try $0.createCustomActivityType(apiName: "p", definition: definition))
            }
            await #expect(throws: StoreError.self) {
                try await store.write { _ = try $0.createCustomActivityType(apiName: "p", definition: definition) }
            }
            let deleted = try await store.write { try $0.delete(type) }
            #expect(deleted.status == .deleted)
            #expect(try store.read { try $0.customActivityTypes() }.isEmpty)
            #expect(store.catalogs.activityTypes[type.id] == nil)
            let again = try await store.write { try $0.createCustomActivityType(apiName: "p", definition: definition) }
            #expect(again.id == 100_002)
        }
    }
}
