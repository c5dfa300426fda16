import HTTPTypes
import MusterModel
import MusterTesting

@testable import MusterREST

/// Makes calls of every route that is built: right, nearly right, and hostile.
struct FuzzGenerator {
    let routes: [(route: Route, body: BodyForm)]
    var random: SeededGenerator
    /// Page tokens of earlier answers.
    private var pageTokens = [""]

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
        routes = EndpointCatalog.built.flatMap { type in type.routes.map { ($0, type.body(of: $0)) } }
    }

    mutating func learn(from answer: JSONObject?) {
        guard let token = answer?["nextPageToken"]?.text else { return }
        pageTokens = pageTokens.suffix(20) + [token]
    }

    mutating func next() -> FuzzRequest {
        let (route, body) = random.pick(routes)
        // Moving the clock and creating instances cost most and show least.
        if ["/muster/v1/clock.json", "/muster/v1/apply.json"].contains(route.path), random.chance(70) { return next() }
        var request = FuzzRequest(
            route: route, method: HTTPRequest.Method(route.method.rawValue) ?? .get, uri: path(of: route),
            caller: caller())
        var query: [(String, String)] = []
        switch random.below(20) {
        case 0: request.method = random.pick([.get, .post, .put, .delete, .head, .options, .patch, .trace])
        case 1, 2:
            query.append(
                ("_method", random.chance(80) ? route.method.rawValue : random.pick(["", "get", "NOPE", "PUT"])))
            request.method = .post
        default: break
        }
        let isJSON = body == .json ? random.chance(90) : random.chance(body == .ignored ? 5 : 35)
        if isJSON || request.method == .put {
            query += random.chance(20) ? parameters(most: 2) : []
            request.body = .json(document(for: route))
            if random.chance(3) { request.body = FuzzBody(Array(document(for: route).utf8), contentType()) }
        } else if request.method == .post, random.chance(60) {
            request.body = form(fitting(route))
        } else {
            query += fitting(route)
        }
        if !query.isEmpty { request.uri += "?" + encoded(query) }
        if random.chance(5) { request.headers[.acceptEncoding] = random.pick(["gzip", "*", "gzip;q=0", "br, gzip"]) }
        return request
    }

    private mutating func caller() -> FuzzRequest.Caller {
        switch random.below(50) {
        case 0: .nothing
        case 1: .unknown
        case 2: .nobody
        default: .everything
        }
    }

    private mutating func contentType() -> String? {
        random.pick([
            nil, "", "text/plain", "application/json;charset=latin1", "APPLICATION/JSON", "application/xml", "/",
        ])
    }

    mutating func path(of route: Route) -> String {
        var segments: [String] = []
        for segment in route.segments {
            switch segment {
            case .literal(let text): segments.append(text)
            case .slot(let name, let suffix):
                let text = Route.isNumeric(slot: name) ? FuzzValues.id(&random) : FuzzValues.text(.name, &random)
                segments.append(Self.percentEncoded(random.chance(95) ? text : FuzzValues.anything(&random)) + suffix)
            }
        }
        let path = "/" + segments.joined(separator: "/")
        switch random.below(60) {
        case 0: return path.replacing("/v1", with: "//v1/.")
        case 1: return "/x/.." + path
        case 2: return path + random.pick(["/", "/..", "x", "/../../../..", "%2F", "%", "%ff", "%00"])
        case 3: return path.replacing(".json", with: random.pick(["", ".JSON", ".xml", ".json.json"]))
        default: return path
        }
    }

    private mutating func parameters(most: Int) -> [(String, String)] {
        random.some(0...most) { random in
            let (name, kind) = random.pick(FuzzValues.parameters)
            let spelling =
                random.chance(95) ? name : random.pick([name.uppercased(), " \(name) ", name + "[id]", "", "x"])
            return (spelling, FuzzValues.text(kind, &random))
        }
    }

    /// What the route asks for, with something missing, wrong or added.
    private mutating func fitting(_ route: Route) -> [(String, String)] {
        guard random.chance(75),
            let members = (try? JSONParser.parse(FuzzDocuments.pick(for: route.path, &random)))?.object?.members
        else { return parameters(most: 6) }
        var given = members.map { ($0.key, $0.value.text ?? $0.value.jsonText) }
        for index in given.indices where given[index].1 == FuzzCalls.pageToken {
            given[index].1 = random.pick(pageTokens)
        }
        if !given.isEmpty, random.chance(25) {
            let index = random.below(given.count)
            given[index].1 = FuzzValues.anything(&random)
            if random.chance(30) { given.remove(at: index) }
        }
        return given + (random.chance(40) ? parameters(most: 2) : [])
    }

    private mutating func document(for route: Route) -> String {
        if random.chance(12) {
            var object = JSONObject()
            for _ in 0..<random.number(0...6) {
                let (name, kind) = random.pick(FuzzValues.parameters)
                object[name] = FuzzValues.json(kind, &random)
            }
            return JSONValue.object(object).jsonText
        }
        return FuzzDocuments.bent(FuzzDocuments.pick(for: route.path, &random), &random)
    }

    private mutating func form(_ parameters: [(String, String)]) -> FuzzBody {
        guard random.chance(20) else { return .form(encoded(parameters)) }
        let boundary = random.pick(["b", "----x", String(repeating: "y", count: 71), ""])
        var text = ""
        for (name, value) in parameters {
            text += "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
        }
        text += "--\(boundary)--\r\n"
        if random.chance(30) { text = String(text.dropLast(random.number(0...min(20, text.count)))) }
        return .multipart(text, boundary: boundary)
    }

    private mutating func encoded(_ parameters: [(String, String)]) -> String {
        parameters.map { name, value in
            switch random.below(40) {
            case 0: return Self.percentEncoded(name)
            case 1: return "%zz=%e9%"
            case 2: return Self.percentEncoded(name) + "=" + value.filter { $0.isASCII && $0.isLetter || $0 == "%" }
            default: return Self.percentEncoded(name) + "=" + Self.percentEncoded(value)
            }
        }.joined(separator: "&")
    }

    private static func percentEncoded(_ text: String) -> String {
        text.utf8.map { byte in
            let scalar = Unicode.Scalar(byte)
            let isPlain =
                byte < 0x80
                && (scalar.properties.isAlphabetic || "0123456789-._~{}\":,".unicodeScalars.contains(scalar))
            return isPlain ? String(scalar) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }
}
