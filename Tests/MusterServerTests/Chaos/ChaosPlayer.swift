import MusterModel
import MusterTesting

/// One client that does random things, each decided by its own random numbers.
actor ChaosPlayer {
    let number: Int
    let client: ChaosClient
    let world: ChaosWorld
    let journal: ChaosJournal
    let without: Set<ChaosAction>
    /// Whether what was never done yet comes first.
    let triesAll: Bool
    /// The person that only this client stamps, and the campaign that does it.
    let stamped: (person: Int64, campaign: Int64)
    /// The people who go round in loops.
    let loopers: [Int64]
    let loopCampaigns: [Int64]
    var random: SeededGenerator
    private var made = 0

    init(
        _ number: Int, _ client: ChaosClient, _ world: ChaosWorld, _ journal: ChaosJournal, seed: UInt64,
        without: Set<ChaosAction>, triesAll: Bool, stamped: (Int64, Int64), loopers: [Int64], loopCampaigns: [Int64]
    ) {
        self.number = number
        self.client = client
        self.world = world
        self.journal = journal
        self.without = without
        self.triesAll = triesAll
        self.stamped = stamped
        self.loopers = loopers
        self.loopCampaigns = loopCampaigns
        random = SeededGenerator(seed: seed)
    }

    /// Does one thing; returns what, and whether it was done.
    func act() async throws {
        let barren = triesAll ? journal.barren.filter { !without.contains($0) } : []
        let action =
            !barren.isEmpty && random.chance(30)
            ? random.pick(barren) : ChaosAction.random(using: &random, without: without)
        journal.note("\(client.name) \(action.rawValue)")
        do {
            journal.count(action, try await perform(action) ? \.succeeded : \.refused)
        } catch is CutOff {
            journal.count(action, \.cutOff)
        }
    }

    /// A number that no other name of this run has.
    func fresh() -> String {
        made += 1
        return "\(number)-\(made)"
    }

    private func perform(_ action: ChaosAction) async throws -> Bool {
        switch action {
        case .createPeople: try await createPeople()
        case .updatePeople: try await updatePeople()
        case .scorePeople: try await scorePeople()
        case .deletePeople: try await deletePeople()
        case .mergePeople: try await mergePeople()
        case .addActivities: try await addActivities()
        case .addToList: try await changeList(adding: true)
        case .removeFromList: try await changeList(adding: false)
        case .createAsset: try await createAsset()
        case .deleteAsset: try await deleteAsset()
        case .cloneAsset: try await cloneAsset()
        case .createToken: try await createToken()
        case .createCampaign: try await createCampaign()
        case .deleteCampaign: try await deleteCampaign()
        case .cloneCampaign: try await cloneCampaign()
        case .renameCampaign: try await renameCampaign()
        case .replaceRules: try await replaceRules()
        case .addRule: try await addRule()
        case .setConstraint: try await setConstraint()
        case .removeRule: try await removeRule()
        case .reorderRules: try await reorderRules()
        case .setLogic: try await setLogic()
        case .nestDeeply: try await nestDeeply()
        case .replaceFlow: try await replaceFlow()
        case .reorderFlow: try await editFlow(.reorder)
        case .shortenFlow: try await editFlow(.shorten)
        case .lengthenFlow: try await editFlow(.lengthen)
        case .addStep: try await addStep()
        case .removeStep: try await removeStep()
        case .addChoice: try await addChoice()
        case .setChoice: try await setChoice()
        case .moveChoice: try await moveChoice()
        case .removeChoice: try await removeChoice()
        case .activate: try await activate()
        case .deactivate: try await deactivate()
        case .scheduleRun: try await scheduleRun()
        case .request: try await request()
        case .replaceAndRequest: try await replaceAndRequest()
        case .loop: try await loop()
        case .applyDocument: try await applyDocument()
        case .changeCampaignSettings: try await changeCampaignSettings()
        case .changeRecurrence: try await changeRecurrence()
        case .changeInstanceSettings: try await changeInstanceSettings()
        case .readCampaigns: try await readCampaigns()
        case .readActivities: try await readActivities()
        case .readLists: try await readLists()
        case .moveClock: try await moveClock(["1 minute", "6 minutes", "2 hours", "9 hours", "1 day"])
        case .moveClockFar: try await moveClock(["3 days", "1 week", "1 month", "3 months"])
        }
    }

    /// Any campaign that is not one of the checks'.
    func anyCampaign(_ wanted: (ChaosWorld.Campaign) -> Bool = { _ in true }) -> ChaosWorld.Campaign? {
        let campaigns = world.now.campaigns.filter(wanted)
        return campaigns.isEmpty ? nil : random.pick(campaigns)
    }

    func somePeople(_ counts: ClosedRange<Int>) -> [Int64] {
        let people = world.now.people
        guard !people.isEmpty else { return [] }
        return random.some(counts) { $0.pick(people) }
    }
}
