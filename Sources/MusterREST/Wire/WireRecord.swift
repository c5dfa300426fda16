import MusterModel

/// What one element of `result` is made of. Members are written in the order of the contract.
protocol WireRecord {
    func write(_ writer: inout JSONWriter)
}

/// A record whose bytes are there already.
struct WrittenRecord: WireRecord, Sendable {
    private let bytes: [UInt8]

    init(_ record: some WireRecord) {
        var writer = JSONWriter()
        record.write(&writer)
        bytes = writer.bytes
    }

    func write(_ writer: inout JSONWriter) { writer.raw(bytes) }
}

/// `{"id":1077}`: the answer of calls that only say which record they changed.
struct IDRecord: WireRecord {
    let id: Int64

    func write(_ writer: inout JSONWriter) {
        writer.object { $0.member("id", id) }
    }
}

/// What became of one custom or standard field: `{"name":"shoeSize","status":"created"}`, or
/// `skipped` with `reasons`.
struct FieldStatus: WireRecord {
    /// Absent when the record named no field.
    var name: String?
    var status: String
    var reasons: [APIError] = []

    func write(_ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("name", ifPresent: name)
            writer.member("status", status)
            writer.reasons(reasons)
        }
    }
}

/// What became of one record of a call that takes many: `{"id":7,"status":"added"}` or
/// `{"id":7,"status":"skipped","reasons":[…]}`.
struct RecordStatus: WireRecord {
    var id: Int64?
    var status: String
    var reasons: [APIError] = []

    static func skipped(_ id: Int64? = nil, _ reasons: APIError...) -> RecordStatus {
        RecordStatus(id: id, status: "skipped", reasons: reasons)
    }

    func write(_ writer: inout JSONWriter) {
        writer.object { writer in
            if let id { writer.member("id", id) }
            writer.member("status", status)
            writer.reasons(reasons)
        }
    }
}

extension JSONWriter {
    /// Nothing at all when there are none.
    fileprivate mutating func reasons(_ reasons: [APIError]) {
        guard !reasons.isEmpty else { return }
        key("reasons")
        array(reasons) { $1.write(&$0) }
    }
}
