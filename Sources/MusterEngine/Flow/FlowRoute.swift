import MusterFlows
import MusterModel
import MusterStore

/// Finds the way through a flow that may be edited while people are in it.
///
/// Places name steps by id, so that inserting, deleting and reordering steps loses nobody; the
/// remembered position only decides when the named step itself is gone.
struct FlowRoute {
    let steps: [CompiledStep]

    /// The step a person at `place` executes next; `nil` at the end of the flow.
    func step(at place: FlowPlace) -> CompiledStep? {
        if let after = place.afterStepID, let wait = index(of: after) { return step(wait + 1) }
        if let id = place.stepID, let index = index(of: id) { return step(index) }
        return step(place.stepIndex)
    }

    func step(at front: RunFront) -> CompiledStep? {
        if let id = front.stepID, let index = index(of: id) { return step(index) }
        return step(front.stepIndex)
    }

    func step(after step: CompiledStep) -> CompiledStep? {
        self.step((index(of: step.id) ?? step.index - 1) + 1)
    }

    var first: CompiledStep? { steps.first }

    private func step(_ index: Int) -> CompiledStep? { steps.indices.contains(index) ? steps[index] : nil }
    private func index(of id: Int64) -> Int? { steps.firstIndex { $0.id == id } }
}

extension FlowPlace {
    /// Ready to execute `step`, with the given place in the queue.
    static func ready(for step: CompiledStep, queuedAt: Instant) -> FlowPlace {
        FlowPlace(stepID: step.id, stepIndex: step.index, dueAt: queuedAt, isWaiting: false)
    }

    /// Waiting at `wait`. The step that follows now is remembered for when the wait is deleted.
    static func waiting(at wait: CompiledStep, next: CompiledStep?, until: Instant) -> FlowPlace {
        FlowPlace(
            stepID: next?.id, stepIndex: next?.index ?? wait.index + 1, afterStepID: wait.id, dueAt: until,
            isWaiting: true)
    }
}
