import MusterModel
import MusterStore

/// Where people of any campaigns stand now, whatever version of the flow their places were written
/// in. Each campaign's flow and each old place is looked up once.
struct FlowPlaces {
    private struct Old: Hashable {
        let campaign: SmartCampaignID
        let version: Int
        let position: Int
    }
    private let library: CampaignLibrary
    private let reader: StoreReader
    private let moment: Moment
    private var definitions: [SmartCampaignID: CampaignDefinition?] = [:]
    private var carried: [Old: FlowPlace] = [:]

    init(library: CampaignLibrary, reader: StoreReader, moment: Moment) {
        self.library = library
        self.reader = reader
        self.moment = moment
    }

    /// `nil` when the campaign has been deleted.
    mutating func definition(_ campaign: SmartCampaignID) throws -> CampaignDefinition? {
        if let known = definitions[campaign] { return known }
        let definition = try library.definition(campaign, reader: reader, at: moment)
        definitions[campaign] = .some(definition)
        return definition
    }

    /// The entry's place in the flow as it is now; unchanged when the campaign has been deleted.
    mutating func current(_ entry: FlowEntry) throws -> FlowPlace {
        guard let definition = try definition(entry.campaignID),
            definition.campaign.flowVersion != entry.place.version
        else { return entry.place }
        let old = Old(campaign: entry.campaignID, version: entry.place.version, position: entry.place.position)
        var place = try carried[old] ?? FlowRoute(definition).carried(entry.place, reader: reader)
        carried[old] = place
        place.dueAt = entry.place.dueAt
        place.isWaiting = entry.place.isWaiting
        return place
    }
}
