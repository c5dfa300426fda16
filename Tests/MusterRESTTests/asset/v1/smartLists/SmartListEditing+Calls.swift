import HTTPTypes
import MusterModel
import MusterStore
import Testing

/// Words for building rules call by call.
extension APIFixture {
    func fieldID(_ name: String) throws -> Int {
        try #require(store.catalogs.leadFields.field(named: name)?.id)
    }

    /// Adds a rule and answers its id.
    @discardableResult
    func addRule(
        _ type: Int, _ kind: String, at index: Int, _ more: String = "", in list: Int64 = 1001
    ) async throws -> Int64 {
        let before = try await ruleIDs(list)
        let answer = try await post(
            "/rest/asset/v1/smartList/\(list)/rules.json",
            form: #"ruleId={"id":\#(type),"type":"\#(kind)"}&index=\#(index)\#(more)"#)
        #expect(answer.isSuccess, "\(answer.text)")
        return try #require(try await ruleIDs(list).first { !before.contains($0) })
    }

    /// - Parameter values: as they stand in a form.
    @discardableResult
    func setConstraint(
        _ rule: Int64, _ id: Int, _ kind: String, _ values: String, operator name: String? = nil,
        in list: Int64 = 1001
    ) async throws -> APIAnswer {
        let form =
            #"attributeId={"id":\#(id),"type":"\#(kind)"}&values=\#(values)"# + (name.map { "&operator=\($0)" } ?? "")
        let answer = try await post("/rest/asset/v1/smartList/\(list)/rule/\(rule).json", form: form)
        #expect(answer.isSuccess, "\(answer.text)")
        return answer
    }

    /// The ids of the triggers, then of the filters.
    func ruleIDs(_ list: Int64 = 1001) async throws -> [Int64] {
        let rules = try await rules(list)
        return ["triggers", "filters"].flatMap { rules[$0]?.array ?? [] }.compactMap { $0.object?["id"]?.integer }
    }

    func rules(_ list: Int64 = 1001) async throws -> JSONObject {
        try #require(try await get("/muster/v1/smartList/\(list)/rules.json").record)
    }
}
