import Foundation
import MusterFlows
import MusterModel
import Testing

@Suite struct StepCatalogTests {
    @Test func stepsAreInAlphabeticalOrder() {
        let names = StepCatalog.descriptions.map(\.name)
        #expect(names == names.sorted())
    }

    @Test func everyStepIsFoundByItsNameInAnyCaseAndByItsID() {
        for description in StepCatalog.descriptions {
            #expect(StepCatalog.type(named: description.name.uppercased())?.typeID == description.typeID)
            #expect(StepCatalog.type(id: description.typeID)?.name == description.name)
        }
        #expect(StepCatalog.type(named: "Change Scores") == nil)
        #expect(StepCatalog.type(id: 9999) == nil)
    }

    @Test func idsAreThoseOfTheActivityTypes() {
        let ids = Dictionary(uniqueKeysWithValues: StepCatalog.descriptions.map { ($0.name, $0.typeID) })
        #expect(
            ids == [
                "Add to List": 24, "Change Data Value": 13, "Change Score": 22, "Remove from Flow": 9602,
                "Remove from List": 25, "Request Campaign": 47, "Send Email": 6, "Wait": 9601,
            ])
    }

    @Test func parameterIDsAreUniqueOverAllSteps() {
        let ids = StepCatalog.descriptions.flatMap { $0.parameters.map(\.id) }
        #expect(Set(ids).count == ids.count)
        #expect(WaitStep.parameters.first?.id == 101)
    }

    @Test func stepsThatMusterRunsAreNotListedAsUnsupported() {
        for name in StepCatalog.unsupportedNames { #expect(StepCatalog.type(named: name) == nil, "\(name)") }
    }

    @Test func aDoNothingChoiceHasNoStep() throws {
        let step = FlowStep(name: "Wait", typeID: 9601, choices: [FlowChoice()])
        #expect(try StepCatalog.step(step.choices[0], of: step, leadFields: .standard) == nil)
    }

    @Test func aStepWhoseTypeIsGoneIsAProblem() {
        let step = FlowStep(name: "Dance", typeID: 4711, choices: [FlowChoice(parameters: [FlowParameter("a", "b")])])
        #expect(throws: RuleError.self) {
            try StepCatalog.step(step.choices[0], of: step, leadFields: .standard)
        }
    }

    /// One line in the catalogue and one test file for each file of the folder.
    @Test func folderAndCatalogueAgree() throws {
        let tests = URL(filePath: #filePath).deletingLastPathComponent()
        let sources = tests.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Sources/MusterFlows/Steps")
        let files = try FileManager.default.contentsOfDirectory(atPath: sources.path)
            .filter { $0.hasSuffix("Step.swift") }.map { $0.replacingOccurrences(of: ".swift", with: "") }
        #expect(files.sorted() == StepCatalog.types.map { String(describing: $0) }.sorted())
        for file in files {
            #expect(FileManager.default.fileExists(atPath: tests.appending(path: "\(file)Tests.swift").path), "\(file)")
        }
    }
}
