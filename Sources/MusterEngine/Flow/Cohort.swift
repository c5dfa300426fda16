import MusterFlows
import MusterModel
import MusterRules
import MusterStore

/// People of one run who stand before the same step, in the order in which they pass it.
struct Cohort {
    let run: CampaignRunID
    let definition: CampaignDefinition
    let step: CompiledStep
    let entries: [FlowEntry]
    /// Overrides that came with the run; an entry's own come on top.
    let runContextID: Int64?
}

/// What became of a cohort at its step.
struct CohortOutcome {
    /// Go on to the next step.
    var proceeding: [FlowEntry] = []
    /// Stay at this step until the given moment, then go on after it.
    var waiting: [(entry: FlowEntry, until: Instant)] = []
    /// Left the flow, or no longer exist.
    var leaving: [FlowEntry] = []
    var skipped = 0
    var failed = 0
}
