import MusterModel

extension StoreWriter {
    /// The flow with an id for each step, choice and choice's rule that has none. Ids that are
    /// there stay: people wait at steps by id.
    func withIDs(_ flow: Flow) throws -> Flow {
        let choices = flow.steps.flatMap(\.choices)
        var steps = IDBlock()
        var choiceIDs = IDBlock()
        var rules = IDBlock()
        try steps.reserve(flow.steps.count { $0.id == 0 }, .flowStep, self)
        try choiceIDs.reserve(choices.count { $0.id == 0 }, .flowChoice, self)
        try rules.reserve(choices.count { $0.condition?.id == 0 }, .rule, self)

        var flow = flow
        for step in flow.steps.indices {
            steps.number(&flow.steps[step].id)
            for choice in flow.steps[step].choices.indices {
                choiceIDs.number(&flow.steps[step].choices[choice].id)
                if var condition = flow.steps[step].choices[choice].condition {
                    rules.number(&condition.id)
                    flow.steps[step].choices[choice].condition = condition
                }
            }
        }
        return flow
    }
}

/// Ids taken from a sequence at once and handed out one by one.
struct IDBlock {
    private var next: Int64 = 0

    mutating func reserve(_ count: Int, _ sequence: IDSequence, _ writer: StoreWriter) throws {
        if count > 0 { next = try writer.nextIDs(sequence, count: count) }
    }

    mutating func number(_ id: inout Int64) {
        guard id == 0 else { return }
        id = next
        next += 1
    }
}
