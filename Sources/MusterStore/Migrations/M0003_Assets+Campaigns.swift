extension M0003_Assets {
    /// A smart list's name is unique in the workspace, except for those that belong to a campaign:
    /// they carry the campaign's name.
    static func listTables(id: String) -> [String] {
        [
            """
            CREATE TABLE static_list (
              id \(id) PRIMARY KEY,
              name TEXT NOT NULL CHECK (name <> ''),
              description TEXT,
              folder_id \(id) REFERENCES folder (id),
              program_id \(id) REFERENCES program (id),
              \(stamps(id: id)),
              CHECK (folder_id IS NOT NULL OR program_id IS NOT NULL)
            )
            """,
            nameIndex("static_list"),
            """
            CREATE TABLE smart_list (
              id \(id) PRIMARY KEY,
              name TEXT NOT NULL CHECK (name <> ''),
              description TEXT,
              folder_id \(id) REFERENCES folder (id),
              program_id \(id) REFERENCES program (id),
              campaign_id \(id) UNIQUE,
              rules TEXT NOT NULL,
              \(stamps(id: id)),
              CHECK (folder_id IS NOT NULL OR program_id IS NOT NULL OR campaign_id IS NOT NULL)
            )
            """,
            nameIndex("smart_list"),
            "CREATE UNIQUE INDEX smart_list_own_name ON smart_list (name) WHERE campaign_id IS NULL",
        ] + namesAreUniqueInContainer("static_list") + browseIndexes("static_list")
            + browseIndexes("smart_list")
    }

    /// Campaigns may be in no container: those that the server made, and two of Adobe's own samples.
    static func campaignTables(id: String) -> [String] {
        [
            """
            CREATE TABLE smart_campaign (
              id \(id) PRIMARY KEY,
              name TEXT NOT NULL CHECK (name <> ''),
              description TEXT NOT NULL,
              folder_id \(id) REFERENCES folder (id),
              program_id \(id) REFERENCES program (id),
              \(flag("is_system")),
              \(flag("is_active")),
              \(flag("is_executable")),
              \(flag("is_communication_limit_enabled")),
              recurrence TEXT,
              qualification TEXT NOT NULL CHECK (qualification IN ('once', 'any', 'interval')),
              qualification_interval INTEGER CHECK (qualification_interval > 0),
              qualification_unit TEXT CHECK (qualification_unit IN ('hour', 'day', 'week', 'month')),
              max_members \(id) CHECK (max_members > 0),
              smart_list_id \(id) NOT NULL UNIQUE REFERENCES smart_list (id),
              flow_id \(id) NOT NULL UNIQUE,
              flow TEXT NOT NULL,
              \(stamps(id: id)),
              CHECK ((qualification = 'interval')
                = (qualification_interval IS NOT NULL AND qualification_unit IS NOT NULL))
            )
            """,
            nameIndex("smart_campaign"),
            "CREATE INDEX smart_campaign_active ON smart_campaign (id) WHERE is_active = 1",
            """
            CREATE TABLE active_trigger (
              campaign_id \(id) NOT NULL REFERENCES smart_campaign (id) ON DELETE CASCADE,
              activity_type_id \(id) NOT NULL,
              PRIMARY KEY (campaign_id, activity_type_id)
            )
            """,
        ] + namesAreUniqueInContainer("smart_campaign") + browseIndexes("smart_campaign")
    }
}
