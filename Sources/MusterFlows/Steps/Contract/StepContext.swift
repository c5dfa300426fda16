public import MusterModel
public import MusterRules

/// What is the same for every lead of a cohort at one choice of one step.
public struct StepContext: Sendable {
    public var moment: Moment
    public var campaign: CampaignFacts
    public var tokens: TokenScope
    /// The e-mails the step may send; a missing one has been deleted.
    public var emails: [EmailID: EmailTemplate]
    /// Qualified names of today, of the step's `assets`; a missing one has been deleted.
    public var assetNames: [AssetReference: String]
    public var runID: CampaignRunID
    public var stepID: Int64
    /// 0 for the default choice, else the position of the choice, counted from 1.
    public var choiceNumber: Int
    /// The campaigns that are active and admit a request by `Marketo Flow Action`.
    public var requestable: Set<SmartCampaignID>

    public init(
        moment: Moment, campaign: CampaignFacts, tokens: TokenScope, emails: [EmailID: EmailTemplate] = [:],
        assetNames: [AssetReference: String], runID: CampaignRunID, stepID: Int64, choiceNumber: Int = 0,
        requestable: Set<SmartCampaignID> = []
    ) {
        self.moment = moment
        self.campaign = campaign
        self.tokens = tokens
        self.emails = emails
        self.assetNames = assetNames
        self.runID = runID
        self.stepID = stepID
        self.choiceNumber = choiceNumber
        self.requestable = requestable
    }

    /// Every lead field that `decide` may read: the step's own, those of the e-mails it sends, and
    /// those that tokens inside My Tokens ask for.
    public func fields(for step: any FlowStepType) -> Set<LeadField> {
        use(of: step).fields(in: tokens)
    }

    /// Whether a decision may tell something of what brought the lead here.
    public func usesTrigger(in step: any FlowStepType) -> Bool { use(of: step).expanded(in: tokens).usesTrigger }

    /// The tokens of the step that come out empty for everyone, for the run log.
    public func unknownTokens(in step: any FlowStepType) -> [String] {
        use(of: step).unknownTokens(in: tokens)
    }

    private func use(of step: any FlowStepType) -> TokenUse {
        var use = step.requiredFields
        for asset in step.assets where asset.kind == .email {
            if let email = emails[EmailID(asset.id)] { use.formUnion(email.use) }
        }
        return use
    }
}

extension StepContext {
    /// `Reason` of the changes a flow makes.
    /// - Source: recorded activities.
    func reason(_ stepName: String) -> JSONValue {
        .string("Changed by Smart Campaign \(campaign.qualifiedName) action \(stepName)")
    }

    /// `Source` of everything a flow does.
    static let source = RequestSource.flowAction

    func activity(
        _ type: Int, of lead: LeadID, about id: Int64, named name: String, _ attributes: JSONObject
    ) -> NewActivity {
        NewActivity(
            lead: lead, type: ActivityTypeID(Int64(type)), at: moment.instant, campaign: campaign.id,
            primaryID: id, primaryValue: name, attributes: attributes)
    }
}

/// What steps and tokens know about the campaign that runs them.
public struct CampaignFacts: Sendable, Hashable {
    public var id: SmartCampaignID
    public var name: String
    public var description: String
    /// `Program.Campaign`, or the bare name outside programs.
    public var qualifiedName: String
    /// The program that holds the campaign, directly or through folders inside the program.
    public var programID: ProgramID?
    public var programName: String?
    public var programDescription: String?
    public var isTrigger: Bool
    /// 'Block non-operational emails' is ticked.
    public var isCommunicationLimitEnabled: Bool

    public init(
        id: SmartCampaignID, name: String, description: String = "", qualifiedName: String,
        programID: ProgramID? = nil, programName: String? = nil, programDescription: String? = nil,
        isTrigger: Bool = false, isCommunicationLimitEnabled: Bool = true
    ) {
        self.id = id
        self.name = name
        self.description = description
        self.qualifiedName = qualifiedName
        self.programID = programID
        self.programName = programName
        self.programDescription = programDescription
        self.isTrigger = isTrigger
        self.isCommunicationLimitEnabled = isCommunicationLimitEnabled
    }
}

/// What a step wants done for one lead, how that is recorded, and where the lead goes next.
public struct StepDecision: Sendable {
    public enum Outcome: Sendable, Hashable {
        case done
        /// The step does not apply to this lead, for the given reason.
        case skipped(String)
        /// The step cannot act at all, such as when its asset is gone.
        case failed(String)
    }
    public enum Next: Sendable, Hashable {
        /// The next step.
        case proceed
        case wait(until: Instant)
        /// This stay in the flow ends.
        case leave
    }

    /// In the order in which they are applied.
    public var effects: [StepEffect]
    public var outcome: Outcome
    public var next: Next

    public init(_ effects: [StepEffect] = [], outcome: Outcome = .done, next: Next = .proceed) {
        self.effects = effects
        self.outcome = outcome
        self.next = next
    }

    /// Passed without effect, because everything already is as the step wants it.
    public static let unchanged = StepDecision()
    public static func skipped(_ reason: String) -> StepDecision { .init(outcome: .skipped(reason)) }
    public static func failed(_ reason: String) -> StepDecision { .init(outcome: .failed(reason)) }
}

/// One change that a step asks for.
public enum StepEffect: Sendable {
    case setField(LeadField, old: FieldValue, new: FieldValue, activity: NewActivity)
    /// No effect and no activity when the lead is a member; `name` is the list's qualified name.
    case addToList(StaticListID, name: String)
    /// No effect and no activity when the lead is not a member.
    case removeFromList(StaticListID, name: String)
    case log(NewActivity)
    case send(OutboxMessage, activity: NewActivity)
    case requestCampaign(SmartCampaignID, activity: NewActivity)
    /// Ends the lead's other stays in that campaign's flow; `nil` is the campaign that runs the
    /// step. The stay that the step belongs to ends through `Next.leave`.
    case removeFromFlow(SmartCampaignID?)
    /// Ends the lead's other stays in every flow.
    case removeFromAllFlows
}

/// Something to hand to the world outside the database. The executor gives it its idempotency key.
public struct OutboxMessage: Sendable, Hashable {
    public static let emailKind = "email"

    public var kind: String
    public var payload: JSONObject

    public init(kind: String, payload: JSONObject) {
        self.kind = kind
        self.payload = payload
    }
}
