import MusterModel
import MusterRules

/// The types of rules that a choice's condition may be of, by name.
struct FlowStepTypesRecord: WireRecord {
    let types: [FilterType]

    func write(_ writer: inout JSONWriter) {
        writer.object { writer in
            writer.key("flowStepTypes")
            writer.array(types) { RuleTypeRecord(type: $1).write(&$0) }
        }
    }
}
