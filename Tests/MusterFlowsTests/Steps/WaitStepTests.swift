import Foundation
import MusterFlows
import MusterModel
import Testing

@Suite struct WaitStepTests {
    struct Example: Sendable, CustomTestStringConvertible {
        let now: String
        let parameters: [String: RuleValue]
        let until: String
        var testDescription: String {
            now + " "
                + parameters.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.text)" }.joined(separator: ", ")
        }
        init(_ now: String, _ parameters: [String: RuleValue], _ until: String) {
            self.now = now
            self.parameters = parameters
            self.until = until
        }
    }

    private func check(_ example: Example, _ bench: StepBench = StepBench()) throws {
        var bench = bench
        bench.now = example.now
        let decision = try bench.decide("Wait", example.parameters)
        #expect(decision.outcome == .done)
        #expect(decision.effects.isEmpty)
        guard case .wait(let until) = decision.next else {
            Issue.record("does not wait")
            return
        }
        #expect(until.iso8601 == example.until)
    }

    /// In Berlin: clocks go forward on 2026-03-29 at 2:00 and back on 2026-10-25 at 3:00.
    @Test(arguments: [
        Example("2026-03-06T16:00:00Z", ["Duration": "1 minute"], "2026-03-06T16:01:00Z"),
        Example("2026-03-06T16:00:00Z", ["Duration": "48 hours"], "2026-03-08T16:00:00Z"),
        Example("2026-03-06T16:00:00Z", ["Duration": "3 Days"], "2026-03-09T16:00:00Z"),
        Example("2026-03-28T12:00:00Z", ["Duration": "1 day"], "2026-03-29T11:00:00Z"),
        Example("2026-03-28T12:00:00Z", ["Duration": "24 hours"], "2026-03-29T12:00:00Z"),
        Example("2026-03-28T01:30:00Z", ["Duration": "1 day"], "2026-03-29T01:00:00Z"),
        Example("2026-01-31T12:00:00Z", ["Duration": "1 month"], "2026-02-28T12:00:00Z"),
        Example("2024-02-29T12:00:00Z", ["Duration": "1 year"], "2025-02-28T12:00:00Z"),
        Example("2026-03-06T16:00:00Z", ["Duration": "2 weeks"], "2026-03-20T16:00:00Z"),
    ])
    func duration(_ example: Example) throws { try check(example) }

    @Test(arguments: [
        // The documented example: Friday 17:00, 48 hours, Monday to Friday at 9:00.
        Example(
            "2026-03-06T16:00:00Z", ["Duration": "48 hours", "Ends On": "weekdays", "Time": "9:00"],
            "2026-03-09T08:00:00Z"),
        Example(
            "2026-03-06T16:00:00Z", ["Duration": "1 day", "Ends On": "Monday, Wednesday"], "2026-03-08T23:00:00Z"),
        Example("2026-03-06T16:00:00Z", ["Duration": "3 days", "Ends On": "Monday"], "2026-03-09T16:00:00Z"),
        Example("2026-03-06T16:00:00Z", ["Duration": "1 day", "Time": "17:00"], "2026-03-07T16:00:00Z"),
        Example("2026-03-06T16:00:00Z", ["Duration": "1 day", "Time": "9 AM"], "2026-03-08T08:00:00Z"),
        // Only this weekday is allowed and its time has passed: a week later.
        Example(
            "2026-03-06T16:00:00Z", ["Duration": "0 days", "Ends On": "Friday", "Time": "9:00"],
            "2026-03-13T08:00:00Z"),
        Example(
            "2026-03-06T02:00:00Z", ["Duration": "1 day", "Time": "9:00 - 17:00"], "2026-03-07T08:00:00Z"),
        Example(
            "2026-03-06T12:30:00Z", ["Duration": "1 day", "Time": "9:00-17:00"], "2026-03-07T12:30:00Z"),
        Example(
            "2026-03-06T20:00:00Z", ["Duration": "1 day", "Time": "9:00 AM - 5:00 PM"], "2026-03-08T08:00:00Z"),
        Example(
            "2026-03-06T20:00:00Z", ["Duration": "1 day", "Ends On": "weekend", "Time": "9:00"],
            "2026-03-08T08:00:00Z"),
    ])
    func durationThatEndsAtATime(_ example: Example) throws { try check(example) }

    @Test(arguments: [
        Example("2026-03-06T16:00:00Z", ["Date": "2026-03-31"], "2026-03-30T22:00:00Z"),
        Example("2026-03-06T16:00:00Z", ["Date": "2026-03-31", "Time": "9:00"], "2026-03-31T07:00:00Z"),
        Example("2026-03-06T16:00:00Z", ["Date": "2026-03-31 10:30"], "2026-03-31T08:30:00Z"),
        Example("2026-03-06T16:00:00Z", ["Date": "2026-03-31T10:30:00Z"], "2026-03-31T10:30:00Z"),
        Example("2026-03-06T16:00:00Z", ["Date": "2026-03-31", "Offset": "-3 days"], "2026-03-27T23:00:00Z"),
        Example("2026-03-06T16:00:00Z", ["Date": "{{my.Event}}", "Offset": "+{{my.Lag}}"], "2026-05-01T22:00:00Z"),
        Example("2026-03-06T16:00:00Z", ["Date": "{{system.date}}", "Offset": "1 day"], "2026-03-06T23:00:00Z"),
        Example(
            "2026-03-06T16:00:00Z",
            ["Date": "{{lead.Date of Birth}}", "Next Anniversary": "true", "Time": "8:00"], "2027-02-28T07:00:00Z"),
        Example(
            "2028-02-06T16:00:00Z", ["Date": "{{lead.Date of Birth}}", "Next Anniversary": "Yes"],
            "2028-02-28T23:00:00Z"),
        Example("2026-03-06T16:00:00Z", ["Date": "{{lead.Acquisition Date}}"], "2026-04-01T12:00:00Z"),
    ])
    func date(_ example: Example) throws {
        try check(
            example,
            StepBench(
                values: [
                    .dateOfBirth: .date(try #require(CalendarDay("1980-02-29"))),
                    .acquisitionDate: .instant(try #require(Instant(text: "2026-04-01T12:00:00Z"))),
                ], my: ["Event": "2026-05-01", "Lag": "1"]))
    }

    @Test func aTokenMayBeTheNumber() throws {
        let bench = StepBench(my: ["Days": "2"])
        try check(Example("2026-03-06T16:00:00Z", ["Duration": "{{my.Days}} days"], "2026-03-08T16:00:00Z"), bench)
    }

    @Test(
        arguments: [
            ["Duration": "{{my.Days}} days"], ["Duration": "{{lead.City}}"], ["Date": "{{lead.Date of Birth}}"],
            ["Date": "2026-03-05"], ["Date": "{{lead.City}}"], ["Date": "2026-12-01", "Offset": "{{lead.City}} days"],
        ] as [[String: RuleValue]])
    func withNothingToWaitForTheLeadGoesOnAtOnce(parameters: [String: RuleValue]) throws {
        #expect(try StepBench(values: [.city: .text("Bonn")]).decide("Wait", parameters).isSkipped)
    }

    @Test(arguments: ["0 days", "0 minutes"])
    func aWaitOfNothingIsNone(text: String) throws {
        #expect(try StepBench().decide("Wait", ["Duration": RuleValue(text)]).isUnchanged)
    }

    @Test(
        arguments: [
            ([:], "Duration: is missing; give a Duration or a Date"),
            (["Duration": "1 day", "Date": "2026-01-01"], "Date: cannot be given together with Duration"),
            (["Duration": "1 day", "Offset": "1 day"], "Offset: goes only with Date"),
            (["Date": "2026-01-01", "Ends On": "Monday"], "Ends On: goes only with Duration"),
            (["Date": "soon"], "Date: 'soon' is not a date such as 2026-03-31"),
            (["Date": "2026-01-01", "Offset": "3 weeks"], "Offset: '3 weeks' is not a number of days such as -3 days"),
            (["Date": "2026-01-01", "Time": "9:00-10:00"], "Time: '9:00-10:00' is not a time such as 9:00"),
            (["Date": "2026-01-01", "Next Anniversary": "maybe"], "Next Anniversary: is neither true nor false"),
            (
                ["Duration": "1 day", "Time": "17:00-9:00"], "Time: '17:00-9:00' ends before it begins"
            ),
            (
                ["Duration": "1 day", "Time": "25:00"],
                "Time: '25:00' is neither a time such as 9:00 nor a window such as 9:00 - 17:00"
            ),
            (
                ["Duration": "1 day", "Ends On": "Mon"],
                "Ends On: 'Mon' is not a weekday; write names such as Monday, or 'weekdays' or 'any'"
            ),
        ] as [([String: RuleValue], String)])
    func problems(parameters: [String: RuleValue], problem: String) throws {
        #expect(try StepBench.problems("Wait", parameters) == [problem])
    }

    /// Marketo accepts them and then does not wait.
    @Test(arguments: ["4 hrs", "1.5 days", "two weeks", "3", "-1 days"])
    func abbreviationsAreRefused(text: String) throws {
        let problem =
            "Duration: '\(text)' is not a duration; write a whole number and minutes, hours, days, weeks, months or years"
        #expect(try StepBench.problems("Wait", ["Duration": RuleValue(text)]) == [problem])
    }
}
