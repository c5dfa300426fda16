CREATE TABLE access_token (
  hash TEXT NOT NULL PRIMARY KEY CHECK (hash <> ''),
  client_id TEXT NOT NULL REFERENCES api_client (id) ON DELETE CASCADE,
  expires_at INTEGER NOT NULL
);

CREATE INDEX access_token_client ON access_token (client_id);

CREATE TABLE active_trigger (
  campaign_id INTEGER NOT NULL REFERENCES smart_campaign (id) ON DELETE CASCADE,
  activity_type_id INTEGER NOT NULL,
  PRIMARY KEY (campaign_id, activity_type_id)
);

CREATE TABLE activity (
  id INTEGER PRIMARY KEY,
  lead_id INTEGER NOT NULL,
  type_id INTEGER NOT NULL,
  at INTEGER NOT NULL,
  campaign_id INTEGER,
  primary_id INTEGER,
  primary_value TEXT,
  attributes TEXT NOT NULL
);

CREATE INDEX activity_lead ON activity (lead_id, type_id, at);

CREATE TABLE activity_ahead (
  activity_id INTEGER PRIMARY KEY,
  lead_id INTEGER NOT NULL,
  at INTEGER NOT NULL
);

CREATE TABLE activity_mark (at INTEGER PRIMARY KEY, first_id INTEGER NOT NULL);

CREATE TABLE api_client (
  id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
  secret_hash TEXT NOT NULL CHECK (secret_hash <> ''),
  name TEXT NOT NULL,
  scope TEXT NOT NULL,
  permissions TEXT NOT NULL,
  created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL
, user_id INTEGER REFERENCES api_user (id) ON DELETE CASCADE);

CREATE INDEX api_client_user ON api_client (user_id);

CREATE TABLE api_user (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE CHECK (name <> ''),
  created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL
);

CREATE TABLE api_user_role (
  user_id INTEGER NOT NULL REFERENCES api_user (id) ON DELETE CASCADE,
  role_id INTEGER NOT NULL REFERENCES role (id),
  PRIMARY KEY (user_id, role_id)
);

CREATE INDEX api_user_role_role ON api_user_role (role_id);

CREATE TABLE audit (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  author TEXT NOT NULL,
  client TEXT,
  sort TEXT NOT NULL,
  subject TEXT NOT NULL,
  name TEXT,
  action TEXT NOT NULL CHECK (action IN ('created', 'changed', 'deleted')),
  changes TEXT NOT NULL
);

CREATE INDEX audit_at ON audit (at);

CREATE INDEX audit_subject ON audit (sort, subject);

CREATE TABLE campaign_member (
  campaign_id INTEGER NOT NULL,
  lead_id INTEGER NOT NULL,
  first_entered_at INTEGER NOT NULL,
  last_entered_at INTEGER NOT NULL,
  entries INTEGER NOT NULL CHECK (entries > 0),
  PRIMARY KEY (campaign_id, lead_id)
) WITHOUT ROWID;

CREATE TABLE campaign_run (
  id INTEGER PRIMARY KEY,
  campaign_id INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('scheduled', 'running', 'finished', 'failed', 'cancelled')),
  origin TEXT NOT NULL CHECK (origin IN ('api', 'recurrence', 'activation', 'command')),
  is_trigger INTEGER NOT NULL CHECK (is_trigger IN (0, 1)),
  scheduled_at INTEGER NOT NULL,
  started_at INTEGER,
  finished_at INTEGER,
  failure TEXT,
  context_id INTEGER,
  front_step_index INTEGER NOT NULL,
  front_lead_id INTEGER NOT NULL,
  qualified INTEGER NOT NULL,
  completed INTEGER NOT NULL,
  skipped INTEGER NOT NULL,
  failed_steps INTEGER NOT NULL, front_version INTEGER NOT NULL DEFAULT 0, is_moving INTEGER NOT NULL DEFAULT 0 CHECK (is_moving IN (0, 1)), after_activity_id INTEGER NOT NULL DEFAULT 0, removed INTEGER NOT NULL DEFAULT 0,
  CHECK ((state IN ('finished', 'failed', 'cancelled')) = (finished_at IS NOT NULL))
);

CREATE INDEX campaign_run_campaign ON campaign_run (campaign_id);

CREATE INDEX campaign_run_moving ON campaign_run (started_at, id) WHERE is_moving = 1;

CREATE INDEX campaign_run_open ON campaign_run (state, scheduled_at)
  WHERE state IN ('scheduled', 'running');

CREATE TABLE chain_cut (
  campaign_id INTEGER NOT NULL,
  lead_id INTEGER NOT NULL,
  chain_id INTEGER NOT NULL,
  run_id INTEGER NOT NULL,
  at INTEGER NOT NULL,
  depth INTEGER NOT NULL,
  entries INTEGER NOT NULL,
  refused INTEGER NOT NULL CHECK (refused > 0),
  PRIMARY KEY (campaign_id, lead_id, chain_id)
) WITHOUT ROWID;

CREATE TABLE change_log (number INTEGER PRIMARY KEY, changes TEXT NOT NULL);

CREATE TABLE change_reader (name TEXT PRIMARY KEY, position INTEGER NOT NULL);

CREATE TABLE channel (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE CHECK (name <> ''),
  kind TEXT NOT NULL CHECK (kind IN ('Default', 'Event', 'Event with Webinar', 'Engagement', 'Email')),
  created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL
);

CREATE TABLE channel_status (
  channel_id INTEGER NOT NULL REFERENCES channel (id) ON DELETE CASCADE,
  name TEXT NOT NULL CHECK (name <> ''),
  step INTEGER NOT NULL CHECK (step >= 0),
  position INTEGER NOT NULL,
  is_success INTEGER NOT NULL CHECK (is_success IN (0, 1)),
  is_hidden INTEGER NOT NULL CHECK (is_hidden IN (0, 1)),
  PRIMARY KEY (channel_id, name)
);

CREATE TABLE commit_position (
  last INTEGER NOT NULL,
  definitions INTEGER NOT NULL,
  records INTEGER NOT NULL,
  catalogs INTEGER NOT NULL
);

CREATE TABLE custom_activity_type (
  id INTEGER PRIMARY KEY CHECK (id > 100000),
  api_name TEXT NOT NULL CHECK (api_name <> ''),
  draft TEXT,
  approved TEXT,
  status TEXT NOT NULL
    CHECK (status IN ('draft', 'approved', 'approved with draft', 'deleted')),
  created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
  CHECK (status = 'deleted' OR (draft IS NOT NULL) = (status <> 'approved')),
  CHECK (status = 'deleted' OR (approved IS NOT NULL) = (status <> 'draft'))
);

CREATE UNIQUE INDEX custom_activity_type_api_name ON custom_activity_type (api_name)
  WHERE status <> 'deleted';

CREATE TABLE daily_count (
  name TEXT NOT NULL CHECK (name <> ''),
  day TEXT NOT NULL,
  count INTEGER NOT NULL CHECK (count > 0),
  PRIMARY KEY (name, day)
);

CREATE TABLE deleted_group (
  kind TEXT NOT NULL CHECK (kind IN ('staticList', 'program')),
  id INTEGER NOT NULL,
  PRIMARY KEY (kind, id)
) WITHOUT ROWID;

CREATE TABLE email (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL CHECK (name <> ''),
  description TEXT NOT NULL,
  folder_id INTEGER REFERENCES folder (id),
  program_id INTEGER REFERENCES program (id),
  subject TEXT NOT NULL,
  from_name TEXT NOT NULL,
  from_email TEXT NOT NULL,
  reply_email TEXT NOT NULL,
  html TEXT NOT NULL,
  plain_text TEXT NOT NULL,
  is_operational INTEGER NOT NULL CHECK (is_operational IN (0, 1)),
  is_approved INTEGER NOT NULL CHECK (is_approved IN (0, 1)),
  created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
  CHECK (folder_id IS NOT NULL OR program_id IS NOT NULL)
);

CREATE INDEX email_folder ON email (folder_id, id);

CREATE INDEX email_name ON email (name);

CREATE UNIQUE INDEX email_name_in_folder ON email (folder_id, name)
  WHERE folder_id IS NOT NULL;

CREATE UNIQUE INDEX email_name_in_program ON email (program_id, name)
  WHERE folder_id IS NULL AND program_id IS NOT NULL;

CREATE INDEX email_program ON email (program_id, id);

CREATE INDEX email_updated ON email (updated_at);

CREATE TABLE erasure (
  id INTEGER PRIMARY KEY,
  erased_at INTEGER NOT NULL,
  files_clean_at INTEGER,
  counts TEXT NOT NULL
);

CREATE TABLE event_chain (
  id INTEGER PRIMARY KEY,
  lead_id INTEGER NOT NULL,
  entries INTEGER NOT NULL CHECK (entries > 0)
);

CREATE TABLE flow_entry (
  id INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL,
  campaign_id INTEGER NOT NULL,
  lead_id INTEGER NOT NULL,
  is_detached INTEGER NOT NULL CHECK (is_detached IN (0, 1)),
  step_index INTEGER NOT NULL,
  wake_at INTEGER NOT NULL,
  is_waiting INTEGER NOT NULL CHECK (is_waiting IN (0, 1)),
  trigger_activity_id INTEGER,
  context_id INTEGER,
  depth INTEGER NOT NULL,
  entered_at INTEGER NOT NULL, flow_version INTEGER NOT NULL DEFAULT 0, chain_id INTEGER,
  CHECK (is_waiting = 0 OR is_detached = 1)
);

CREATE INDEX flow_entry_due ON flow_entry (is_waiting, wake_at, id) WHERE is_detached = 1;

CREATE INDEX flow_entry_lead ON flow_entry (lead_id);

CREATE INDEX flow_entry_run ON flow_entry (run_id, is_detached, lead_id);

CREATE TABLE flow_outcome (
  id INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL,
  lead_id INTEGER NOT NULL,
  entry_id INTEGER,
  step_id INTEGER,
  step_name TEXT,
  outcome TEXT NOT NULL CHECK (outcome IN ('failed', 'skipped', 'removed')),
  reason TEXT NOT NULL,
  at INTEGER NOT NULL
);

CREATE INDEX flow_outcome_run ON flow_outcome (run_id, outcome, id);

CREATE TABLE flow_version (
  campaign_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  step_ids TEXT NOT NULL,
  PRIMARY KEY (campaign_id, number)
) WITHOUT ROWID;

CREATE TABLE folder (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL CHECK (name <> ''),
  description TEXT,
  folder_id INTEGER REFERENCES folder (id),
  program_id INTEGER,
  kind TEXT NOT NULL CHECK (kind IN ('Zone', 'Marketing Folder', 'Email', 'Email Template', 'Landing Page', 'Landing Page Form', 'Landing Page Template', 'Snippet', 'Image', 'List', 'Smart List')),
  tree TEXT NOT NULL CHECK (tree IN ('Marketing Activities', 'Design Studio', 'Lead Database')),
  is_archive INTEGER NOT NULL CHECK (is_archive IN (0, 1)),
  is_system INTEGER NOT NULL CHECK (is_system IN (0, 1)),
  created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
  CHECK (folder_id IS NOT NULL OR program_id IS NOT NULL OR is_system = 1),
  CHECK (folder_id <> id)
);

CREATE INDEX folder_folder ON folder (folder_id, id);

CREATE INDEX folder_name ON folder (name);

CREATE UNIQUE INDEX folder_name_in_folder ON folder (folder_id, name)
  WHERE folder_id IS NOT NULL;

CREATE UNIQUE INDEX folder_name_in_program ON folder (program_id, name)
  WHERE folder_id IS NULL AND program_id IS NOT NULL;

CREATE INDEX folder_program ON folder (program_id, id);

CREATE INDEX folder_updated ON folder (updated_at);

CREATE TABLE import (
  key TEXT NOT NULL PRIMARY KEY CHECK (key <> ''),
  kind TEXT NOT NULL CHECK (kind IN ('leads', 'activities')),
  fingerprint TEXT NOT NULL,
  options TEXT NOT NULL,
  next_row INTEGER NOT NULL CHECK (next_row >= 0),
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  unchanged INTEGER NOT NULL,
  skipped INTEGER NOT NULL,
  rejects TEXT NOT NULL,
  began_at INTEGER NOT NULL,
  finished_at INTEGER
);

CREATE TABLE lead (id INTEGER PRIMARY KEY, email_key TEXT, email TEXT, person_type TEXT, is_lead INTEGER, is_anonymous INTEGER, mkto_is_partner INTEGER, mkto_is_customer INTEGER, contact_company INTEGER, lead_person INTEGER, cookies TEXT, lead_partition_id INTEGER, external_sales_person_id TEXT, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, mkto_name TEXT, salutation TEXT, first_name TEXT, middle_name TEXT, last_name TEXT, title TEXT, department TEXT, lead_role TEXT, date_of_birth TEXT, phone TEXT, mobile_phone TEXT, fax TEXT, address TEXT, city TEXT, state TEXT, postal_code TEXT, country TEXT, person_time_zone TEXT, mkto_person_notes TEXT, company TEXT, site TEXT, billing_street TEXT, billing_city TEXT, billing_state TEXT, billing_postal_code TEXT, billing_country TEXT, website TEXT, main_phone TEXT, annual_revenue REAL, number_of_employees INTEGER, industry TEXT, sic_code TEXT, mkto_company_notes TEXT, external_company_id TEXT, lead_source TEXT, acquisition_program_id INTEGER, acquisition_date INTEGER, original_source_type TEXT, original_source_info TEXT, original_search_engine TEXT, original_search_phrase TEXT, original_referrer TEXT, registration_source_type TEXT, registration_source_info TEXT, anonymous_ip TEXT, inferred_company TEXT, inferred_country TEXT, inferred_city TEXT, inferred_state_region TEXT, inferred_postal_code TEXT, inferred_metropolitan_area TEXT, inferred_phone_area_code TEXT, email_invalid INTEGER, email_invalid_cause TEXT, email_suspended INTEGER, email_suspended_cause TEXT, email_suspended_at INTEGER, unsubscribed INTEGER, unsubscribed_reason TEXT, marketing_suspended INTEGER, marketing_suspended_cause TEXT, black_listed INTEGER, black_listed_cause TEXT, do_not_call INTEGER, mkto_do_not_call_cause TEXT, do_not_call_reason TEXT, lead_score INTEGER, lead_status TEXT, rating TEXT, urgency REAL, priority INTEGER, relative_score INTEGER, relative_urgency INTEGER, person_primary_lead_interest INTEGER, sfdc_id TEXT, sfdc_type TEXT, sfdc_lead_id TEXT, sfdc_contact_id TEXT, sfdc_account_id TEXT, sfdc_lead_owner_id TEXT, jigsaw_contact_id TEXT, jigsaw_contact_status TEXT, facebook_id TEXT, linked_in_id TEXT, twitter_id TEXT);

CREATE INDEX lead_email_key ON lead (email_key);

CREATE TABLE lead_column (name TEXT NOT NULL PRIMARY KEY);

CREATE TABLE lead_cookie (
  lead_id INTEGER NOT NULL,
  cookie TEXT NOT NULL CHECK (cookie <> ''),
  associated_at INTEGER NOT NULL,
  PRIMARY KEY (lead_id, cookie)
) WITHOUT ROWID;

CREATE INDEX lead_cookie_cookie ON lead_cookie (cookie);

CREATE TABLE lead_field (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE CHECK (name <> ''),
  display_name TEXT NOT NULL CHECK (display_name <> ''),
  data_type TEXT NOT NULL,
  length INTEGER,
  column_name TEXT NOT NULL UNIQUE,
  is_read_only INTEGER NOT NULL CHECK (is_read_only IN (0, 1)),
  is_searchable INTEGER NOT NULL CHECK (is_searchable IN (0, 1))
, description TEXT, is_hidden INTEGER NOT NULL DEFAULT 0 CHECK (is_hidden IN (0, 1)), is_html_encoding_in_email INTEGER NOT NULL DEFAULT 1 CHECK (is_html_encoding_in_email IN (0, 1)), is_sensitive INTEGER NOT NULL DEFAULT 0 CHECK (is_sensitive IN (0, 1)), is_api_created INTEGER NOT NULL DEFAULT 0 CHECK (is_api_created IN (0, 1)));

CREATE TABLE my_token (
  container_kind TEXT NOT NULL CHECK (container_kind IN ('Folder', 'Program')),
  container_id INTEGER NOT NULL,
  name_key TEXT NOT NULL CHECK (name_key <> ''),
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('text', 'number', 'score', 'date', 'rich text', 'sfdc campaign')),
  value TEXT NOT NULL,
  created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
  PRIMARY KEY (container_kind, container_id, name_key)
);

CREATE TABLE named_asset (
  kind TEXT NOT NULL,
  id INTEGER NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (kind, id),
  UNIQUE (kind, name)
);

CREATE TABLE outbox (
  id INTEGER PRIMARY KEY,
  idempotency_key TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  lead_id INTEGER NOT NULL,
  payload TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('pending', 'done', 'failed')),
  attempts INTEGER NOT NULL CHECK (attempts >= 0),
  next_attempt_at INTEGER NOT NULL,
  done_at INTEGER,
  error TEXT, host TEXT NOT NULL DEFAULT '',
  CHECK ((state = 'done') = (done_at IS NOT NULL))
);

CREATE INDEX outbox_done ON outbox (done_at) WHERE state = 'done';

CREATE INDEX outbox_failed ON outbox (kind, host) WHERE state = 'failed';

CREATE INDEX outbox_pending ON outbox (kind, host, next_attempt_at, id) WHERE state = 'pending';

CREATE TABLE pending_event (
  activity_id INTEGER PRIMARY KEY,
  lead_id INTEGER NOT NULL,
  type_id INTEGER NOT NULL,
  depth INTEGER NOT NULL,
  context_id INTEGER,
  committed_at INTEGER NOT NULL
, chain_id INTEGER);

CREATE TABLE program (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE CHECK (name <> ''),
  description TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('Default', 'Event', 'Event with Webinar', 'Engagement', 'Email')),
  channel_id INTEGER NOT NULL REFERENCES channel (id),
  folder_id INTEGER REFERENCES folder (id),
  program_id INTEGER REFERENCES program (id),
  status TEXT NOT NULL
    CHECK (status IN ('', 'on', 'off', 'unlocked', 'locked', 'completed')),
  start_at INTEGER,
  end_at INTEGER,
  created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
  CHECK (folder_id IS NOT NULL OR program_id IS NOT NULL),
  CHECK (program_id <> id)
);

CREATE INDEX program_folder ON program (folder_id, id);

CREATE INDEX program_program ON program (program_id, id);

CREATE INDEX program_updated ON program (updated_at);

CREATE TABLE program_cost (
  program_id INTEGER NOT NULL REFERENCES program (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  start_date TEXT NOT NULL,
  cost INTEGER NOT NULL,
  note TEXT,
  PRIMARY KEY (program_id, position)
);

CREATE TABLE program_member (
  program_id INTEGER NOT NULL,
  lead_id INTEGER NOT NULL,
  status TEXT NOT NULL,
  reached_success INTEGER NOT NULL CHECK (reached_success IN (0, 1)),
  success_at INTEGER,
  member_since INTEGER NOT NULL,
  updated_at INTEGER NOT NULL, member_id INTEGER, is_exhausted INTEGER NOT NULL DEFAULT 0 CHECK (is_exhausted IN (0, 1)), is_acquired_by INTEGER NOT NULL DEFAULT 0 CHECK (is_acquired_by IN (0, 1)), stream TEXT, nurture_cadence TEXT CHECK (nurture_cadence IN ('norm', 'pause')),
  PRIMARY KEY (program_id, lead_id)
) WITHOUT ROWID;

CREATE INDEX program_member_lead ON program_member (lead_id);

CREATE TABLE program_member_field (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE CHECK (name <> ''),
  display_name TEXT NOT NULL CHECK (display_name <> ''),
  data_type TEXT NOT NULL,
  length INTEGER,
  description TEXT,
  is_hidden INTEGER NOT NULL DEFAULT 0 CHECK (is_hidden IN (0, 1)),
  is_html_encoding_in_email INTEGER NOT NULL DEFAULT 1 CHECK (is_html_encoding_in_email IN (0, 1)),
  is_sensitive INTEGER NOT NULL DEFAULT 0 CHECK (is_sensitive IN (0, 1)),
  is_api_created INTEGER NOT NULL DEFAULT 0 CHECK (is_api_created IN (0, 1))
);

CREATE TABLE program_member_value (
  program_id INTEGER NOT NULL,
  lead_id INTEGER NOT NULL,
  field_id INTEGER NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (program_id, lead_id, field_id)
) WITHOUT ROWID;

CREATE INDEX program_member_value_lead ON program_member_value (lead_id);

CREATE TABLE program_tag (
  program_id INTEGER NOT NULL REFERENCES program (id) ON DELETE CASCADE,
  tag_type TEXT NOT NULL REFERENCES tag_type (name),
  value TEXT NOT NULL,
  PRIMARY KEY (program_id, tag_type)
);

CREATE TABLE role (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL CHECK (name <> ''),
  permissions TEXT NOT NULL,
  is_system INTEGER NOT NULL CHECK (is_system IN (0, 1)),
  created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL
);

CREATE TABLE run_start (
  run_id INTEGER PRIMARY KEY,
  entered_through INTEGER NOT NULL,
  last_lead_id INTEGER NOT NULL,
  judged_at INTEGER NOT NULL,
  rules TEXT NOT NULL,
  qualification TEXT NOT NULL,
  qualification_interval INTEGER,
  qualification_unit TEXT
);

CREATE TABLE schema_migration (
  number INTEGER PRIMARY KEY,
  applied_at INTEGER NOT NULL
);

CREATE TABLE sequence (name TEXT NOT NULL PRIMARY KEY, next INTEGER NOT NULL);

CREATE TABLE setting (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL);

CREATE TABLE smart_campaign (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL CHECK (name <> ''),
  description TEXT NOT NULL,
  folder_id INTEGER REFERENCES folder (id),
  program_id INTEGER REFERENCES program (id),
  is_system INTEGER NOT NULL CHECK (is_system IN (0, 1)),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  is_executable INTEGER NOT NULL CHECK (is_executable IN (0, 1)),
  is_communication_limit_enabled INTEGER NOT NULL CHECK (is_communication_limit_enabled IN (0, 1)),
  recurrence TEXT,
  qualification TEXT NOT NULL CHECK (qualification IN ('once', 'any', 'interval')),
  qualification_interval INTEGER CHECK (qualification_interval > 0),
  qualification_unit TEXT CHECK (qualification_unit IN ('hour', 'day', 'week', 'month')),
  max_members INTEGER CHECK (max_members > 0),
  smart_list_id INTEGER NOT NULL UNIQUE REFERENCES smart_list (id),
  flow_id INTEGER NOT NULL UNIQUE,
  flow TEXT NOT NULL,
  created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, flow_version INTEGER NOT NULL DEFAULT 0,
  CHECK ((qualification = 'interval')
    = (qualification_interval IS NOT NULL AND qualification_unit IS NOT NULL))
);

CREATE INDEX smart_campaign_active ON smart_campaign (id) WHERE is_active = 1;

CREATE INDEX smart_campaign_folder ON smart_campaign (folder_id, id);

CREATE INDEX smart_campaign_name ON smart_campaign (name);

CREATE UNIQUE INDEX smart_campaign_name_in_folder ON smart_campaign (folder_id, name)
  WHERE folder_id IS NOT NULL;

CREATE UNIQUE INDEX smart_campaign_name_in_program ON smart_campaign (program_id, name)
  WHERE folder_id IS NULL AND program_id IS NOT NULL;

CREATE INDEX smart_campaign_program ON smart_campaign (program_id, id);

CREATE INDEX smart_campaign_updated ON smart_campaign (updated_at);

CREATE TABLE smart_list (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL CHECK (name <> ''),
  description TEXT,
  folder_id INTEGER REFERENCES folder (id),
  program_id INTEGER REFERENCES program (id),
  campaign_id INTEGER UNIQUE,
  rules TEXT NOT NULL,
  created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, email_program_id INTEGER, is_system INTEGER NOT NULL DEFAULT 0 CHECK (is_system IN (0, 1)),
  CHECK (folder_id IS NOT NULL OR program_id IS NOT NULL OR campaign_id IS NOT NULL)
);

CREATE UNIQUE INDEX smart_list_email_program ON smart_list (email_program_id)
  WHERE email_program_id IS NOT NULL;

CREATE INDEX smart_list_folder ON smart_list (folder_id, id);

CREATE INDEX smart_list_name ON smart_list (name);

CREATE UNIQUE INDEX smart_list_name_in_folder ON smart_list (folder_id, name)
  WHERE campaign_id IS NULL AND email_program_id IS NULL AND folder_id IS NOT NULL;

CREATE UNIQUE INDEX smart_list_name_in_program ON smart_list (program_id, name)
  WHERE campaign_id IS NULL AND email_program_id IS NULL AND folder_id IS NULL AND program_id IS NOT NULL;

CREATE UNIQUE INDEX smart_list_own_name ON smart_list (name)
  WHERE campaign_id IS NULL AND email_program_id IS NULL AND program_id IS NULL;

CREATE INDEX smart_list_program ON smart_list (program_id, id);

CREATE INDEX smart_list_updated ON smart_list (updated_at);

CREATE TABLE standard_field_traits (
  object TEXT NOT NULL CHECK (object IN ('lead', 'program member')),
  name TEXT NOT NULL CHECK (name <> ''),
  description TEXT,
  is_html_encoding_in_email INTEGER NOT NULL DEFAULT 1 CHECK (is_html_encoding_in_email IN (0, 1)),
  is_sensitive INTEGER NOT NULL DEFAULT 0 CHECK (is_sensitive IN (0, 1)),
  PRIMARY KEY (object, name)
);

CREATE TABLE static_list (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL CHECK (name <> ''),
  description TEXT,
  folder_id INTEGER REFERENCES folder (id),
  program_id INTEGER REFERENCES program (id),
  created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
  CHECK (folder_id IS NOT NULL OR program_id IS NOT NULL)
);

CREATE INDEX static_list_folder ON static_list (folder_id, id);

CREATE INDEX static_list_name ON static_list (name);

CREATE UNIQUE INDEX static_list_name_in_folder ON static_list (folder_id, name)
  WHERE folder_id IS NOT NULL;

CREATE UNIQUE INDEX static_list_name_in_program ON static_list (program_id, name)
  WHERE folder_id IS NULL AND program_id IS NOT NULL;

CREATE INDEX static_list_program ON static_list (program_id, id);

CREATE INDEX static_list_updated ON static_list (updated_at);

CREATE TABLE static_list_member (
  list_id INTEGER NOT NULL,
  lead_id INTEGER NOT NULL,
  added_at INTEGER NOT NULL,
  PRIMARY KEY (list_id, lead_id)
) WITHOUT ROWID;

CREATE INDEX static_list_member_lead ON static_list_member (lead_id);

CREATE TABLE tag_type (
  name TEXT NOT NULL PRIMARY KEY CHECK (name <> ''),
  is_required INTEGER NOT NULL CHECK (is_required IN (0, 1)),
  program_kinds TEXT NOT NULL,
  allowed_values TEXT NOT NULL
);

CREATE TABLE token_context (id INTEGER PRIMARY KEY, tokens TEXT NOT NULL);

CREATE TABLE trigger_fault (
  campaign_id INTEGER NOT NULL,
  reason TEXT NOT NULL,
  first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  events INTEGER NOT NULL CHECK (events > 0),
  PRIMARY KEY (campaign_id, reason)
) WITHOUT ROWID;

CREATE TABLE unsubscribed_address (
  email_key TEXT NOT NULL PRIMARY KEY CHECK (email_key <> ''),
  marked_at INTEGER NOT NULL
) WITHOUT ROWID;
