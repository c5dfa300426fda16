import MusterModel

/// `costs` of a program: `[{"startDate":"2015-01-01","cost":2000,"note":"…"}]`.
enum ProgramCosts {
    /// Empty when absent.
    static func read(_ request: APIRequest) throws(APIError) -> [ProgramCost] {
        guard let value = try request.embedded("costs") else { return [] }
        guard let elements = value.array else { throw .invalidType(value.jsonText, "JSON") }
        var costs: [ProgramCost] = []
        for element in elements {
            guard let object = element.object else { throw .invalidType(element.jsonText, "JSON") }
            costs.append(try cost(object))
        }
        return costs
    }

    private static func cost(_ object: JSONObject) throws(APIError) -> ProgramCost {
        guard let dateText = object.member(named: "startDate")?.scalarText else { throw .blank("startDate") }
        // Old examples give a time of day, which a cost does not have.
        guard let day = CalendarDay(String(dateText.trimmingBlanks.prefix(10))) else { throw .invalidDate(in: .asset) }
        guard let value = object.member(named: "cost"), !value.isNull else { throw .blank("cost") }
        guard let cost = APIRequest.integer(value) else {
            throw .invalidType(value.scalarText ?? value.jsonText, "Integer")
        }
        let note = object.member(named: "note")?.scalarText.flatMap { $0.isEmpty ? nil : $0 }
        return ProgramCost(startDate: day, cost: cost, note: note)
    }
}
