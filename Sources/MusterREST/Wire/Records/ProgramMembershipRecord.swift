import MusterModel

/// A membership in a program as the lead API answers it.
struct ProgramMembershipRecord: WireRecord {
    let member: ProgramMember
    /// Whether `progressionStatusType` is there: in what Get Leads by Program Id answers.
    /// - Source: Adobe's example, where it repeats the status.
    var hasStatusType = false

    func write(_ writer: inout JSONWriter) {
        writer.object {
            $0.member("id", member.programID)
            $0.member("progressionStatus", member.status)
            if hasStatusType { $0.member("progressionStatusType", member.status) }
            $0.member("isExhausted", member.isExhausted)
            $0.member("acquiredBy", member.isAcquiredBy)
            $0.member("reachedSuccess", member.reachedSuccess)
            $0.member("membershipDate", member.memberSince.iso8601)
            $0.member("updatedAt", member.updatedAt.iso8601)
            $0.member("stream", ifPresent: member.stream)
            $0.member("nurtureCadence", ifPresent: member.cadence?.rawValue)
        }
    }
}
