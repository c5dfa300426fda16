import MusterModel
import MusterStore
import MusterTesting
import Testing

@Suite struct EmailStoreTests {
    @Test("an e-mail reads back as it was made and as it was changed")
    func roundTrip() async throws {
        try await withStoreAndClock { store, clock in
            let made = try await store.write {
                try $0.createEmail(
                    name: "Invitation", folder: .folder(SystemAssets.emails), subject: "Hi {{lead.First Name}}",
                    fromName: "Ann", fromEmail: "ann@example.com", replyEmail: "re@example.com", html: "<p>é</p>",
                    text: "e", isOperational: true, isApproved: false)
            }
            let read = try #require(try store.read { try $0.email(made.id) })
            #expect(read.subject == "Hi {{lead.First Name}}")
            #expect(read.html == "<p>é</p>" && read.text == "e")
            #expect(
                read.fromName == "Ann" && read.fromEmail == "ann@example.com" && read.replyEmail == "re@example.com")
            #expect(read.isOperational && !read.isApproved)
            #expect(read.folder == .folder(SystemAssets.emails))

            clock.advance(seconds: 1)
            try await store.write { writer in
                var changed = read
                changed.subject = "Hello"
                changed.isApproved = true
                try writer.updateEmail(changed)
            }
            let changed = try #require(try store.read { try $0.email(named: "Invitation") })
            #expect(changed.subject == "Hello" && changed.isApproved && changed.isOperational)
            #expect(changed.createdAt == made.createdAt)
            #expect(changed.updatedAt == made.createdAt.adding(seconds: 1))
        }
    }
}
