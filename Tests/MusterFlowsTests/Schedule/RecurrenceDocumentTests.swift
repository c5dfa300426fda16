import MusterFlows
import MusterModel
import Testing

@Suite struct RecurrenceDocumentTests {
    /// Each is written back as it was read.
    @Test(arguments: [
        #"{"startAt":"2026-03-02T08:00:00Z+0000","intervalType":"Daily","interval":2,"weekdayOnly":true}"#,
        #"{"startAt":"2026-03-02T08:00:00Z+0000","endAt":"2026-04-02T08:00:00Z+0000","intervalType":"Weekly","interval":1,"weekdayOnly":false,"weekdayMask":["Monday","Friday"]}"#,
        #"{"startAt":"2026-03-02T08:00:00Z+0000","intervalType":"Monthly","interval":1,"weekdayOnly":false,"dayOfMonth":31}"#,
        #"{"startAt":"2026-03-02T08:00:00Z+0000","intervalType":"Monthly","interval":3,"weekdayOnly":false,"dayOfWeek":"Tuesday","weekOfMonth":2}"#,
        #"{"startAt":"2026-03-02T08:00:00Z+0000","intervalType":"Monthly","interval":3,"weekdayOnly":false}"#,
    ])
    func roundTrips(text: String) throws {
        let recurrence = try #require(try RecurrenceDocument.read(JSONParser.parse(text)))
        #expect(JSONValue.object(RecurrenceDocument.json(recurrence)).jsonText == text)
    }

    @Test(arguments: ["null", "{}", #"{"weekdayOnly":false}"#, #"{"intervalType":null,"startAt":null}"#])
    func noSchedule(text: String) throws {
        #expect(try RecurrenceDocument.read(JSONParser.parse(text)) == nil)
    }

    @Test func withoutAScheduleOnlyTheFlagIsWritten() {
        #expect(JSONValue.object(RecurrenceDocument.json(nil)).jsonText == #"{"weekdayOnly":false}"#)
    }

    @Test func readsWhatPeopleWrite() throws {
        let text =
            #"{"startAt":"2026-03-02T09:00:00.5+01:00","intervalType":"weekly","interval":"2","weekdayMask":"friday, Monday,friday","weekdayOnly":"false"}"#
        let recurrence = try #require(try RecurrenceDocument.read(JSONParser.parse(text)))
        #expect(
            recurrence
                == Recurrence(
                    startAt: Instant(seconds: 1_772_438_400), interval: .weekly, every: 2,
                    weekdays: [.monday, .friday]))
    }

    @Test(arguments: [
        (#"[]"#, [": a recurrence is a JSON object or null"]),
        (#"{"startAt":"2026-03-02"}"#, ["intervalType: is missing; it is Daily, Weekly or Monthly"]),
        (#"{"intervalType":"Daily"}"#, ["startAt: is missing"]),
        (
            #"{"startAt":"soon","intervalType":"Hourly","interval":0}"#,
            [
                "startAt: is not a date-time such as 2026-03-31T09:00:00Z",
                "intervalType: is not Daily, Weekly or Monthly", "interval: is not a whole number from 1 to 1000",
            ]
        ),
        (
            #"{"startAt":"2026-03-02","endAt":"2026-03-01","intervalType":"Daily"}"#, ["endAt: is before startAt"]
        ),
        (
            #"{"startAt":"2026-03-02","intervalType":"Weekly","weekdayOnly":true}"#,
            ["weekdayOnly: goes only with Daily"]
        ),
        (
            #"{"startAt":"2026-03-02","intervalType":"Daily","weekdayMask":["Monday"]}"#,
            ["weekdayMask: goes only with Weekly"]
        ),
        (
            #"{"startAt":"2026-03-02","intervalType":"Weekly","weekdayMask":["Monday","Tusday"]}"#,
            ["weekdayMask[1]: 'Tusday' is not a weekday; did you mean 'Tuesday'?"]
        ),
        (
            #"{"startAt":"2026-03-02","intervalType":"Daily","dayOfMonth":3}"#, ["dayOfMonth: goes only with Monthly"]
        ),
        (
            #"{"startAt":"2026-03-02","intervalType":"Monthly","dayOfMonth":3,"dayOfWeek":"Monday","weekOfMonth":1}"#,
            ["dayOfMonth: cannot be given together with dayOfWeek and weekOfMonth"]
        ),
        (
            #"{"startAt":"2026-03-02","intervalType":"Monthly","dayOfWeek":"Monday"}"#,
            ["weekOfMonth: is missing; it goes with dayOfWeek"]
        ),
        (
            #"{"startAt":"2026-03-02","intervalType":"Monthly","dayOfWeek":"Monday","weekOfMonth":5}"#,
            ["weekOfMonth: is not a whole number from 1 to 4"]
        ),
        (
            #"{"startAt":"2026-03-02","intervalType":"Monthly","weekOfMonth":1}"#,
            ["dayOfWeek: is missing; it goes with weekOfMonth"]
        ),
        (
            #"{"startAt":"2026-03-02","intervalType":"Daily","intervall":2}"#,
            ["intervall: is not known; did you mean 'interval'?"]
        ),
    ])
    func problems(text: String, expected: [String]) throws {
        let json = try JSONParser.parse(text)
        let error = #expect(throws: RuleError.self) { try RecurrenceDocument.read(json) }
        #expect(error?.diagnostics.map { "\($0.path): \($0.message)" } == expected)
    }
}
