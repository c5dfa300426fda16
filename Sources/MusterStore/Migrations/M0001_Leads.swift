/// People: the wide lead table and the custom fields it has columns for.
struct M0001_Leads: Migration {
    let number = 1

    func apply(_ connection: any WriteConnection) throws {
        let integer = connection.dialect.bigIntegerType
        try connection.execute(
            """
            CREATE TABLE lead_field (
              id \(integer) PRIMARY KEY,
              name TEXT NOT NULL UNIQUE CHECK (name <> ''),
              display_name TEXT NOT NULL CHECK (display_name <> ''),
              data_type TEXT NOT NULL,
              length \(integer),
              column_name TEXT NOT NULL UNIQUE,
              is_read_only \(integer) NOT NULL CHECK (is_read_only IN (0, 1)),
              is_searchable \(integer) NOT NULL CHECK (is_searchable IN (0, 1))
            )
            """, [])
        // Engines list a table's columns in ways of their own; this one is the same everywhere.
        try connection.execute("CREATE TABLE lead_column (name TEXT NOT NULL PRIMARY KEY)", [])
        let columns = Self.columns(integer: integer, number: connection.dialect.doubleType)
        // `email_key` is the address as comparisons see it, and the only column with an index,
        // because each index makes writing a lead dearer.
        try connection.execute("CREATE TABLE lead (id \(integer) PRIMARY KEY, email_key TEXT, \(columns))", [])
        try connection.execute("CREATE INDEX lead_email_key ON lead (email_key)", [])
        let names = ["id"] + columns.split(separator: ", ").map { String($0.prefix { $0 != " " }) }
        try connection.executeMany("INSERT INTO lead_column (name) VALUES (?)", count: names.count) { binder, index in
            binder.bind(names[index])
        }
    }
}

extension M0001_Leads {
    /// The columns of people's fields, in one line as they are stored.
    static func columns(integer: String, number: String) -> String {
        """
        email TEXT, person_type TEXT, is_lead \(integer), is_anonymous \(integer), \
        mkto_is_partner \(integer), mkto_is_customer \(integer), contact_company \(integer), \
        lead_person \(integer), cookies TEXT, lead_partition_id \(integer), external_sales_person_id TEXT, \
        created_at \(integer) NOT NULL, updated_at \(integer) NOT NULL, mkto_name TEXT, salutation TEXT, \
        first_name TEXT, middle_name TEXT, last_name TEXT, title TEXT, department TEXT, lead_role TEXT, \
        date_of_birth TEXT, phone TEXT, mobile_phone TEXT, fax TEXT, address TEXT, city TEXT, state TEXT, \
        postal_code TEXT, country TEXT, person_time_zone TEXT, mkto_person_notes TEXT, company TEXT, \
        site TEXT, billing_street TEXT, billing_city TEXT, billing_state TEXT, billing_postal_code TEXT, \
        billing_country TEXT, website TEXT, main_phone TEXT, annual_revenue \(number), \
        number_of_employees \(integer), industry TEXT, sic_code TEXT, mkto_company_notes TEXT, \
        external_company_id TEXT, lead_source TEXT, acquisition_program_id \(integer), \
        acquisition_date \(integer), original_source_type TEXT, original_source_info TEXT, \
        original_search_engine TEXT, original_search_phrase TEXT, original_referrer TEXT, \
        registration_source_type TEXT, registration_source_info TEXT, anonymous_ip TEXT, \
        inferred_company TEXT, inferred_country TEXT, inferred_city TEXT, inferred_state_region TEXT, \
        inferred_postal_code TEXT, inferred_metropolitan_area TEXT, inferred_phone_area_code TEXT, \
        email_invalid \(integer), email_invalid_cause TEXT, email_suspended \(integer), \
        email_suspended_cause TEXT, email_suspended_at \(integer), unsubscribed \(integer), \
        unsubscribed_reason TEXT, marketing_suspended \(integer), marketing_suspended_cause TEXT, \
        black_listed \(integer), black_listed_cause TEXT, do_not_call \(integer), \
        mkto_do_not_call_cause TEXT, do_not_call_reason TEXT, lead_score \(integer), lead_status TEXT, \
        rating TEXT, urgency \(number), priority \(integer), relative_score \(integer), \
        relative_urgency \(integer), person_primary_lead_interest \(integer), sfdc_id TEXT, sfdc_type TEXT, \
        sfdc_lead_id TEXT, sfdc_contact_id TEXT, sfdc_account_id TEXT, sfdc_lead_owner_id TEXT, \
        jigsaw_contact_id TEXT, jigsaw_contact_status TEXT, facebook_id TEXT, linked_in_id TEXT, \
        twitter_id TEXT
        """
    }
}
