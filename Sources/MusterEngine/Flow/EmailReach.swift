import MusterModel
import MusterStore

/// Who of a cohort has had enough e-mail, and which addresses the step has already written to.
struct EmailReach {
    private let overLimit: Set<LeadID>
    private let isBatch: Bool
    /// Leads of this run whose address got the mail of the same choice through another lead, in
    /// an earlier chunk.
    private let served: [Int: Set<LeadID>]
    private var addresses: Set<ServedAddress> = []

    private struct ServedAddress: Hashable {
        let choice: Int
        let address: String
    }

    init(_ cohort: Cohort, reader: StoreReader, moment: Moment) throws {
        let sending = cohort.step.choices.compactMap { choice in
            (choice.action as? SendEmailStep).map { (number: choice.number, email: $0.emailID) }
        }
        isBatch = !cohort.definition.isTrigger
        let leads = cohort.entries.map(\.leadID)
        let limited = !sending.isEmpty && cohort.definition.campaign.isCommunicationLimitEnabled
        overLimit = limited ? try Self.overLimit(leads, reader: reader, moment: moment) : []
        var served: [Int: Set<LeadID>] = [:]
        for choice in sending where isBatch {
            served[choice.number] = try reader.leadsServed(
                run: cohort.run, step: cohort.step.id, choice: choice.number, email: choice.email, among: leads)
        }
        self.served = served
    }

    func facts(of lead: Lead, at choice: CompiledChoice) -> StepFacts {
        StepFacts(
            lead: lead, limitReached: overLimit.contains(lead.id),
            isDuplicateAddress: isBatch
                && (served[choice.number]?.contains(lead.id) == true
                    || addresses.contains(address(of: lead, at: choice)))
        )
    }

    /// Only in batch runs an address gets a choice's mail once: the lead with the lowest id.
    /// - Source: community accounts; triggers are documented nowhere to do so.
    mutating func note(_ decision: StepDecision, of lead: Lead, at choice: CompiledChoice) {
        let sends = decision.effects.contains { if case .send = $0 { true } else { false } }
        if isBatch, sends { addresses.insert(address(of: lead, at: choice)) }
    }

    private func address(of lead: Lead, at choice: CompiledChoice) -> ServedAddress {
        ServedAddress(choice: choice.number, address: lead[.email].recordedText.trimmingBlanks.caseFolded)
    }

    /// Non-operational sends of any origin count: per calendar day of the subscription's zone, and
    /// over the last 168 hours.
    /// - Source: product docs, "Enable Communication Limits"; that operational mails are not
    ///   counted is a champion's account, and the rolling window our choice.
    private static func overLimit(
        _ leads: [LeadID], reader: StoreReader, moment: Moment
    ) throws -> Set<LeadID> {
        let limits = reader.catalogs.settings.communicationLimits
        let windows: [(limit: Int?, since: Instant)] = [
            (limits.perDay, moment.timeZone.startOfDay(moment.today)),
            (limits.per7Days, moment.instant.adding(seconds: -7 * 86_400)),
        ]
        var over: Set<LeadID> = []
        for case (let limit?, let since) in windows {
            for (lead, count) in try reader.countedSends(to: leads, since: since) where count >= limit {
                over.insert(lead)
            }
        }
        return over
    }
}
