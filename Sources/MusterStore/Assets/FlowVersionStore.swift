public import MusterModel
import MusterRules

extension StoreReader {
    /// The versions of a campaign's flow that were replaced, from `number` on, by ascending number.
    /// Those from before the campaign's first run, and those without people in them, are not kept.
    public func replacedFlowVersions(of campaign: SmartCampaignID, from number: Int) throws -> [FlowVersion] {
        try connection.all(
            "SELECT number, step_ids FROM flow_version WHERE campaign_id = ? AND number >= ? ORDER BY number",
            [.id(campaign), .int(Int64(number))]
        ) { row in
            FlowVersion(number: Int(row.int(0)), stepIDs: row.text(1).split(separator: " ").compactMap { Int64($0) })
        }
    }
}

extension StoreWriter {
    /// The number of the version that `flow` begins. What it replaces is kept while anybody may
    /// stand in it.
    func nextFlowVersion(of campaign: SmartCampaign, with flow: Flow) throws -> Int {
        let old = campaign.flow.steps.map(\.id)
        guard old != flow.steps.map(\.id) else { return campaign.flowVersion }
        if try !reader.mayHoldPeople(campaign.id) {
            try write(.detail, "DELETE FROM flow_version WHERE campaign_id = ?", [.id(campaign.id)])
        } else {
            try write(
                .detail, "INSERT INTO flow_version (campaign_id, number, step_ids) VALUES (?, ?, ?)",
                [
                    .id(campaign.id), .int(Int64(campaign.flowVersion)),
                    .text(old.map(String.init).joined(separator: " ")),
                ])
        }
        return campaign.flowVersion + 1
    }
}

extension Flow {
    /// As the `flow` column of a smart campaign holds it; lossless, unlike the wire form, which
    /// answers assets with their names of today.
    func storedJSON() -> JSONValue {
        ["steps": .array(steps.map { $0.storedJSON() })]
    }

    init(storedJSON: JSONValue) throws {
        let reader = try StoredObject(storedJSON, "flow")
        self.init(steps: try reader.array("steps").map(FlowStep.init(storedJSON:)))
    }
}

extension FlowStep {
    fileprivate func storedJSON() -> JSONValue {
        [
            "id": .integer(id), "name": .string(name), "type": .integer(typeID),
            "choices": .array(choices.map { $0.storedJSON() }),
        ]
    }

    fileprivate init(storedJSON: JSONValue) throws {
        let reader = try StoredObject(storedJSON, "step")
        self.init(
            id: try reader.integer("id"), name: try reader.text("name"), typeID: Int(try reader.integer("type")),
            choices: try reader.array("choices").map(FlowChoice.init(storedJSON:)))
    }
}

extension FlowChoice {
    fileprivate func storedJSON() -> JSONValue {
        var object: JSONObject = ["id": .integer(id)]
        // The member is missing where there is nothing to choose, and null where it is still to be chosen.
        object["condition"] = isUnfinished ? .null : condition?.storedJSON()
        object["parameters"] = .array(parameters.map { $0.storedJSON() })
        return .object(object)
    }

    fileprivate init(storedJSON: JSONValue) throws {
        let reader = try StoredObject(storedJSON, "choice")
        let id = try reader.integer("id")
        let parameters = try reader.array("parameters").map(FlowParameter.init(storedJSON:))
        switch reader.object["condition"] {
        case nil: self.init(id: id, parameters: parameters)
        case .null?: self = .unfinished(id: id, parameters: parameters)
        case let condition?: self.init(id: id, condition: try Rule(storedJSON: condition), parameters: parameters)
        }
    }
}

extension FlowParameter {
    fileprivate func storedJSON() -> JSONValue {
        var object: JSONObject = ["name": .string(name), "text": .string(value.text)]
        object["asset"] = value.assetID.map { .integer($0) }
        return .object(object)
    }

    fileprivate init(storedJSON: JSONValue) throws {
        let reader = try StoredObject(storedJSON, "parameter")
        let value = RuleValue(try reader.text("text"), assetID: reader.object["asset"]?.integer)
        self.init(try reader.text("name"), value)
    }
}

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
