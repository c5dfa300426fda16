import MusterModel

/// Everything the random driver does, with how often it does it.
///
/// `MUSTER_CHAOS_WITHOUT` names kinds to leave out, separated by commas, to look for what lies
/// behind a fault that is known.
enum ChaosAction: String, CaseIterable, Sendable {
    case createPeople, updatePeople, scorePeople, deletePeople, mergePeople, addActivities
    case addToList, removeFromList
    case createAsset, deleteAsset, cloneAsset, createToken
    case createCampaign, deleteCampaign, cloneCampaign, renameCampaign
    case replaceRules, addRule, setConstraint, removeRule, reorderRules, setLogic, nestDeeply
    case replaceFlow, reorderFlow, shortenFlow, lengthenFlow, addStep, removeStep
    case addChoice, setChoice, moveChoice, removeChoice
    case activate, deactivate, scheduleRun, request, replaceAndRequest, loop
    case applyDocument
    case changeCampaignSettings, changeRecurrence, changeInstanceSettings
    case readCampaigns, readActivities, readLists
    case moveClock, moveClockFar

    var weight: Int {
        switch self {
        case .updatePeople: 12
        case .createPeople, .reorderFlow, .replaceRules: 6
        case .replaceFlow, .shortenFlow, .lengthenFlow, .activate, .scheduleRun, .request, .moveClock, .applyDocument: 5
        case .createCampaign, .addStep, .removeStep, .setChoice, .addToList, .readCampaigns, .replaceAndRequest: 4
        case .scorePeople, .addActivities, .removeFromList, .addRule, .setConstraint, .removeRule: 3
        case .nestDeeply, .loop, .moveClockFar, .changeInstanceSettings: 1
        default: 2
        }
    }

    /// One by its weight.
    static func random(using random: inout SeededGenerator, without: Set<ChaosAction>) -> ChaosAction {
        let choices = allCases.filter { !without.contains($0) }
        var left = random.below(choices.reduce(0) { $0 + $1.weight })
        for action in choices {
            if left < action.weight { return action }
            left -= action.weight
        }
        return .updatePeople
    }
}
