import Foundation
import MusterModel
import MusterStore

/// A year of activities for the demo's people, in the order of time.
struct DemoHistory {
    /// Ids of what the activities are about.
    struct Assets {
        let emails: [(id: Int64, name: String)]
        let pages: [String: Int64]
        let forms: [String: Int64]
    }

    private let assets: Assets
    private let now: Instant
    private(set) var activities: [NewActivity] = []
    /// What each lead has scored by the end.
    private(set) var scores: [LeadID: Int64] = [:]

    init(assets: Assets, now: Instant) {
        self.assets = assets
        self.now = now
    }

    mutating func add(_ person: DemoPeople.Person, _ lead: LeadID, _ generator: inout SeededGenerator) {
        add(
            lead, ActivityType.newLead.id, at: person.createdAt, lead.rawValue, name(person),
            [
                "Created Date": .string(Moment(person.createdAt, in: .gmt).today.description),
                "Source Type": "Web form fillout",
                "Lead Source": .string(person.values[.leadSource]?.recordedText ?? ""),
            ])
        for _ in 0..<person.interest { visit(person, lead, &generator) }
        if person.joinedNewsletter, person.values[.unsubscribed] == .boolean(false) {
            for _ in 0..<(2 + person.interest / 6) { mail(person, lead, &generator) }
        }
        if generator.chance(10 + person.interest) { form(person, lead, &generator) }
    }

    /// Puts everything in the order of time, and then adds the scores up.
    mutating func finish() {
        // Stable, so that of one moment the order of adding stays.
        activities.sort { $0.at < $1.at }
        for index in activities.indices where activities[index].typeID == ActivityType.changeScore.id {
            let lead = activities[index].leadID
            let old = scores[lead] ?? 0
            let new = old + (activities[index].attributes["Change Value"]?.text.flatMap { Int64($0) } ?? 0)
            scores[lead] = new
            activities[index].attributes["Old Value"] = .integer(old)
            activities[index].attributes["New Value"] = .integer(new)
        }
    }

    private mutating func visit(_ person: DemoPeople.Person, _ lead: LeadID, _ generator: inout SeededGenerator) {
        let page = generator.pick(DemoNames.pages)
        let at = moment(person, &generator)
        add(
            lead, ActivityType.visitWebpage.id, at: at, assets.pages[page], page,
            [
                "Webpage URL": .string("https://www.muster.example" + page),
                "Browser": .string(generator.pick(DemoNames.browsers)),
            ])
        change(lead, by: 1, at: at, "Score Page Visits")
        if page == "/pricing" { change(lead, by: 5, at: at, "Score Pricing Visits") }
    }

    private mutating func mail(_ person: DemoPeople.Person, _ lead: LeadID, _ generator: inout SeededGenerator) {
        let email = generator.pick(assets.emails)
        let sent = moment(person, &generator)
        add(lead, ActivityType.sendEmail.id, at: sent, email.id, email.name)
        add(lead, ActivityType.emailDelivered.id, at: sent.adding(seconds: 5), email.id, email.name)
        guard generator.chance(45) else { return }
        let opened = sent.adding(seconds: Int64(60 + generator.below(86_400)))
        guard opened < now else { return }
        add(
            lead, ActivityType.openEmail.id, at: opened, email.id, email.name,
            ["Is Mobile Device": .boolean(generator.chance(40))])
        guard generator.chance(30) else { return }
        let clicked = opened.adding(seconds: Int64(10 + generator.below(600)))
        guard clicked < now else { return }
        add(
            lead, ActivityType.clickEmail.id, at: clicked, email.id, email.name,
            [
                "Link": .string("https://www.muster.example" + generator.pick(DemoNames.pages))
            ])
        change(lead, by: 3, at: clicked, "Score Clicks")
    }

    private mutating func form(_ person: DemoPeople.Person, _ lead: LeadID, _ generator: inout SeededGenerator) {
        let form = generator.pick(DemoNames.forms)
        let at = moment(person, &generator)
        add(
            lead, ActivityType.fillOutForm.id, at: at, assets.forms[form], form,
            [
                "Referrer URL": .string("https://www.muster.example/contact")
            ])
        change(lead, by: 10, at: at, "Score Forms")
    }

    /// What the scoring campaigns would have logged. They run for real only from now on.
    private mutating func change(_ lead: LeadID, by points: Int64, at: Instant, _ campaign: String) {
        add(
            lead, ActivityType.changeScore.id, at: at, Int64(LeadField.leadScore.id), LeadField.leadScore.displayName,
            [
                "Change Value": .string("+\(points)"),
                "Reason": .string("Changed by Smart Campaign Scoring.\(campaign)"),
            ])
    }

    private mutating func add(
        _ lead: LeadID, _ type: ActivityTypeID, at: Instant, _ primaryID: Int64?, _ primaryValue: String,
        _ attributes: JSONObject = [:]
    ) {
        activities.append(
            NewActivity(
                lead: lead, type: type, at: at, primaryID: primaryID, primaryValue: primaryValue, attributes: attributes
            ))
    }

    /// Some moment between the person's first day and now.
    private func moment(_ person: DemoPeople.Person, _ generator: inout SeededGenerator) -> Instant {
        let span = max(1, now.seconds - person.createdAt.seconds - 60)
        return person.createdAt.adding(seconds: Int64(generator.below(Int(span))))
    }

    private func name(_ person: DemoPeople.Person) -> String {
        [LeadField.firstName, .lastName].compactMap { person.values[$0]?.recordedText }.joined(separator: " ")
    }
}
