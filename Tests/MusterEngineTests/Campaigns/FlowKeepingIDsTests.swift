import MusterModel
import Testing

@testable import MusterEngine

/// Which steps a replaced flow carries on.
@Suite struct FlowKeepingIDsTests {
    private static func mail(_ id: Int64, _ email: Int64?) -> FlowStep {
        let parameters = email.map { [FlowParameter("Email", RuleValue("Mail \($0)", assetID: $0))] } ?? []
        return FlowStep(
            id: id, name: "Send Email", typeID: SendEmailStep.typeID, choices: [FlowChoice(parameters: parameters)])
    }
    private static func wait(_ id: Int64, _ duration: String) -> FlowStep {
        FlowStep(
            id: id, name: "Wait", typeID: WaitStep.typeID,
            choices: [FlowChoice(parameters: [FlowParameter("Duration", RuleValue(duration))])])
    }

    private func ids(_ new: [FlowStep], keepingThoseOf old: [FlowStep]) -> [Int64] {
        Flow(steps: new).keepingIDs(of: Flow(steps: old)).steps.map(\.id)
    }

    @Test("a step that sends another mail is another step, one that sends the same mail and more is not")
    func mails() {
        let old = [Self.mail(1, 10), Self.wait(2, "1 day"), Self.mail(3, 11)]
        #expect(ids([Self.mail(0, 12), Self.wait(0, "1 day"), Self.mail(0, 11)], keepingThoseOf: old) == [0, 2, 3])
        #expect(ids([Self.mail(0, 11), Self.wait(0, "1 day"), Self.mail(0, 10)], keepingThoseOf: old) == [3, 2, 1])
        var both = Self.mail(0, 10)
        both.choices.insert(
            FlowChoice.unfinished(parameters: [FlowParameter("Email", RuleValue("Mail 12", assetID: 12))]), at: 0)
        #expect(ids([both, Self.wait(0, "1 day")], keepingThoseOf: old) == [1, 2])
        #expect(ids([Self.mail(0, 10)], keepingThoseOf: [Self.mail(1, nil)]) == [1], "nobody has got anything there")
    }

    @Test("a changed wait is the wait at its place, not the first one")
    func waits() {
        let old = [Self.wait(1, "1 day"), Self.mail(2, 10), Self.wait(3, "2 days"), Self.mail(4, 11)]
        #expect(
            ids([Self.mail(0, 10), Self.wait(0, "3 days"), Self.mail(0, 11)], keepingThoseOf: old) == [2, 3, 4])
    }
}
