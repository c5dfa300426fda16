import MusterModel
import Testing

@Suite struct ActivityTypeCatalogTests {
    private let catalog = ActivityTypeCatalog.standard

    @Test func idsNamesAndConstraintIDsAreUnique() {
        let types = ActivityType.standard
        #expect(types.count == 40)
        #expect(Set(types.map(\.id)).count == types.count)
        #expect(Set(types.map(\.name)).count == types.count)
        let constraints = types.flatMap(\.constraints).map(\.id)
        #expect(Set(constraints).count == constraints.count)
    }

    @Test func theListIsAlphabetical() {
        let names = ActivityType.standard.map(\.name.caseFolded)
        #expect(names == names.sorted())
    }

    @Test(
        arguments: [
            (1, "Visit Webpage"), (6, "Send Email"), (11, "Click Email"), (12, "New Lead"), (13, "Change Data Value"),
            (22, "Change Score"),
            (24, "Add to List"), (25, "Remove from List"), (27, "Email Bounced Soft"), (37, "Delete Lead"),
            (46, "Interesting Moment"),
            (47, "Request Campaign"), (104, "Change Status in Progression"), (110, "Call Webhook"),
            (9003, "Execute Campaign"),
        ] as [(ActivityTypeID, String)])
    func namesAreWhatClientsResolve(id: ActivityTypeID, name: String) {
        #expect(catalog[id]?.name == name)
    }

    @Test(
        arguments: [
            ("Visited Web Page", "Visits Web Page", 1), ("Click Link", "Clicks Link", 3),
            ("Was Sent Email", "Is Sent Email", 6),
            ("Data Value Changed", "Data Value Changes", 13), ("Score was Changed", "Score is Changed", 22),
            ("Alert Was Sent", "Sent Alert", 38),
            ("Campaign was Requested", "Campaign is Requested", 47), ("Webhook is Called", "Webhook is Called", 110),
            ("person was created", "PERSON IS CREATED", 12),
            ("Program Status was Changed", "Program Status is Changed", 104),
        ] as [(String, String, ActivityTypeID)])
    func filtersAndTriggersAreFoundByEitherVocabulary(filter: String, trigger: String, id: ActivityTypeID) {
        #expect(catalog.type(filterNamed: filter)?.id == id)
        #expect(catalog.type(triggerNamed: trigger)?.id == id)
    }

    @Test func someTypesHaveOnlyOneSide() {
        #expect(catalog.type(triggerNamed: "Manual Stage Change")?.filterName == nil)
        #expect(catalog.type(filterNamed: "Campaign was Executed")?.triggerName == nil)
        #expect(catalog[37]?.filterName == nil)
        #expect(catalog.type(filterNamed: "Visits Web Page") == nil)
    }

    @Test func filterAndTriggerNamesAreUnique() {
        let filters = ActivityType.standard.compactMap(\.filterName)
        let triggers = ActivityType.standard.compactMap(\.triggerName)
        #expect(Set(filters.map(\.caseFolded)).count == filters.count)
        #expect(Set(triggers.map(\.caseFolded)).count == triggers.count)
        for field in LeadField.standard {
            #expect(
                catalog.type(filterNamed: field.displayName) == nil,
                "a rule named \(field.displayName) would mean two things")
        }
    }

    @Test func visitWebpageIsAsRecorded() {
        let type = ActivityType.visitWebpage
        #expect(type.description == "User visits a web page")
        #expect(type.primaryAttribute == ActivityAttribute("Webpage ID", .integer))
        #expect(
            type.attributes.map(\.name) == [
                "Client IP Address", "Query Parameters", "Referrer URL", "Search Engine", "Search Query", "User Agent",
                "Webpage URL",
            ])
        #expect(type.attributes.allSatisfy { $0.dataType == .string })
        #expect(type.constraints.map(\.id) == Array(1...11))
        #expect(type.constraints.first?.name == "Web Page")
        #expect(type.constraints.first { $0.id == 6 }?.name == "Browser")
    }

    @Test func recordedConstraintIDsAreKept() {
        #expect(ActivityType.clickEmail.constraints.first?.name == "Email")
        #expect(ActivityType.clickEmail.constraints.first?.id == 16)
    }

    /// What is asked of a rule must be in the record. The exceptions are recorded by trackers that
    /// know them, without being described.
    @Test func constraintsReadDescribedAttributes() {
        let undescribed: Set = ["Browser", "Platform", "Device", "Token", "Is Predictive"]
        for type in ActivityType.standard {
            let described = Dictionary(uniqueKeysWithValues: type.attributes.map { ($0.name, $0.dataType) })
            for constraint in type.constraints {
                guard case .attribute(let name) = constraint.source else { continue }
                #expect(described[name] != nil || undescribed.contains(name), "\(type.name): \(constraint.name)")
            }
        }
    }

    @Test func namesOfConstraintsAreUniqueInTheirType() {
        for type in ActivityType.standard {
            #expect(Set(type.constraints.map(\.name.caseFolded)).count == type.constraints.count, "\(type.name)")
            #expect(Set(type.attributes.map(\.name)).count == type.attributes.count, "\(type.name)")
        }
    }

    @Test func customTypesGetTheirConstraints() throws {
        let type = ActivityType.custom(
            id: 100_001, apiName: "attendedDemo", name: "Attended Demo", filterName: "Attended Demo",
            triggerName: "Attends Demo",
            description: "", primary: ActivityAttribute("Demo", apiName: "demo"),
            attributes: [
                ActivityAttribute("Minutes", .integer, apiName: "minutes"), ActivityAttribute("Room", apiName: "room"),
            ])
        #expect(type.isCustom)
        #expect(type.constraints.map(\.name) == ["Demo", "Minutes", "Room"])
        #expect(type.constraints.map(\.id) == [10_000_101, 10_000_102, 10_000_103])
        #expect(type.constraints.map(\.source) == [.primaryText, .attribute("Minutes"), .attribute("Room")])
        #expect(type.constraints[1].dataType == .integer)
        let catalog = ActivityTypeCatalog(custom: [type])
        #expect(catalog.type(triggerNamed: "attends demo")?.id == 100_001)
        #expect(catalog.type(apiName: "attendedDemo")?.id == 100_001)
        #expect(catalog.types.last?.id == 100_001)
    }
}
