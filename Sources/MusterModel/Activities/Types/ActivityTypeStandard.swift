extension ActivityType {
    /// The types every instance has, by name; the catalogue sorts them by id.
    ///
    /// Ids, names and attributes are what clients see: they make table and column names of them.
    /// Constraint ids are the type's id times 100 plus the position, except where recorded.
    /// - Source: Adobe, "Activities" and "Activity data stream setup"; Fivetran's Marketo seeds.
    public static let standard: [ActivityType] = [
        .addToList,
        .addToNurture,
        .addToOpportunity,
        .callWebhook,
        .changeDataValue,
        .changeLeadPartition,
        .changeNurtureCadence,
        .changeNurtureTrack,
        .changeOwner,
        .changeProgramData,
        .changeProgramMemberData,
        .changeRevenueStage,
        .changeRevenueStageManually,
        .changeScore,
        .changeSegment,
        .changeStatusInProgression,
        .clickEmail,
        .clickLink,
        .deleteLead,
        .emailBounced,
        .emailBouncedSoft,
        .emailDelivered,
        .enrichWithDataCom,
        .executeCampaign,
        .fillOutForm,
        .interestingMoment,
        .mergeLeads,
        .newLead,
        .openEmail,
        .pushLeadToMarketo,
        .receivedForwardToFriendEmail,
        .removeFromList,
        .removeFromOpportunity,
        .requestCampaign,
        .sendAlert,
        .sendEmail,
        .sentForwardToFriendEmail,
        .unsubscribeEmail,
        .updateOpportunity,
        .visitWebpage,
    ]
}
