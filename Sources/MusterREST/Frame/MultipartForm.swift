import MusterModel

/// Reads the parts of a `multipart/form-data` body (RFC 7578) as parameters.
struct MultipartForm {
    private let body: [UInt8]
    private let delimiter: [UInt8]
    private var position = 0

    /// `nil` for a body that is broken: no boundary, no end, a part without a name, not UTF-8.
    static func parameters(of body: [UInt8], contentType: ContentType) -> ParameterList? {
        guard let boundary = contentType.parameter("boundary"), (1...70).contains(boundary.utf8.count) else {
            return nil
        }
        var form = MultipartForm(body: body, delimiter: Array("--\(boundary)".utf8))
        return form.parameters()
    }

    private init(body: [UInt8], delimiter: [UInt8]) {
        self.body = body
        self.delimiter = delimiter
    }

    private mutating func parameters() -> ParameterList? {
        var list = ParameterList()
        guard let start = find(delimiter, from: 0) else { return nil }
        position = start + delimiter.count
        while true {
            if starts(with: "--") { return list }
            guard starts(with: "\r\n") else { return nil }
            position += 2
            guard let headerEnd = find(Array("\r\n\r\n".utf8), from: position),
                let end = find(Array("\r\n".utf8) + delimiter, from: headerEnd + 2),
                let name = name(in: body[position..<headerEnd]),
                let value = String(validating: body[min(headerEnd + 4, end)..<end], as: UTF8.self)
            else { return nil }
            list.append(name, value)
            position = end + 2 + delimiter.count
        }
    }

    private func name(in headers: ArraySlice<UInt8>) -> String? {
        for line in headers.split(separator: UInt8(ascii: "\n")) {
            guard let text = String(validating: line, as: UTF8.self)?.trimmingBlanks,
                text.lowercased().hasPrefix("content-disposition:")
            else { continue }
            return ContentType(String(text.dropFirst("content-disposition:".count)))?.parameter("name")
        }
        return nil
    }

    private func starts(with text: String) -> Bool { body[position...].starts(with: text.utf8) }

    private func find(_ needle: [UInt8], from start: Int) -> Int? {
        guard start >= 0, start <= body.count, body.count - start >= needle.count, let first = needle.first else {
            return nil
        }
        var index = start
        while index + needle.count <= body.count {
            guard let candidate = body[index...(body.count - needle.count)].firstIndex(of: first) else { return nil }
            if body[candidate...].starts(with: needle) { return candidate }
            index = candidate + 1
        }
        return nil
    }
}
