import MusterModel
import MusterStore
import MusterTesting
import Testing

@Suite struct TagTypeStoreTests {
    @Test("a tag type reads back as it was saved, and is replaced by name")
    func roundTrip() async throws {
        try await withStore { store in
            let region = TagType(
                name: "Region", isRequired: true, kinds: [.webinar, .standard], allowedValues: ["b, \"c\"", "a"])
            let other = TagType(name: "Owner", isRequired: false, kinds: [.email], allowedValues: ["x"])
            let revision = store.position.records
            try await store.write { writer in
                try writer.saveTagType(region)
                try writer.saveTagType(other)
            }
            #expect(store.position.records > revision)
            try store.read { reader throws in
                #expect(try reader.tagTypes() == [other, region])
                #expect(try reader.tagType(named: "Region") == region)
                #expect(try reader.tagType(named: "region") == nil)
            }
            var changed = region
            changed.isRequired = false
            changed.kinds = [.event]
            changed.allowedValues = ["z"]
            try await store.write { [changed] in try $0.saveTagType(changed) }
            #expect(try store.read { try $0.tagTypes() } == [other, changed])
        }
    }

    @Test("a program keeps a value that its tag type no longer allows")
    func kept() async throws {
        try await withStore { store in
            let tag = ProgramTag(type: "Region", value: "EMEA")
            let program = try await store.write { writer in
                try writer.saveTagType(
                    TagType(name: "Region", isRequired: false, kinds: [.standard], allowedValues: ["EMEA"]))
                let program = try writer.createProgram(
                    name: "P", kind: .standard, channel: "Blog", folder: .folder(4), tags: [tag])
                try writer.saveTagType(
                    TagType(name: "Region", isRequired: false, kinds: [.event], allowedValues: ["APAC"]))
                return program.id
            }
            #expect(try store.read { try $0.program(program)?.tags } == [tag])
        }
    }
}
