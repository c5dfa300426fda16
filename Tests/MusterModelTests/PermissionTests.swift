import MusterModel
import Testing

@Suite struct PermissionTests {
    @Test(
        "writing implies reading, and nothing else implies anything",
        arguments: [
            ([Permission.readWriteLead], Permission.readOnlyLead, true),
            ([.readOnlyLead], .readOnlyLead, true),
            ([.readOnlyLead], .readWriteLead, false),
            ([.readWriteActivity], .readOnlyActivityMetadata, false),
            ([.readWriteCampaign], .executeCampaign, false),
            ([.readWriteAssets], .activateCampaign, false),
            ([], .readOnlyAssets, false),
        ] as [(Set<Permission>, Permission, Bool)])
    func grants(granted: Set<Permission>, asked: Permission, expected: Bool) {
        #expect(granted.grants(asked) == expected)
    }

    @Test("every Read-Only permission has its Read-Write one")
    func pairs() {
        for permission in Permission.allCases where permission.rawValue.hasPrefix("Read-Only ") {
            #expect(permission.stronger != nil, "\(permission.rawValue)")
        }
        #expect(Set<Permission>.all.grants(.accessUserManagementAPI))
    }
}
