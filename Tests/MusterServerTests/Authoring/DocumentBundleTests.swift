import MusterModel
import Testing

@testable import MusterServer

@Suite struct DocumentBundleTests {
    @Test func listsOfAllFilesFollowEachOther() throws {
        let bundle = try DocumentBundle([
            YAMLDocument("campaigns:\n  - name: A\n  - name: B\n", file: "a.yaml"),
            YAMLDocument("timeZone: UTC\nCampaigns:\n  - name: C\n", file: "b.yaml"),
        ])
        #expect(bundle.json.object?["campaigns"]?.array?.count == 3)
        #expect(bundle.places["campaigns[1].name"] == SourcePlace(file: "a.yaml", line: 3, column: 5))
        #expect(bundle.places["campaigns[2].name"] == SourcePlace(file: "b.yaml", line: 3, column: 5))
        #expect(bundle.places["timeZone"]?.file == "b.yaml")
    }

    @Test func whatTwoFilesSayDifferentlyIsRefused() throws {
        let error = #expect(throws: SourceError.self) {
            try DocumentBundle([
                YAMLDocument("timeZone: UTC\ntokens: {A: 1}", file: "a.yaml"),
                YAMLDocument("tokens: {A: 2, B: 3}\ntimeZone: UTC", file: "b.yaml"),
            ])
        }
        #expect(
            error?.problems.map(\.description) == [
                "b.yaml:1:10: 'A' is given in another file too", "b.yaml:2:1: 'timeZone' is given in another file too",
            ])
    }

    @Test func everyUnreadableFileIsNamed() {
        let error = #expect(throws: SourceError.self) { try DocumentBundle(files: ["/nowhere/x.yaml", "/"]) }
        #expect(
            error?.problems.map(\.description) == [
                "/nowhere/x.yaml: there is no such file", "/: this is a folder; name the files in it",
            ])
    }
}
