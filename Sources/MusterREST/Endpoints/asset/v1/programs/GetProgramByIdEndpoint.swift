/// *Get Program by Id*, with tags and costs.
struct GetProgramByIdEndpoint: AssetByIDEndpoint {
    typealias Reading = ProgramReading
    static let route = Route(.get, "/rest/asset/v1/program/{id}.json")
}
