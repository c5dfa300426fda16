public import MusterModel

extension StoreWriter {
    /// Makes a campaign with an empty flow, and its smart list with no rules.
    /// - Parameter folder: `nil` for the campaigns that are in no user's folder.
    public func createSmartCampaign(
        name: String, description: String = "", folder: FolderReference?
    ) throws -> SmartCampaign {
        let placement = try folder.map { try reader.placement(in: $0) } ?? .nowhere
        let campaign = SmartCampaign(
            id: SmartCampaignID(try nextIDs(.smartCampaign, count: 1)), name: name,
            description: description, folder: folder,
            parentProgramID: placement.programID.map { ProgramID($0) },
            smartListID: SmartListID(try nextIDs(.smartList, count: 1)),
            flowID: try nextIDs(.flow, count: 1), createdAt: now, updatedAt: now)
        // The list first: the campaign's row refers to it.
        let list = SmartList(
            id: campaign.smartListID, name: name, description: nil, folder: folder,
            owner: .campaign(campaign.id), rules: .empty, createdAt: now, updatedAt: now)
        try insert(list, at: placement)
        try insert(campaign, at: placement)
        return campaign
    }

    /// Writes what an author sets: name, description, flags, recurrence, qualification and member
    /// limit. The flow, activation and the place have their own calls.
    @discardableResult
    public func updateSmartCampaign(_ campaign: SmartCampaign) throws -> SmartCampaign {
        try requireName(campaign.name, of: .smartCampaign, campaign.id.rawValue)
        var campaign = campaign
        campaign.updatedAt = now
        try tell(of: campaign)
        let changed = try write(
            .asset(campaign.id),
            """
            UPDATE smart_campaign SET name = ?, description = ?, is_system = ?, is_executable = ?,
              is_communication_limit_enabled = ?, recurrence = ?, qualification = ?,
              qualification_interval = ?, qualification_unit = ?, max_members = ?, updated_at = ?
              WHERE id = ?
            """,
            [
                .text(campaign.name), .text(campaign.description), .flag(campaign.isSystem),
                .flag(campaign.isExecutable), .flag(campaign.isCommunicationLimitEnabled),
            ] + campaign.scheduleArguments + [.instant(now), .id(campaign.id)])
        guard changed > 0 else { throw AssetNotFoundError("smart campaign", campaign.id.rawValue) }
        try write(
            .asset(campaign.smartListID), "UPDATE smart_list SET name = ? WHERE id = ? AND name <> ?",
            [.text(campaign.name), .id(campaign.smartListID), .text(campaign.name)])
        return campaign
    }

    private func tell(of campaign: SmartCampaign) throws {
        guard oversight != nil, let old = try reader.smartCampaign(campaign.id) else { return }
        if old.recurrence != campaign.recurrence { try tell(.schedule(campaign.id)) }
        let isSame =
            old.isExecutable == campaign.isExecutable && old.qualification == campaign.qualification
            && old.maxMembers == campaign.maxMembers
            && old.isCommunicationLimitEnabled == campaign.isCommunicationLimitEnabled
        if !isSame { try tell(.settings(campaign.id)) }
    }

    /// Replaces the flow, giving an id to each step, choice and choice's rule that has none;
    /// answers it with its ids.
    @discardableResult
    public func setFlow(_ flow: Flow, of campaign: SmartCampaignID) throws -> Flow {
        let flow = try withIDs(flow)
        guard let old = try reader.smartCampaign(campaign) else {
            throw AssetNotFoundError("smart campaign", campaign.rawValue)
        }
        try tell(.flow(campaign))
        let version = try nextFlowVersion(of: old, with: flow)
        try write(
            .asset(campaign), "UPDATE smart_campaign SET flow = ?, flow_version = ?, updated_at = ? WHERE id = ?",
            [.text(flow.storedJSON().jsonText), .int(Int64(version)), .instant(now), .id(campaign)])
        return flow
    }

    /// Switches a trigger campaign on or off. While it is on, activities of the `listening` types
    /// become pending events; calling it again replaces them.
    public func setActive(
        _ campaign: SmartCampaignID, _ active: Bool, listening types: [ActivityTypeID]
    ) throws {
        if oversight != nil, try reader.smartCampaign(campaign)?.isActive != active {
            try tell(active ? .activation(campaign) : .deactivation(campaign))
        }
        let changed = try write(
            .asset(campaign), "UPDATE smart_campaign SET is_active = ?, updated_at = ? WHERE id = ?",
            [.flag(active), .instant(now), .id(campaign)])
        guard changed > 0 else { throw AssetNotFoundError("smart campaign", campaign.rawValue) }
        try write(.catalog(.listening), "DELETE FROM active_trigger WHERE campaign_id = ?", [.id(campaign)])
        for type in active ? Set(types).sorted() : [] {
            try write(
                .catalog(.listening), "INSERT INTO active_trigger (campaign_id, activity_type_id) VALUES (?, ?)",
                [.id(campaign), .id(type)])
        }
    }

    private func insert(_ campaign: SmartCampaign, at placement: AssetPlacement) throws {
        try write(
            .asset(campaign.id),
            """
            INSERT INTO smart_campaign (id, name, description, folder_id, program_id, is_system, is_active,
              is_executable, is_communication_limit_enabled, recurrence, qualification,
              qualification_interval, qualification_unit, max_members, smart_list_id, flow_id, flow,
              created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [.id(campaign.id), .text(campaign.name), .text(campaign.description)] + placement.arguments
                + [
                    .flag(campaign.isSystem), .flag(campaign.isActive), .flag(campaign.isExecutable),
                    .flag(campaign.isCommunicationLimitEnabled),
                ] + campaign.scheduleArguments + [
                    .id(campaign.smartListID), .int(campaign.flowID),
                    .text(campaign.flow.storedJSON().jsonText), .instant(now), .instant(now),
                ])
    }
}

extension SmartCampaign {
    /// Of the columns `recurrence` to `max_members`.
    fileprivate var scheduleArguments: [SQLValue] {
        [.textOrNull(recurrence?.storedJSON().jsonText)] + qualification.storedColumns
            + [.intOrNull(maxMembers.map { Int64($0) })]
    }
}
