import MusterModel

/// A tag type. Its lists are texts, one with blanks after the commas and one without.
/// - Source: Adobe's examples.
struct TagTypeRecord: WireRecord {
    let type: TagType
    /// Browse leaves the values out.
    var includesValues = false

    func write(_ writer: inout JSONWriter) {
        writer.object {
            $0.member("tagType", type.name)
            $0.member("applicableProgramTypes", "[\(type.kinds.map(\.channelName).joined(separator: ","))]")
            $0.member("required", type.isRequired)
            if includesValues { $0.member("allowableValues", "[\(type.allowedValues.joined(separator: ", "))]") }
        }
    }
}
