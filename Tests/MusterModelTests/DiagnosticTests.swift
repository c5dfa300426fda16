import MusterModel
import Testing

@Suite struct DiagnosticTests {
    @Test func pathsGrowFromTheInside() {
        let inner = Diagnostic("[0]", "is empty").inside("values").inside("conditions[1]").inside("filters[2]")
        #expect(inner.description == "filters[2].conditions[1].values[0]: is empty")
        #expect(Diagnostic("", "is missing").inside("steps").description == "steps: is missing")
        #expect(Diagnostic("", "is missing").description == "is missing")
    }

    @Test func anErrorListsEverything() {
        let error = RuleError([Diagnostic("a", "x"), Diagnostic("b", "y")])
        #expect(error.description == "a: x; b: y")
    }
}
