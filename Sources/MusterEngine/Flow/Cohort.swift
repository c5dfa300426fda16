import MusterFlows
public import MusterModel
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
    /// Left the flow before its end, or no longer exist.
    var leaving: [FlowEntry] = []
    /// On whom the step has not acted, and why. They are among the others too.
    var skipped: [(entry: FlowEntry, reason: String)] = []
    var failed: [(entry: FlowEntry, reason: String)] = []
}

/// Breaks a step for some people, as tests do to see that nobody else notices: throws what then goes
/// wrong.
public typealias StepFault = @Sendable (_ phase: StepPhase, _ lead: LeadID, _ step: String) throws -> Void

/// What is done for a person at a step.
public enum StepPhase: Sendable, CaseIterable {
    case deciding, applying
}
