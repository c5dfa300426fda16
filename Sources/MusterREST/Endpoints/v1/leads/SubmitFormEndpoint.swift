import MusterModel
import MusterStore

/// `Submit Form`: Muster has no forms, so a submission is checked and then belongs to none.
///
/// A form whose name activities have is no form that could be submitted.
struct SubmitFormEndpoint: Endpoint {
    static let route = Route(.post, "/rest/v1/leads/submitForm.json")
    static let permission = PermissionRequirement.readWriteLead

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        guard try request.integer("formId") != nil else { throw APIError.missing("formId", in: request.family) }
        _ = try request.integer("programId")
        try Self.check(Self.submission(of: request), context.store.catalogs.leadFields)
        throw APIError.formNotFound
    }

    private static func submission(of request: APIRequest) throws(APIError) -> JSONObject {
        guard let input = request.json?.member(named: "input"), !input.isNull else {
            throw .missing("input", in: request.family)
        }
        guard let elements = input.array, elements.count == 1, let submission = elements[0].object else {
            throw .invalidType(input.jsonText, "JSON")
        }
        return submission
    }

    private static func check(_ submission: JSONObject, _ catalog: LeadFieldCatalog) throws(APIError) {
        guard let given = submission.member(named: "leadFormFields"), !given.isNull else {
            throw .missing("leadFormFields", in: .lead)
        }
        guard let fields = given.object else { throw .invalidType(given.jsonText, "JSON") }
        guard let email = fields[LeadField.email.name], !email.isNull,
            email.scalarText?.trimmingBlanks.isEmpty != true
        else {
            throw .missing(LeadField.email.name, in: .lead)
        }
        for member in fields.members {
            guard let field = catalog[restName: member.key], !field.isReadOnly,
                (try? field.value(from: member.value)) != nil
            else { throw .formInvalid }
        }
        if let visitor = submission.member(named: "visitorData"), !visitor.isNull, visitor.object == nil {
            throw .invalidType(visitor.jsonText, "JSON")
        }
        if let cookie = submission.member(named: "cookie") { _ = try MunchkinCookie.list(cookie) }
    }
}
