/// *Get Program by Name*: tags and costs only when they are asked for.
struct GetProgramByNameEndpoint: AssetByNameEndpoint {
    typealias Reading = ProgramReading
    static let route = Route(.get, "/rest/asset/v1/program/byName.json")
}
