import MusterModel

/// Tokens of one folder or program. Unlike campaigns and lists, the folder's id is in `value`.
struct FolderTokensRecord: WireRecord {
    let container: FolderReference
    let tokens: [MyToken]
    /// The same for all of them.
    let computedURL: String

    func write(_ writer: inout JSONWriter) {
        writer.object { writer in
            writer.key("folder")
            writer.object {
                $0.member("type", container.kind.rawValue)
                $0.member("value", container.id)
            }
            writer.key("tokens")
            writer.array(tokens) { writer, token in
                writer.object {
                    $0.member("name", token.name)
                    $0.member("type", token.kind.rawValue)
                    $0.member("value", token.value)
                    $0.member("computedUrl", computedURL)
                }
            }
        }
    }
}
