import Foundation
import MusterModel
import MusterStore

/// A database with a light and a dear question, and clients who ask and write beside others.
struct DoorScene {
    let path: String
    let people: Int
    /// What is answered at once.
    let light: String
    /// The dearest of counts: tens of thousands of texts are looked for in every town, and none is found.
    let count: String

    /// Of the server.
    var log: String { path + ".log" }

    init(_ path: String, people: Int) async throws {
        self.path = path
        self.people = people
        let instance = try await Instance(path: path)
        for start in stride(from: 0, to: people, by: 10_000) {
            let rows: [[LeadField: FieldValue]] = (start..<min(start + 10_000, people)).map { number in
                [.email: .text("p\(number)@e.example"), .city: .text("Town number \(number)")]
            }
            try await instance.store.write(.background) { writer in
                _ = try writer.createLeads(rows, origin: .api, loggingActivities: false)
            }
        }
        let filters = (0..<50).map { filter in
            let wards = (0..<800).map { #""ward \#(filter) \#($0)""# }.joined(separator: ",")
            return #"{"City":{"contains":[\#(wards)]}}"#
        }
        try await instance.apply(
            """
            {"smartLists":[{"name":"Bench door","match":"any","filters":[\(filters.joined(separator: ","))]}],
             "campaigns":[{"name":"Bench door","filters":[{"Country":"Germany"}],"flow":[{"Wait":"2 days"}]}]}
            """)
        guard let list = try instance.store.read({ try $0.smartList(named: "Bench door")?.id }) else {
            throw BenchmarkError("there is no list to count")
        }
        light = "/rest/asset/v1/smartCampaign/\(try instance.campaign("Bench door")).json"
        count = "/muster/v1/smartList/\(list)/count.json"
        try await instance.close()
    }

    /// Of the write-ahead log, in MiB.
    var logSize: Int {
        // There is none before the first write.
        let size = try? FileManager.default.attributesOfItem(atPath: path + "-wal")[.size] as? Int
        return (size ?? 0) >> 20
    }

    /// Eight clients, each with at most one request in 20 ms.
    func readers(_ server: ServerProcess) throws -> Load {
        try Load(server, connections: 8, every: .milliseconds(20)) { [light] connection, _ in
            try connection.get(light).expectSuccess()
        }
    }

    func writer(_ server: ServerProcess) throws -> Load {
        try Load(server, connections: 1, every: .milliseconds(10)) { [people] connection, index in
            let input = (0..<20).map { #"{"id":\#(1 + (index * 20 + $0) % people),"firstName":"Name \#(index)"}"# }
            try connection.post(
                "/rest/v1/leads.json",
                #"{"action":"updateOnly","lookupField":"id","input":[\#(input.joined(separator: ","))]}"#
            ).expectSuccess()
        }
    }
}
