import MusterFlows
import MusterModel
import Testing

@Suite struct TokenUseTests {
    private func use(_ text: String) -> TokenUse { TemplateText(text, leadFields: .standard).use }

    @Test func tellsWhatATextReads() {
        let use = use("{{lead.City}} {{company.Industry}} {{my.A}} {{trigger.Link}} {{lead.Nope}} {{system.date}}")
        #expect(use.fields == [.city, .industry])
        #expect(use.myTokens == ["a"])
        #expect(use.usesTrigger)
        #expect(use.unknown == ["lead.Nope"])
    }

    @Test func aTextWithoutTokensReadsNothing() {
        #expect(use("plain") == .none)
    }

    @Test func followsMyTokensAndStopsAtLoops() throws {
        let scope = try StepBench(my: ["A": "{{my.B}} {{lead.City}}", "B": "{{my.A}} {{lead.State}} {{x.y}}"]).scope()
        #expect(use("{{my.A}}").fields(in: scope) == [.city, .state])
        #expect(use("{{my.A}} {{my.C}}").unknownTokens(in: scope) == ["x.y", "my.c"])
    }

    @Test func anOverrideReadsWhatItsOwnTextReads() throws {
        var scope = try StepBench(my: ["A": "{{lead.City}}"]).scope()
        scope.overrides = TokenOverrides(["a": "{{trigger.Link}}", "b": "x"], leadFields: .standard)
        #expect(use("{{my.A}}").fields(in: scope).isEmpty)
        #expect(use("{{my.A}}").expanded(in: scope).usesTrigger)
        #expect(use("{{my.B}}").unknownTokens(in: scope) == ["my.b"], "nobody defines it")
    }

    @Test func aUnionHasBoth() {
        let union = use("{{lead.City}} {{x.y}}").union(use("{{my.A}} {{x.y}} {{trigger.Name}}"))
        #expect(union.fields == [.city])
        #expect(union.myTokens == ["a"])
        #expect(union.usesTrigger)
        #expect(union.unknown == ["x.y"])
    }

    @Test(.timeLimit(.minutes(10))) func textsOfManyTokensTakeNoTime() throws {
        let text = (0..<50_000).map { "{{x.\($0)}}{{my.\($0)}}" }.joined()
        let scope = try StepBench(my: ["A": text, "B": text.replacing("x.", with: "y.") + "{{my.A}}"]).scope()
        #expect(use("{{my.B}}").unknownTokens(in: scope).count == 150_000)
    }
}
