import MusterFlows
import MusterModel
import Testing

/// Single edits of a flow, and that nothing else moves.
@Suite struct FlowEditingTests {
    private static func choice(_ id: Int64) -> FlowChoice {
        FlowChoice(
            id: id, condition: Rule(name: "City", typeID: 5, kind: .attribute, operatorName: "is", conditions: []))
    }

    /// Steps 1 and 2; step 1 has the choices 11, 12, 13 and the default one 19.
    private static let flow = Flow(steps: [
        FlowStep(
            id: 1, name: "Wait", typeID: 9601, choices: [choice(11), choice(12), choice(13), FlowChoice(id: 19)]),
        FlowStep(id: 2, name: "Wait", typeID: 9601, choices: [FlowChoice(id: 29)]),
    ])

    private static func full(steps: Int, choices: Int) -> Flow {
        let choices = (1..<Int64(choices)).map { choice($0) } + [FlowChoice(id: 1000)]
        return Flow(steps: (1...Int64(steps)).map { FlowStep(id: $0, name: "Wait", typeID: 9601, choices: choices) })
    }

    @Test("a new step stands where it was put and does nothing yet", arguments: [0, 1, 2])
    func insert(position: Int) throws {
        var flow = Self.flow
        try flow.insertStep(WaitStep.self, at: position)
        #expect(flow.steps[position] == FlowStep(name: "Wait", typeID: 9601, choices: [FlowChoice()]))
        flow.steps.remove(at: position)
        #expect(flow == Self.flow)
    }

    @Test("a removed step takes its choices with it")
    func removeStep() throws {
        var flow = Self.flow
        try flow.removeStep(1)
        #expect(flow.steps == [Self.flow.steps[1]])
    }

    @Test("a new choice is the last before the default one, and unfinished")
    func addChoice() throws {
        var flow = Self.flow
        try flow.addChoice(toStep: 1)
        #expect(flow.steps[0].choices.map(\.id) == [11, 12, 13, 0, 19])
        #expect(flow.steps[0].choices[3].isUnfinished)
        #expect(flow.steps[1] == Self.flow.steps[1])
    }

    @Test(
        "a choice moves among those with a condition",
        arguments: [
            (11, 0, [11, 12, 13, 19]), (11, 1, [12, 11, 13, 19]), (11, 2, [12, 13, 11, 19]), (13, 0, [13, 11, 12, 19]),
            (12, 2, [11, 13, 12, 19]),
        ] as [(Int64, Int, [Int64])])
    func move(id: Int64, position: Int, order: [Int64]) throws {
        var flow = Self.flow
        try flow.moveChoice(id, ofStep: 1, to: position)
        #expect(flow.steps[0].choices.map(\.id) == order)
        #expect(flow.steps[1] == Self.flow.steps[1])
    }

    @Test("a removed choice leaves the others")
    func removeChoice() throws {
        var flow = Self.flow
        try flow.removeChoice(12, ofStep: 1)
        #expect(flow.steps[0].choices.map(\.id) == [11, 13, 19])
    }

    @Test("a changed choice keeps its id, whatever the change makes of it")
    func change() throws {
        var flow = Self.flow
        try flow.changeChoice(12, ofStep: 1) { choice, step in
            #expect(choice == Self.choice(12) && step.id == 1)
            return FlowChoice(condition: choice.condition, parameters: [FlowParameter("Duration", "1 day")])
        }
        #expect(flow.steps[0].choices.map(\.id) == [11, 12, 13, 19])
        #expect(flow.steps[0].choices[1].parameters == [FlowParameter("Duration", "1 day")])
    }

    struct Refusal: Sendable {
        let error: FlowEditError
        let flow: Flow
        let edit: @Sendable (inout Flow) throws -> Void

        init(
            _ error: FlowEditError, of flow: Flow = FlowEditingTests.flow,
            _ edit: @escaping @Sendable (inout Flow) throws -> Void
        ) {
            self.error = error
            self.flow = flow
            self.edit = edit
        }
    }

    private static let refusals: [Refusal] = [
        Refusal(.positionOutOfRange(maximum: 2)) { try $0.insertStep(WaitStep.self, at: -1) },
        Refusal(.positionOutOfRange(maximum: 2)) { try $0.insertStep(WaitStep.self, at: 3) },
        Refusal(.positionOutOfRange(maximum: 2)) { try $0.insertStep(WaitStep.self, at: .max) },
        Refusal(.tooManySteps(limit: 200), of: full(steps: 200, choices: 1)) {
            try $0.insertStep(WaitStep.self, at: 0)
        },
        Refusal(.unknownStep(3)) { try $0.removeStep(3) },
        Refusal(.unknownStep(3)) { try $0.addChoice(toStep: 3) },
        Refusal(.tooManyChoices(limit: 100), of: full(steps: 1, choices: 100)) { try $0.addChoice(toStep: 1) },
        Refusal(.unknownStep(3)) { try $0.moveChoice(11, ofStep: 3, to: 0) },
        // The choice of another step.
        Refusal(.unknownChoice(11)) { try $0.moveChoice(11, ofStep: 2, to: 0) },
        Refusal(.positionOutOfRange(maximum: 2)) { try $0.moveChoice(11, ofStep: 1, to: 3) },
        Refusal(.positionOutOfRange(maximum: 2)) { try $0.moveChoice(11, ofStep: 1, to: -1) },
        Refusal(.defaultMoved) { try $0.moveChoice(19, ofStep: 1, to: 0) },
        Refusal(.defaultMoved) { try $0.moveChoice(29, ofStep: 2, to: 0) },
        Refusal(.defaultRemoved) { try $0.removeChoice(19, ofStep: 1) },
        Refusal(.unknownChoice(14)) { try $0.removeChoice(14, ofStep: 1) },
        Refusal(.unknownStep(3)) { try $0.removeChoice(11, ofStep: 3) },
        Refusal(.unknownChoice(14)) { try $0.changeChoice(14, ofStep: 1) { choice, _ in choice } },
        Refusal(.unknownStep(3)) { try $0.changeChoice(11, ofStep: 3) { choice, _ in choice } },
    ]

    @Test("edits that are refused change nothing", arguments: refusals)
    func refused(refusal: Refusal) {
        var edited = refusal.flow
        #expect(throws: refusal.error) { try refusal.edit(&edited) }
        #expect(edited == refusal.flow)
    }

    @Test("99 choices and the default one are as many as fit, and so are 200 steps")
    func limits() throws {
        var flow = Self.full(steps: 199, choices: 99)
        try flow.insertStep(WaitStep.self, at: 199)
        try flow.addChoice(toStep: 7)
        #expect(flow.steps.count == 200 && flow.steps[6].choices.count == 100)
    }
}
