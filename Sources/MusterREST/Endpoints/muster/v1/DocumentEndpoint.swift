/// A call whose body is a JSON document and nothing else.
protocol DocumentEndpoint: Endpoint {}

extension DocumentEndpoint {
    static func body(of route: Route) -> BodyForm { .json }
}
