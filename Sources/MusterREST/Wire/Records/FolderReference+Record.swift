import MusterModel

extension JSONWriter {
    /// `{"id":640,"type":"Folder"}`: the id comes first, because clients search for it as text.
    mutating func folder(_ reference: FolderReference) {
        object {
            $0.member("id", reference.id)
            $0.member("type", reference.kind.rawValue)
        }
    }

    mutating func member(_ name: StaticString, _ reference: FolderReference) {
        key(name)
        folder(reference)
    }

    mutating func member(_ name: StaticString, orNull reference: FolderReference?) {
        key(name)
        if let reference { folder(reference) } else { null() }
    }
}
