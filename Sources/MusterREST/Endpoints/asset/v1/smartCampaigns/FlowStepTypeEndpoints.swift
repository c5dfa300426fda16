import MusterAudience
import MusterFlows
import MusterModel
import MusterRules
import MusterStore

/// The kinds of flow steps that Muster runs, with what each can be told.
struct GetFlowStepsEndpoint: Endpoint {
    static let route = Route(.get, "/rest/asset/v1/smartCampaign/flowSteps.json")
    static let permission = PermissionRequirement.readOnlyAssets

    func handle(_ request: APIRequest, _ context: APIContext) -> APIResult {
        .record(FlowStepsRecord(steps: StepCatalog.descriptions))
    }
}

/// The kinds of flow steps, by name. The id of a constraint is the `activityTypeAttribId` of a
/// choice's attributes.
struct FlowStepsRecord: WireRecord {
    let steps: [StepDescription]

    func write(_ writer: inout JSONWriter) {
        writer.object { writer in
            writer.key("flowSteps")
            writer.array(steps) { writer, step in
                writer.object { writer in
                    writer.member("id", step.typeID)
                    writer.member("name", step.name)
                    writer.key("constraints")
                    writer.array(Array(step.parameters.enumerated())) { writer, item in
                        Self.write(item.element, isPrimary: item.offset == 0, &writer)
                    }
                }
            }
        }
    }

    /// A parameter is set and not compared, and no column is behind it, so the members of a rule's
    /// constraint that say how and with what it is compared are left out.
    private static func write(_ parameter: StepParameter, isPrimary: Bool, _ writer: inout JSONWriter) {
        writer.object {
            $0.member("id", parameter.id)
            $0.member("name", parameter.name)
            $0.member("dataType", parameter.kind.dataType)
            $0.member("primary", isPrimary)
            $0.member("type", "standard")
        }
    }
}

/// The types of rules that may be the condition of a choice: attributes and memberships.
struct GetFlowStepTypesEndpoint: Endpoint {
    static let route = Route(.get, "/rest/asset/v1/smartCampaign/flowStepTypes.json")
    static let permission = PermissionRequirement.readOnlyAssets

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        let types = try context.store.read { $0.ruleCatalog.filters.filter { $0.kind == .attribute } }
        return .record(FlowStepTypesRecord(types: types))
    }
}

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
