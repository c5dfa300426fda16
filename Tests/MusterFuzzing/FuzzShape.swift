import HTTPTypes
import MusterModel

@testable import MusterREST

/// Ways for a request to be dear: large ones, and small ones that mean something large.
enum FuzzShape: String, CaseIterable, Sendable {
    // JSON
    case swollen, swollenLittle, brackets, braces, members, sameMember, escapes, surrogates, digits, exponents
    case numbers, brokenText, blanks
    // Forms
    case pairs, fitsSwollen, sameName, bracketedNames, percents, relaxedJSON
    // Multipart
    case parts, endlessPart, nearBoundaries, partHeaders, nestedBoundaries
    // The head
    case longPath, manySegments, longQuery, manyHeaders, longHeader, longContentType

    private enum Place { case json, form, multipart, head }
    private var place: Place {
        switch self {
        case .swollen, .swollenLittle, .brackets, .braces, .members, .sameMember, .escapes, .surrogates, .digits,
            .exponents, .numbers, .brokenText, .blanks:
            .json
        case .pairs, .fitsSwollen, .sameName, .bracketedNames, .percents, .relaxedJSON: .form
        case .parts, .endlessPart, .nearBoundaries, .partHeaders, .nestedBoundaries: .multipart
        case .longPath, .manySegments, .longQuery, .manyHeaders, .longHeader, .longContentType: .head
        }
    }

    /// Whether a body of this kind is read by a call that takes `body`.
    func fits(_ body: BodyForm) -> Bool {
        switch place {
        case .json: body != .ignored
        case .form: body != .ignored
        case .multipart: body == .parameters
        case .head: true
        }
    }
}

extension FuzzGenerator {
    /// A request of the shape for a route that it fits, of about so many bytes.
    mutating func dear(_ shape: FuzzShape, size: Int) -> FuzzRequest {
        let (route, _) = random.pick(routes.filter { shape.fits($0.body) })
        var request = FuzzRequest(
            route: route, method: HTTPRequest.Method(route.method.rawValue) ?? .get, uri: path(of: route),
            caller: random.chance(90) ? .everything : random.pick([.nobody, .unknown, .nothing]))
        let swelling = FuzzSwelling(size: size)
        let document = (try? JSONParser.parse(FuzzDocuments.pick(for: route.path, &random))) ?? .object([:])
        switch shape {
        case .swollen: request.body = json(swelling.swollen(document, &random))
        case .swollenLittle: request.body = json(FuzzSwelling(size: 2_000).swollen(document, &random))
        case .brackets: request.body = json(swelling.repeated("["))
        case .braces: request.body = json(swelling.repeated("{\"a\":"))
        case .members: request.body = json(around(swelling.repeated("\"a\u{E000}\":0", separator: ","), "{", "}"))
        case .sameMember:
            let name = document.object?.keys.first ?? "name"
            request.body = json(around(swelling.repeated("\"\(name)\":\(random.below(9))", separator: ","), "{", "}"))
        case .escapes: request.body = json(around(swelling.repeated("\\u0041\\n"), "{\"name\":\"", "\"}"))
        case .surrogates: request.body = json(around(swelling.repeated("\\ud83d\\ude00\\ud800"), "{\"name\":\"", "\"}"))
        case .digits: request.body = json(around(swelling.repeated("7"), "{\"id\":", "}"))
        case .exponents: request.body = json(around(swelling.repeated("9"), "{\"id\":1e", "}"))
        case .numbers: request.body = json(around(swelling.repeated("1e-300", separator: ","), "{\"input\":[", "]}"))
        case .brokenText:
            var bytes = swelling.swollen(document, &random)
            for _ in 0..<3 where !bytes.isEmpty {
                bytes[random.below(bytes.count)] = random.pick([0xFF, 0xC0, 0x00, 0x80, 0x22, 0x7B])
            }
            request.body = json(bytes)
        case .blanks: request.body = json(swelling.repeated(" \n") + Array("{}".utf8))
        case .pairs: request.body = form(swelling.repeated(random.pick(["a&", "&", "=&", "a=b&", "a\u{E000}=&"])))
        case .fitsSwollen:
            let value = swelling.swollen(document, &random)
            let name = document.object?.keys.first ?? "input"
            request.body = form(Array("\(name)=".utf8) + value.filter { ![0x26, 0x25, 0x2B].contains($0) })
        case .sameName:
            let name = document.object?.keys.first ?? "id"
            request.body = form(swelling.repeated("\(name)=\u{E000}", separator: "&"))
        case .bracketedNames:
            let name = random.pick(["folder", "parent", "root", document.object?.keys.first ?? "input"])
            request.body = form(swelling.repeated("\(name)[k\u{E000}]=1", separator: "&"))
        case .percents:
            request.body = form(
                Array("name=".utf8) + swelling.repeated(random.pick(["%41", "%", "%zz", "+", "%c3%a9"])))
        case .relaxedJSON:
            let name = random.pick(["folder", "parent", "root", document.object?.keys.first ?? "input"])
            let atom = random.pick(["[", "{a:", "{'a'=1,", "[1,", "7 ", "'", "x ", "[]"])
            request.body = form(Array("\(name)=".utf8) + swelling.repeated(atom))
        case .parts: request.body = multipart(swelling.repeated(Self.part + "v\r\n") + Array("--b--".utf8))
        case .endlessPart: request.body = multipart(Array(Self.part.utf8) + swelling.repeated("x\r\n"))
        case .nearBoundaries:
            let boundary = String(repeating: "-", count: 70)
            let bytes = Array("--\(boundary)\r\n".utf8) + swelling.repeated(random.pick(["-", "\r\n--", "\r\n\r\n--"]))
            request.body = FuzzBody(bytes, "multipart/form-data; boundary=\(boundary)")
        case .partHeaders:
            let atom = random.pick(["x: y\r\n", ";", "\"", "name=\"a\";", "\\\""])
            request.body = multipart(Array("--b\r\nContent-Disposition: form-data;".utf8) + swelling.repeated(atom))
        case .nestedBoundaries:
            request.body = multipart(
                swelling.repeated("--b\r\nContent-Type: multipart/mixed; boundary=b\u{E000}\r\n\r\n--b\u{E000}\r\n"))
        case .longPath: request.uri = request.uri.replacing("/", with: "/" + String(repeating: "a", count: size / 300))
        case .manySegments:
            request.uri = String(repeating: random.pick(["/.", "/", "/a/.."]), count: size / 300) + request.uri
        case .longQuery:
            let query = FuzzSwelling(size: min(size, 60_000)).repeated(
                random.pick([
                    "a&", "id=\u{E000}&", "folder[k\u{E000}]=1&", "%41", "filterValues=\u{E000}&", "fields=a,",
                ]))
            request.uri += "?" + String(decoding: query, as: UTF8.self)
        case .manyHeaders:
            for number in 0..<min(size / 40, 20_000) {
                if let name = HTTPField.Name("X-\(number % 1000)") {
                    request.headers.append(HTTPField(name: name, value: "v"))
                }
            }
        case .longHeader:
            let name = random.pick([HTTPField.Name.authorization, .acceptEncoding, .accept, .cookie, .expect])
            let atom = random.pick(["x", ",", "gzip;q=0,", " ", "Bearer ", ";"])
            request.headers[name] = String(repeating: atom, count: size / 10 / atom.count)
        case .longContentType:
            let atom = random.pick([";", "\"", ";a=b", "; boundary=x", "\\\""])
            request.body = FuzzBody(
                Array("{}".utf8), "multipart/form-data" + String(repeating: atom, count: min(size, 60_000) / atom.count)
            )
        }
        return request
    }

    private static let part = "--b\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\n"

    private func around(_ bytes: [UInt8], _ open: String, _ close: String) -> [UInt8] {
        Array(open.utf8) + bytes + Array(close.utf8)
    }
    private func json(_ bytes: [UInt8]) -> FuzzBody { FuzzBody(bytes, "application/json") }
    private func form(_ bytes: [UInt8]) -> FuzzBody { FuzzBody(bytes, "application/x-www-form-urlencoded") }
    private func multipart(_ bytes: [UInt8]) -> FuzzBody { FuzzBody(bytes, "multipart/form-data; boundary=b") }
}
