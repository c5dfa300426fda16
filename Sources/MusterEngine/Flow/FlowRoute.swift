import MusterFlows
import MusterModel
import MusterStore

/// Finds the way through a flow that may be edited while people are in it.
///
/// Places count the steps that lie behind, in the version of the flow in which they were written. A
/// place of an older version is carried through every edit since, so that inserting, deleting and
/// reordering steps loses nobody (`FlowVersion.position`).
struct FlowRoute {
    let steps: [CompiledStep]
    /// That of the steps.
    let version: Int
    private let campaign: SmartCampaignID

    init(_ definition: CampaignDefinition) {
        steps = definition.steps
        version = definition.campaign.flowVersion
        campaign = definition.campaign.id
    }

    /// The step with this many others before it; `nil` at the end of the flow.
    func step(at position: Int) -> CompiledStep? { steps.indices.contains(position) ? steps[position] : nil }

    /// Where somebody stands now who had `position` steps behind him in an older version.
    func position(_ position: Int, of older: Int, reader: StoreReader) throws -> Int {
        guard older != version else { return position }
        let replaced = try reader.replacedFlowVersions(of: campaign, from: older)
        let now = FlowVersion(number: version, stepIDs: steps.map(\.id))
        guard let carried = (replaced + [now]).lastPosition(of: position, in: older) else {
            throw StoredContentError("flow of smart campaign \(campaign)", "version \(older) is not kept")
        }
        return carried
    }

    /// The same place in the flow as it is now.
    func carried(_ place: FlowPlace, reader: StoreReader) throws -> FlowPlace {
        var place = place
        place.position = try position(place.position, of: place.version, reader: reader)
        place.version = version
        return place
    }

    func ready(at position: Int, queuedAt: Instant) -> FlowPlace {
        FlowPlace(version: version, position: position, dueAt: queuedAt, isWaiting: false)
    }

    func waiting(behind wait: CompiledStep, until: Instant) -> FlowPlace {
        FlowPlace(version: version, position: wait.index + 1, dueAt: until, isWaiting: true)
    }
}

/// Where people of any campaigns go on now, whatever version of the flow their places were written
/// in. Each campaign's flow and each old place is looked up once. What is told of where somebody stands is
/// `StandingSteps`.
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
