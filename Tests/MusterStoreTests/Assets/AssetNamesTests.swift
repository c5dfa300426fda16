import MusterModel
import MusterStore
import MusterTesting
import Testing

@Suite struct AssetNamesTests {
    /// Global list `VIPs` 1001; programs `Spring` 1001 with lists `VIPs` 1002 and, in a folder,
    /// `Guests` 1003, and `Spring.Two` 1002 with list `VIPs` 1004.
    private static func plant(_ store: Store) async throws {
        try await store.write { writer in
            _ = try writer.createStaticList(name: "VIPs", description: nil, folder: .folder(12))
            let spring = try writer.createProgram(name: "Spring", kind: .standard, channel: "Blog", folder: .folder(4))
            _ = try writer.createStaticList(name: "VIPs", description: nil, folder: .program(spring.id))
            let folder = try writer.createFolder(name: "Lists", description: nil, parent: .program(spring.id))
            _ = try writer.createStaticList(name: "Guests", description: nil, folder: .folder(folder.id))
            let two = try writer.createProgram(name: "Spring.Two", kind: .standard, channel: "Blog", folder: .folder(4))
            _ = try writer.createStaticList(name: "VIPs", description: nil, folder: .program(two.id))
        }
    }

    @Test(
        "an asset is found by its own name, by Program.Asset or by its id",
        arguments: [
            ("VIPs", 1001), ("Spring.VIPs", 1002), ("Spring.Guests", 1003), ("Guests", 1003), ("Spring.Two.VIPs", 1004),
            ("1004", 1004), ("vips", nil), ("Autumn.VIPs", nil), ("1005", nil), ("", nil), (".VIPs", nil),
            ("Spring.", nil),
            ("-1", nil),
        ] as [(String, Int64?)])
    func lookup(name: String, id: Int64?) async throws {
        try await withStore { store in
            try await Self.plant(store)
            #expect(try store.read { try $0.assetID(.staticList, named: name) } == id)
        }
    }

    @Test(
        "a local asset is named with its program",
        arguments: [
            (1001, "VIPs"), (1002, "Spring.VIPs"), (1003, "Spring.Guests"), (1004, "Spring.Two.VIPs"), (1005, nil),
        ] as [(Int64, String?)])
    func name(id: Int64, name: String?) async throws {
        try await withStore { store in
            try await Self.plant(store)
            try store.read { reader throws in
                #expect(try reader.assetName(.staticList, id: id) == name)
                // What a name was written from is what it finds.
                if let name { #expect(try reader.assetID(.staticList, named: name) == id) }
            }
        }
    }

    @Test("of equal names the one outside of programs wins, although it is younger")
    func globalFirst() async throws {
        try await withStore { store in
            let (local, global) = try await store.write { writer in
                let program = try writer.createProgram(name: "P", kind: .standard, channel: "Blog", folder: .folder(4))
                return (
                    try writer.createSmartCampaign(name: "Go", folder: .program(program.id)).id,
                    try writer.createSmartCampaign(name: "Go", folder: .folder(4)).id
                )
            }
            #expect(local < global)
            #expect(try store.read { try $0.assetID(.smartCampaign, named: "Go") } == global.rawValue)
        }
    }

    @Test("what has no table is registered once and found again")
    func interned() async throws {
        try await withStore { store in
            #expect(try store.read { try $0.assetID(.landingPage, named: "/pricing") } == nil)
            let ids = try await store.write { writer in
                [
                    try writer.internAsset(.landingPage, "/pricing"), try writer.internAsset(.landingPage, "/demo"),
                    try writer.internAsset(.form, "/pricing"), try writer.internAsset(.landingPage, "/pricing"),
                ]
            }
            #expect(ids == [1001, 1002, 1001, 1001])
            try store.read { reader throws in
                #expect(try reader.assetID(.landingPage, named: "/demo") == 1002)
                #expect(try reader.assetName(.landingPage, id: 1002) == "/demo")
                #expect(try reader.assetName(.form, id: 1002) == nil)
            }
        }
    }
}
