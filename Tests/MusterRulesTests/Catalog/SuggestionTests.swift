import Testing

@testable import MusterRules

@Suite struct SuggestionTests {
    @Test(arguments: [
        ("Jbo Title", ["Job Title"]), ("job titel", ["Job Title"]), ("JobTitle", ["Job Title"]),
        ("Citty", ["City"]), ("xyzzy", []), ("", []), ("Lead Scor", ["Lead Score"]),
    ]) func nearest(_ name: String, _ expected: [String]) {
        #expect(Suggestion.nearest(to: name, among: ["Job Title", "City", "Lead Score", "Country"]) == expected)
    }

    @Test(
        "what is alike in one part alone has nothing to do with it",
        arguments: [
            ("crm@company.example", []), ("adm@company.example", ["ads@company.example"]),
            ("ads@compnay.example", ["ads@company.example"]), ("adscompany.example", ["ads@company.example"]),
            ("Spring Webinar.Remind", []), ("Spring Webiner.Invte", ["Spring Webinar.Invite"]), ("B", []),
        ]) func parts(_ name: String, _ expected: [String])
    {
        let names = ["ads@company.example", "sales@company.example", "Spring Webinar.Invite", "A"]
        #expect(Suggestion.nearest(to: name, among: names) == expected)
    }

    @Test func phrase() {
        #expect(Suggestion.phrase(for: "Citty", among: ["City"]) == "; did you mean 'City'?")
        #expect(Suggestion.phrase(for: "Tusday", among: ["Sunday", "Tuesday"]) == "; did you mean 'Tuesday'?")
        #expect(Suggestion.phrase(for: "Q", among: ["City"]) == "")
        #expect(Suggestion.phrase(for: "cat", among: ["car", "cab", "cow"]) == "; did you mean 'cab' or 'car'?")
    }

    @Test(arguments: [("", "abc", 3), ("abc", "", 3), ("abc", "abc", 0), ("abc", "acb", 1), ("kitten", "sitting", 3)])
    func distance(_ left: String, _ right: String, _ expected: Int) {
        #expect(Suggestion.editDistance(Array(left.unicodeScalars), Array(right.unicodeScalars)) == expected)
    }
}
