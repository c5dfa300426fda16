import MusterModel
import MusterStore
import MusterTesting
import Testing

@Suite struct StaticListStoreTests {
    @Test("a list reads back, and its name is unique in its container only")
    func roundTrip() async throws {
        try await withStoreAndClock { store, clock in
            let lists = FolderReference.folder(SystemAssets.groupLists)
            let list = try await store.write { try $0.createStaticList(name: "VIPs", description: nil, folder: lists) }
            clock.advance(seconds: 5)
            try await store.write { writer in
                let program = try writer.createProgram(name: "P", kind: .standard, channel: "Blog", folder: .folder(4))
                _ = try writer.createStaticList(name: "VIPs", description: "local", folder: .program(program.id))
                #expect(try writer.reader.nameIsTaken("VIPs", kind: .staticList, in: lists))
                #expect(
                    try !writer.reader.nameIsTaken("VIPs", kind: .staticList, in: lists, excluding: list.id.rawValue))
                #expect(try !writer.reader.nameIsTaken("VIPs", kind: .staticList, in: .folder(4)))
                #expect(try writer.reader.nameIsTaken("VIPs", kind: .staticList, in: .program(program.id)))
            }
            await #expect(throws: StoreError.self) {
                try await store.write { _ = try $0.createStaticList(name: "VIPs", description: nil, folder: lists) }
            }
            try store.read { reader throws in
                #expect(try reader.staticList(list.id)?.folder == lists)
                #expect(try reader.staticList(list.id)?.description == nil)
                #expect(try reader.staticList(named: "VIPs")?.id == list.id)
                #expect(try reader.staticList(named: "vips") == nil)
                let both = AssetQuery(names: ["VIPs", "P.VIPs"], acceptsQualifiedNames: true)
                #expect(try reader.staticLists(both).map(\.description) == [nil, "local"])
                #expect(try reader.staticLists(AssetQuery(names: ["P.VIPs"])).isEmpty)
                #expect(try reader.staticLists(AssetQuery(programNames: ["P"])).map(\.description) == ["local"])
            }
        }
    }
}

@Suite struct SmartListStoreTests {
    private let rules = RuleSet(
        match: .custom, customLogic: "1 or 2",
        filters: [
            Rule(
                id: 0, name: "City", typeID: 5, kind: .attribute, operatorName: "is",
                conditions: [
                    RuleCondition(
                        attributeID: 5, attributeName: "City", operatorName: "is",
                        values: ["Zürich", RuleValue("P.List", assetID: 7)], isPrimary: true)
                ]),
            Rule(id: 0, name: "Visited Web Page", typeID: 1, kind: .activity, operatorName: "occurs", conditions: []),
        ])

    @Test("rules get ids of their own and read back unchanged otherwise")
    func ruleIDs() async throws {
        try await withStore { store in
            let rules = rules
            let list = try await store.write {
                try $0.createSmartList(
                    name: "L", description: "d", folder: .folder(SystemAssets.smartLists), rules: rules)
            }
            let ids = list.rules.filters.map(\.id)
            #expect(Set(ids).count == 2 && !ids.contains(0))
            let read = try #require(try store.read { try $0.smartList(list.id) })
            #expect(read.rules == list.rules)
            #expect(read.rules.customLogic == "1 or 2")
            #expect(read.rules.filters[0].conditions[0].values[1].assetID == 7)

            // What stays keeps its id, what is new gets a new one.
            let edited = try await store.write { writer in
                var changed = read.rules
                changed.filters.remove(at: 0)
                changed.filters.append(rules.filters[0])
                return try writer.setRules(changed, of: list.id)
            }
            #expect(edited.filters[0].id == ids[1])
            #expect(!ids.contains(edited.filters[1].id) && edited.filters[1].id != 0)
        }
    }

    @Test("a campaign's own list carries its name and place, is browsed, but cannot be named in a rule")
    func ownList() async throws {
        try await withStoreAndClock { store, clock in
            let campaign = try await store.write { try $0.createSmartCampaign(name: "Welcome", folder: .folder(4)) }
            clock.advance(seconds: 1)
            try await store.write { writer in
                var renamed = campaign
                renamed.name = "Hello"
                try writer.updateSmartCampaign(renamed)
            }
            try store.read { reader throws in
                let list = try #require(try reader.smartList(campaign.smartListID))
                #expect(list.name == "Hello")
                #expect(list.campaignID == campaign.id)
                #expect(list.folder == .folder(4))
                #expect(try reader.smartLists(AssetQuery(folder: .folder(4))).map(\.id) == [list.id])
                #expect(try reader.smartList(named: "Hello")?.id == list.id)
                #expect(try reader.assetID(.smartList, named: "Hello") == nil)
                #expect(try !reader.nameIsTaken("Hello", kind: .smartList, in: .folder(13)))
            }
            let own = try await store.write {
                try $0.createSmartList(name: "Hello", description: nil, folder: .folder(13))
            }
            #expect(try store.read { try $0.smartList(named: "Hello")?.id } == own.id)
        }
    }

    @Test("names of stand-alone and local lists are unique in the whole workspace")
    func uniqueNames() async throws {
        try await withStore { store in
            try await store.write { _ = try $0.createSmartList(name: "L", description: nil, folder: .folder(13)) }
            #expect(try store.read { try $0.nameIsTaken("L", kind: .smartList, in: .folder(4)) })
            await #expect(throws: StoreError.self) {
                try await store.write { _ = try $0.createSmartList(name: "L", description: nil, folder: .folder(4)) }
            }
        }
    }

    @Test("new rules count as an update of the list and of its campaign")
    func updatedAt() async throws {
        try await withStoreAndClock { store, clock in
            let campaign = try await store.write { try $0.createSmartCampaign(name: "C", folder: .folder(4)) }
            clock.advance(seconds: 30)
            let rules = rules
            try await store.write { _ = try $0.setRules(rules, of: campaign.smartListID) }
            let later = campaign.createdAt.adding(seconds: 30)
            #expect(try store.read { try $0.smartCampaign(campaign.id)?.updatedAt } == later)
            #expect(try store.read { try $0.smartList(campaign.smartListID)?.updatedAt } == later)
            await #expect(throws: AssetNotFoundError.self) {
                try await store.write { try $0.setRules(rules, of: 4711) }
            }
        }
    }
}
