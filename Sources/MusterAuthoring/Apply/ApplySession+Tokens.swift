import MusterAudience
import MusterFlows
import MusterModel
import MusterStore

extension ApplySession {
    func applyTokens(_ tokens: [AuthoredToken]) throws {
        for authored in tokens {
            guard let container = try container(of: authored.place, on: .marketingActivities) else { continue }
            let token = authored.token
            let existing = try reader.token(named: token.name, in: container)
            if existing != token { try writer.setToken(token, in: container) }
            let name = try qualified("{{my.\(token.name)}}", in: container)
            guard let existing else {
                record("token", name, nil, .created)
                continue
            }
            record("token", name, nil, changed: differing(["value": existing != token]))
        }
        // A value may name tokens of any program in which it is used, and those of this document follow one another.
        let nested = tokens.filter { $0.token.value.contains("{{") }
        guard !nested.isEmpty else { return }
        let anywhere = DeclaredTokens(try reader.tokensAnywhere(), areAll: true)
        for authored in nested { check(authored.token.value, at: authored.place.path, anywhere) }
    }

    /// A mail of a program is sent by campaigns of that program and by others; what it names must be declared where it
    /// is, above, or in a folder of the program. One that stands outside of programs is sent by any.
    func checkTexts(of mail: AuthoredEmail, in container: FolderReference) throws {
        let texts = mail.texts.filter { $0.text.contains("{{") }
        guard !texts.isEmpty else { return }
        var known = try reader.inheritedTokens(from: container)
        if let program = try reader.programID(containing: container) {
            for case .folder(let folder) in try reader.contents(of: program) {
                for token in try reader.tokens(in: .folder(folder.id)) { known[token.name.caseFolded] = token }
            }
        } else {
            known = try reader.tokensAnywhere()
        }
        let tokens = DeclaredTokens(known, areAll: true)
        for (member, text) in texts { check(text, at: "\(mail.place.path).\(member)", tokens) }
    }

    private func check(_ text: String, at path: String, _ tokens: DeclaredTokens) {
        let check = TokenCheck(leadFields: writer.catalogs.leadFields, declared: tokens, isInMail: true)
        for sentence in check.unknownNames(in: text) { problems.add(path, sentence) }
    }
}

extension AuthoredEmail {
    /// Those that the document gives, by their member.
    fileprivate var texts: [(member: String, text: String)] {
        let texts = [
            ("subject", subject), ("fromName", fromName), ("from", fromEmail), ("replyTo", replyEmail), ("html", html),
            ("text", text),
        ]
        return texts.compactMap { member, text in text.map { (member, $0) } }
    }
}
