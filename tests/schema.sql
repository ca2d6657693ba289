-- Written by ./scripts/check --write from all migrations, in their order. For reading: nothing runs it.

create extension pg_trgm;

create table access_log (
    id bigint not null generated always as identity,
    at timestamp with time zone not null,
    actor text not null,
    person_id uuid not null,
    purpose text not null,
    case_id bigint,
    field text,
    reason text,
    constraint access_log_pkey PRIMARY KEY (id),
    constraint access_log_case_id_fkey FOREIGN KEY (case_id) REFERENCES case_file(id) ON DELETE SET NULL
);
CREATE INDEX access_log_case ON public.access_log USING btree (case_id, id) WHERE (case_id IS NOT NULL);
CREATE INDEX access_log_person ON public.access_log USING btree (person_id, at DESC);

create table account (
    id uuid not null,
    login text not null,
    name text not null,
    kind text not null,
    office_id text not null,
    roles text[] not null default '{}'::text[],
    groups text[] not null default '{}'::text[],
    password_hash text,
    token_hash bytea,
    stamp uuid not null default gen_random_uuid(),
    active boolean not null default true,
    failed_attempts integer not null default 0,
    locked_until timestamp with time zone,
    mobile bytea,
    mobile_key_id text,
    mobile_locale text,
    constraint account_pkey PRIMARY KEY (id),
    constraint account_check CHECK ((((kind = 'person'::text) AND (token_hash IS NULL)) OR ((kind = 'system'::text) AND (password_hash IS NULL)))),
    constraint account_kind_check CHECK ((kind = ANY (ARRAY['person'::text, 'system'::text]))),
    constraint account_login_key UNIQUE (login),
    constraint account_mobile CHECK ((num_nulls(mobile, mobile_key_id, mobile_locale) = ANY (ARRAY[0, 3]))),
    constraint account_office_id_fkey FOREIGN KEY (office_id) REFERENCES office(id),
    constraint account_token_hash_key UNIQUE (token_hash)
);
CREATE INDEX account_office ON public.account USING btree (office_id);

create table account_change (
    id bigint not null generated always as identity,
    account_id uuid not null,
    change text not null,
    detail jsonb not null,
    at timestamp with time zone not null,
    by text not null,
    constraint account_change_pkey PRIMARY KEY (id),
    constraint account_change_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
    constraint account_change_change_check CHECK ((change = ANY (ARRAY['opened'::text, 'changed'::text, 'secret'::text, 'mobile'::text])))
);
CREATE INDEX account_change_account ON public.account_change USING btree (account_id, id DESC);

create table account_setting (
    account_id uuid not null,
    name text not null,
    value json not null,
    constraint account_setting_pkey PRIMARY KEY (account_id, name),
    constraint account_setting_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE
);

create table activation (
    key text not null,
    instance_id text not null,
    constraint activation_pkey PRIMARY KEY (key)
);
CREATE INDEX activation_instance ON public.activation USING btree (instance_id);

create table artefact (
    id uuid not null,
    key_id text not null,
    value bytea not null,
    leaves_at timestamp with time zone not null,
    constraint artefact_pkey PRIMARY KEY (id)
);
CREATE INDEX artefact_leaves ON public.artefact USING btree (leaves_at);

create table bookmark (
    instance_id text not null,
    token bigint not null,
    name text not null,
    case_id bigint,
    correlation_id text,
    senders text[] not null,
    form text,
    constraint bookmark_pkey PRIMARY KEY (instance_id, token, name)
);
CREATE INDEX bookmark_case ON public.bookmark USING btree (case_id) WHERE (case_id IS NOT NULL);
CREATE INDEX bookmark_name ON public.bookmark USING btree (name, correlation_id);

create table burst (
    instance_id text not null,
    sequence bigint not null,
    at timestamp with time zone not null,
    case_id bigint,
    actor text,
    events json not null,
    constraint burst_pkey PRIMARY KEY (instance_id, sequence, at)
) partition by RANGE (at);

create table calendar (
    id text not null,
    version integer not null,
    constraint calendar_pkey PRIMARY KEY (id)
);

create table calendar_year (
    calendar text not null,
    year integer not null,
    version integer not null,
    content jsonb not null,
    imported_at timestamp with time zone not null,
    imported_by text not null,
    constraint calendar_year_pkey PRIMARY KEY (calendar, year, version),
    constraint calendar_year_calendar_fkey FOREIGN KEY (calendar) REFERENCES calendar(id)
);

create table card_authorization (
    id uuid not null,
    case_id bigint not null,
    kind text not null,
    number text,
    principal_id uuid not null,
    agent_id uuid not null,
    valid_from date not null,
    valid_to date,
    state text not null,
    granted_at timestamp with time zone not null,
    changed_at timestamp with time zone not null,
    constraint card_authorization_pkey PRIMARY KEY (id),
    constraint card_authorization_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES person(id),
    constraint card_authorization_case_id_fkey FOREIGN KEY (case_id) REFERENCES case_file(id) ON DELETE CASCADE,
    constraint card_authorization_check CHECK (((valid_to IS NULL) OR (valid_to >= valid_from))),
    constraint card_authorization_kind_check CHECK ((kind = ANY (ARRAY['letter'::text, 'remote'::text]))),
    constraint card_authorization_principal_id_fkey FOREIGN KEY (principal_id) REFERENCES person(id),
    constraint card_authorization_state_check CHECK ((state = ANY (ARRAY['AUTH_DRAFT'::text, 'AUTH_ACTIVE'::text, 'AUTH_USED'::text, 'AUTH_REVOKED'::text, 'AUTH_EXPIRED'::text])))
);
CREATE INDEX card_authorization_agent ON public.card_authorization USING btree (agent_id);
CREATE INDEX card_authorization_case ON public.card_authorization USING btree (case_id);
CREATE INDEX card_authorization_principal ON public.card_authorization USING btree (principal_id);
CREATE UNIQUE INDEX card_authorization_number ON public.card_authorization USING btree (case_id, number) WHERE (number IS NOT NULL);

create table case_file (
    id bigint not null,
    number text not null,
    query_code text not null,
    process text not null,
    version integer not null,
    state text not null,
    office_id text not null,
    channel text not null,
    applicant_id uuid not null,
    facts jsonb not null,
    opened_at timestamp with time zone not null,
    closed_at timestamp with time zone,
    stages jsonb,
    constraint case_file_pkey PRIMARY KEY (id),
    constraint case_file_applicant_id_fkey FOREIGN KEY (applicant_id) REFERENCES person(id),
    constraint case_file_number_key UNIQUE (number),
    constraint case_file_office_id_fkey FOREIGN KEY (office_id) REFERENCES office(id),
    constraint case_file_query_code_key UNIQUE (query_code)
);
CREATE INDEX case_file_applicant ON public.case_file USING btree (applicant_id, id DESC);
CREATE INDEX case_file_closed ON public.case_file USING brin (closed_at);
CREATE INDEX case_file_number_trgm ON public.case_file USING gin (number gin_trgm_ops);
CREATE INDEX case_file_office ON public.case_file USING btree (office_id, id DESC);
CREATE INDEX case_file_open ON public.case_file USING btree (office_id, id DESC) WHERE (closed_at IS NULL);
CREATE INDEX case_file_opened ON public.case_file USING brin (opened_at);
CREATE INDEX case_file_process_state ON public.case_file USING btree (process, state, id DESC);

create table case_key (
    key text not null,
    case_id bigint not null,
    constraint case_key_pkey PRIMARY KEY (key),
    constraint case_key_case_id_fkey FOREIGN KEY (case_id) REFERENCES case_file(id) ON DELETE CASCADE
);
CREATE INDEX case_key_case ON public.case_key USING btree (case_id);
CREATE INDEX case_key_value ON public.case_key USING btree (split_part(key, ':'::text, 2));

create table case_link (
    case_id bigint not null,
    other_id bigint not null,
    reason text not null,
    at timestamp with time zone not null,
    by text not null,
    constraint case_link_pkey PRIMARY KEY (case_id, other_id),
    constraint case_link_case_id_fkey FOREIGN KEY (case_id) REFERENCES case_file(id) ON DELETE CASCADE,
    constraint case_link_check CHECK ((case_id < other_id)),
    constraint case_link_other_id_fkey FOREIGN KEY (other_id) REFERENCES case_file(id) ON DELETE CASCADE
);
CREATE INDEX case_link_other ON public.case_link USING btree (other_id);

create table case_opening (
    case_id bigint not null,
    actor text not null,
    day date not null,
    first_at timestamp with time zone not null,
    last_at timestamp with time zone not null,
    times integer not null,
    constraint case_opening_pkey PRIMARY KEY (case_id, actor, day),
    constraint case_opening_case_id_fkey FOREIGN KEY (case_id) REFERENCES case_file(id) ON DELETE CASCADE
);

create table case_party (
    case_id bigint not null,
    person_id uuid not null,
    role text not null,
    constraint case_party_pkey PRIMARY KEY (case_id, person_id, role),
    constraint case_party_case_id_fkey FOREIGN KEY (case_id) REFERENCES case_file(id) ON DELETE CASCADE,
    constraint case_party_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX case_party_person ON public.case_party USING btree (person_id);

create table clock (
    id bigint not null generated always as identity,
    case_id bigint not null,
    name text not null,
    ledger jsonb not null,
    calendar text not null,
    calendar_version integer not null,
    deadline date not null,
    provisional boolean not null,
    started_at timestamp with time zone not null,
    stopped_at timestamp with time zone,
    outcome text,
    office_id text,
    colour text,
    remaining_days integer,
    constraint clock_pkey PRIMARY KEY (id),
    constraint clock_case_id_fkey FOREIGN KEY (case_id) REFERENCES case_file(id) ON DELETE CASCADE,
    constraint clock_case_id_name_key UNIQUE (case_id, name),
    constraint clock_colour_check CHECK ((colour = ANY (ARRAY['green'::text, 'amber'::text, 'final'::text, 'red'::text, 'paused'::text]))),
    constraint clock_office_id_fkey FOREIGN KEY (office_id) REFERENCES office(id)
);
CREATE INDEX clock_due ON public.clock USING btree (deadline, case_id) WHERE (colour IS NOT NULL);
CREATE INDEX clock_paused ON public.clock USING btree (office_id, remaining_days, id) WHERE (colour = 'paused'::text);
CREATE INDEX clock_provisional ON public.clock USING btree (office_id, deadline, id) WHERE ((colour IS NOT NULL) AND provisional);
CREATE INDEX clock_running ON public.clock USING btree (calendar, id) WHERE (stopped_at IS NULL);
CREATE INDEX clock_stopped ON public.clock USING btree (stopped_at) WHERE (stopped_at IS NOT NULL);
CREATE INDEX clock_watched ON public.clock USING btree (office_id, colour, deadline, id) WHERE (colour IS NOT NULL);
CREATE TRIGGER clock_of_the_version_before BEFORE INSERT ON public.clock FOR EACH ROW WHEN ((new.office_id IS NULL)) EXECUTE FUNCTION fill_clock();
CREATE TRIGGER clock_stopped_by_the_version_before BEFORE UPDATE ON public.clock FOR EACH ROW WHEN (((new.stopped_at IS NOT NULL) AND (new.colour IS NOT NULL))) EXECUTE FUNCTION fill_clock();
CREATE TRIGGER lamp_begins AFTER INSERT ON public.clock FOR EACH ROW WHEN ((new.colour <> 'green'::text)) EXECUTE FUNCTION count_lamp();
CREATE TRIGGER lamp_changes AFTER UPDATE ON public.clock FOR EACH ROW WHEN ((((old.colour IS DISTINCT FROM new.colour) OR (old.office_id IS DISTINCT FROM new.office_id)) AND ((old.colour <> 'green'::text) OR (new.colour <> 'green'::text)))) EXECUTE FUNCTION count_lamp();
CREATE TRIGGER lamp_ends AFTER DELETE ON public.clock FOR EACH ROW WHEN ((old.colour <> 'green'::text)) EXECUTE FUNCTION count_lamp();

create table command_key (
    account_id uuid not null,
    key text not null,
    command text not null,
    request bytea not null,
    answer jsonb,
    at timestamp with time zone not null,
    constraint command_key_pkey PRIMARY KEY (account_id, key)
);
CREATE INDEX command_key_at ON public.command_key USING btree (at);

create table day_count (
    office_id text not null,
    day date not null,
    process text not null,
    measure text not null,
    count integer not null,
    constraint day_count_pkey PRIMARY KEY (office_id, day, process, measure),
    constraint day_count_office_id_fkey FOREIGN KEY (office_id) REFERENCES office(id) ON DELETE CASCADE
);

create table decision (
    id bigint not null generated always as identity,
    case_id bigint not null,
    step text not null,
    decision text not null,
    reason text,
    rules text[] not null,
    at timestamp with time zone not null,
    by text not null,
    why jsonb,
    constraint decision_pkey PRIMARY KEY (id),
    constraint decision_case_id_fkey FOREIGN KEY (case_id) REFERENCES case_file(id) ON DELETE CASCADE
);
CREATE INDEX decision_at ON public.decision USING brin (at);
CREATE INDEX decision_case ON public.decision USING btree (case_id, id);

create table definition (
    id text not null,
    version integer not null,
    name text not null,
    content text not null,
    sha256 text not null,
    imported_at timestamp with time zone not null,
    imported_by text not null,
    published_at timestamp with time zone,
    published_by text,
    constraint definition_pkey PRIMARY KEY (id, version)
);

create table definition_file (
    definition_id text not null,
    version integer not null,
    path text not null,
    content text not null,
    constraint definition_file_pkey PRIMARY KEY (definition_id, version, path),
    constraint definition_file_definition_id_version_fkey FOREIGN KEY (definition_id, version) REFERENCES definition(id, version)
);

create table deletion (
    number_hash bytea not null,
    run_id bigint not null,
    process text not null,
    closed_on date not null,
    rule_days integer not null,
    deleted_at timestamp with time zone not null,
    constraint deletion_pkey PRIMARY KEY (number_hash),
    constraint deletion_run_id_fkey FOREIGN KEY (run_id) REFERENCES retention_run(id)
);

create table digest (
    office_id text not null,
    day date not null,
    made_at timestamp with time zone not null,
    lines jsonb not null,
    constraint digest_pkey PRIMARY KEY (office_id, day),
    constraint digest_office_id_fkey FOREIGN KEY (office_id) REFERENCES office(id) ON DELETE CASCADE
);

create table early_event (
    id bigint not null generated always as identity,
    name text not null,
    correlation_id text,
    instance_id text,
    payload json not null,
    expires_at timestamp with time zone not null,
    constraint early_event_pkey PRIMARY KEY (id)
);
CREATE INDEX early_event_expiry ON public.early_event USING btree (expires_at);
CREATE INDEX early_event_name ON public.early_event USING btree (name, id);

create table external_task (
    id text not null,
    instance_id text not null,
    token bigint not null,
    case_id bigint,
    office_id text,
    name text not null,
    payload json not null,
    status text not null,
    opened_at timestamp with time zone not null,
    worker text,
    leased_until timestamp with time zone,
    attempts integer not null default 0,
    ended_at timestamp with time zone,
    report bytea,
    constraint external_task_pkey PRIMARY KEY (id),
    constraint external_task_case_id_fkey FOREIGN KEY (case_id) REFERENCES case_file(id) ON DELETE CASCADE,
    constraint external_task_office_id_fkey FOREIGN KEY (office_id) REFERENCES office(id),
    constraint external_task_status_check CHECK ((status = ANY (ARRAY['open'::text, 'completed'::text, 'failed'::text, 'cancelled'::text])))
);
CREATE INDEX external_task_case ON public.external_task USING btree (case_id) WHERE (case_id IS NOT NULL);
CREATE INDEX external_task_instance ON public.external_task USING btree (instance_id, token);
CREATE INDEX external_task_open ON public.external_task USING btree (name, opened_at, id) WHERE (status = 'open'::text);

create table forecast (
    clock_id bigint not null,
    case_id bigint not null,
    office_id text not null,
    probability real not null,
    hours_left real not null,
    usual_hours real not null,
    sample integer not null,
    made_at timestamp with time zone not null,
    constraint forecast_pkey PRIMARY KEY (clock_id),
    constraint forecast_case_id_fkey FOREIGN KEY (case_id) REFERENCES case_file(id) ON DELETE CASCADE,
    constraint forecast_clock_id_fkey FOREIGN KEY (clock_id) REFERENCES clock(id) ON DELETE CASCADE,
    constraint forecast_office_id_fkey FOREIGN KEY (office_id) REFERENCES office(id) ON DELETE CASCADE
);
CREATE INDEX forecast_case ON public.forecast USING btree (case_id);
CREATE INDEX forecast_office ON public.forecast USING btree (office_id, probability DESC, clock_id);

create table forecast_check (
    process text not null,
    day date not null,
    tenth smallint not null,
    count integer not null,
    broken integer not null,
    constraint forecast_check_pkey PRIMARY KEY (process, day, tenth)
);

create table http_exchange (
    id bigint not null generated always as identity,
    root_id text not null,
    opened_at timestamp with time zone not null,
    answer json,
    constraint http_exchange_pkey PRIMARY KEY (id)
);
CREATE INDEX http_exchange_open ON public.http_exchange USING btree (root_id, id) WHERE (answer IS NULL);
CREATE INDEX http_exchange_opened ON public.http_exchange USING btree (opened_at);

create table http_wait (
    key text not null,
    instance_id text not null,
    token bigint not null,
    case_id bigint,
    route json not null,
    constraint http_wait_pkey PRIMARY KEY (key, instance_id, token),
    constraint http_wait_case_id_fkey FOREIGN KEY (case_id) REFERENCES case_file(id) ON DELETE CASCADE
);
CREATE INDEX http_wait_case ON public.http_wait USING btree (case_id) WHERE (case_id IS NOT NULL);
CREATE INDEX http_wait_instance ON public.http_wait USING btree (instance_id, token);

create table id_card (
    id uuid not null,
    person_id uuid not null,
    card_no integer not null,
    state text not null,
    validity text,
    exchange boolean not null default false,
    case_id bigint,
    visit bigint,
    issued_at timestamp with time zone,
    handed_to text,
    handed_over_at timestamp with time zone,
    changed_at timestamp with time zone not null,
    expires_on date,
    constraint id_card_pkey PRIMARY KEY (id),
    constraint id_card_case_id_fkey FOREIGN KEY (case_id) REFERENCES case_file(id) ON DELETE SET NULL,
    constraint id_card_case_id_visit_key UNIQUE (case_id, visit),
    constraint id_card_person_id_card_no_key UNIQUE (person_id, card_no),
    constraint id_card_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
    constraint id_card_state_check CHECK ((state = ANY (ARRAY['MADE'::text, 'VALID'::text, 'LOST_REPORTED'::text, 'INVALID_SUPERSEDED'::text, 'RETURNED'::text, 'EXPIRED'::text])))
);
CREATE INDEX id_card_case ON public.id_card USING btree (case_id) WHERE (case_id IS NOT NULL);
CREATE INDEX id_card_expiring ON public.id_card USING btree (expires_on) WHERE ((state = 'VALID'::text) AND (expires_on IS NOT NULL));
CREATE UNIQUE INDEX id_card_one_valid ON public.id_card USING btree (person_id) WHERE (state = 'VALID'::text);

create table incident (
    id bigint not null generated always as identity,
    case_id bigint,
    token bigint not null,
    activity text not null,
    code text not null,
    message text not null,
    raised_at timestamp with time zone not null,
    resolved_at timestamp with time zone,
    resolved_by text,
    resolution text,
    reason text,
    instance_id text,
    constraint incident_pkey PRIMARY KEY (id),
    constraint incident_case_id_fkey FOREIGN KEY (case_id) REFERENCES case_file(id) ON DELETE CASCADE,
    constraint incident_of_something CHECK (((case_id IS NOT NULL) OR (instance_id IS NOT NULL)))
);
CREATE INDEX incident_case ON public.incident USING btree (case_id);
CREATE INDEX incident_open_case ON public.incident USING btree (case_id, id) WHERE (resolved_at IS NULL);
CREATE INDEX incident_open_list ON public.incident USING btree (id DESC) WHERE (resolved_at IS NULL);
CREATE UNIQUE INDEX incident_open ON public.incident USING btree (COALESCE(instance_id, (case_id)::text), token) WHERE (resolved_at IS NULL);

create table intervention (
    id bigint not null generated always as identity,
    case_id bigint,
    instance_id text,
    command text not null,
    reason text not null,
    detail jsonb not null,
    at timestamp with time zone not null,
    by text not null,
    constraint intervention_pkey PRIMARY KEY (id),
    constraint intervention_case_id_fkey FOREIGN KEY (case_id) REFERENCES case_file(id) ON DELETE CASCADE,
    constraint intervention_check CHECK (((case_id IS NOT NULL) OR (instance_id IS NOT NULL)))
);
CREATE INDEX intervention_case ON public.intervention USING btree (case_id, id);

create table job (
    id bigint not null generated always as identity,
    kind text not null,
    key text,
    case_id bigint,
    instance_id text,
    token bigint,
    payload json not null,
    due_at timestamp with time zone not null,
    available_at timestamp with time zone not null default clock_timestamp(),
    fence bigint not null default 0,
    attempts integer not null default 0,
    last_error text,
    failed_at timestamp with time zone,
    created_at timestamp with time zone not null default clock_timestamp(),
    constraint job_pkey PRIMARY KEY (id),
    constraint job_key_key UNIQUE (key)
);
CREATE INDEX job_case ON public.job USING btree (case_id) WHERE (case_id IS NOT NULL);
CREATE INDEX job_due ON public.job USING btree (due_at, id) WHERE (failed_at IS NULL);
CREATE INDEX job_failed ON public.job USING btree (failed_at, id) WHERE (failed_at IS NOT NULL);
CREATE INDEX job_instance ON public.job USING btree (instance_id, token) WHERE (instance_id IS NOT NULL);

create table lamp_count (
    office_id text not null,
    colour text not null,
    count integer not null
);
CREATE INDEX lamp_count_office ON public.lamp_count USING btree (office_id, colour) INCLUDE (count);

create table legal_hold (
    case_id bigint not null,
    reason text not null,
    placed_at timestamp with time zone not null,
    placed_by text not null,
    constraint legal_hold_pkey PRIMARY KEY (case_id),
    constraint legal_hold_case_id_fkey FOREIGN KEY (case_id) REFERENCES case_file(id)
);

create table mention (
    note_id bigint not null,
    account_id uuid not null,
    case_id bigint not null,
    read_at timestamp with time zone,
    constraint mention_pkey PRIMARY KEY (note_id, account_id),
    constraint mention_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
    constraint mention_case_id_fkey FOREIGN KEY (case_id) REFERENCES case_file(id) ON DELETE CASCADE,
    constraint mention_note_id_fkey FOREIGN KEY (note_id) REFERENCES note(id) ON DELETE CASCADE
);
CREATE INDEX mention_case ON public.mention USING btree (case_id, account_id) WHERE (read_at IS NULL);
CREATE INDEX mention_unread ON public.mention USING btree (account_id, note_id) WHERE (read_at IS NULL);

create table message (
    id bigint not null generated always as identity,
    case_id bigint,
    person_id uuid,
    template text not null,
    locale text not null,
    body text not null,
    queued_at timestamp with time zone not null,
    sent_at timestamp with time zone,
    account_id uuid,
    once text,
    constraint message_pkey PRIMARY KEY (id),
    constraint message_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
    constraint message_case_id_fkey FOREIGN KEY (case_id) REFERENCES case_file(id) ON DELETE CASCADE,
    constraint message_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
    constraint message_receiver CHECK ((((account_id IS NULL) = (case_id IS NOT NULL)) AND ((account_id IS NULL) = (person_id IS NOT NULL)))) NOT VALID
);
CREATE INDEX message_account ON public.message USING btree (account_id) WHERE (account_id IS NOT NULL);
CREATE INDEX message_case ON public.message USING btree (case_id, id);
CREATE INDEX message_person ON public.message USING btree (person_id);
CREATE INDEX message_unsent ON public.message USING btree (id) WHERE (sent_at IS NULL);
CREATE UNIQUE INDEX message_once ON public.message USING btree (once) WHERE (once IS NOT NULL);

create table mobile_code (
    mobile_hash bytea not null,
    code_hash bytea not null,
    expires_at timestamp with time zone not null,
    tries_left integer not null,
    sent_at timestamp with time zone not null,
    constraint mobile_code_pkey PRIMARY KEY (mobile_hash)
);
CREATE INDEX mobile_code_sent ON public.mobile_code USING btree (sent_at);

create table note (
    id bigint not null generated always as identity,
    case_id bigint not null,
    key_id text not null,
    body bytea not null,
    mentions text[] not null default '{}'::text[],
    at timestamp with time zone not null,
    by text not null,
    constraint note_pkey PRIMARY KEY (id),
    constraint note_case_id_fkey FOREIGN KEY (case_id) REFERENCES case_file(id) ON DELETE CASCADE
);
CREATE INDEX note_case ON public.note USING btree (case_id, id);

create table notice (
    id bigint not null generated always as identity,
    kind text not null,
    subject text not null,
    detail jsonb not null,
    raised_at timestamp with time zone not null,
    resolved_at timestamp with time zone,
    constraint notice_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX notice_open ON public.notice USING btree (kind, subject) WHERE (resolved_at IS NULL);

create table office (
    id text not null,
    parent_id text,
    name_zh text not null,
    name_en text not null,
    kind text not null,
    path text not null,
    constraint office_pkey PRIMARY KEY (id),
    constraint office_kind_check CHECK ((kind = ANY (ARRAY['bureau'::text, 'district'::text, 'station'::text]))),
    constraint office_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES office(id),
    constraint office_path_key UNIQUE (path)
);
CREATE INDEX office_path_prefix ON public.office USING btree (path text_pattern_ops);

create table operation (
    id bigint not null generated always as identity,
    command text not null,
    arguments jsonb not null,
    reason text not null,
    selection jsonb not null,
    status text not null,
    total integer not null,
    done integer not null default 0,
    failed integer not null default 0,
    account_id uuid not null,
    office_id text not null,
    started_by text not null,
    started_at timestamp with time zone not null,
    ended_at timestamp with time zone,
    ended_by text,
    constraint operation_pkey PRIMARY KEY (id),
    constraint operation_office_id_fkey FOREIGN KEY (office_id) REFERENCES office(id),
    constraint operation_status_check CHECK ((status = ANY (ARRAY['running'::text, 'finished'::text, 'cancelled'::text])))
);
CREATE INDEX operation_office ON public.operation USING btree (office_id, id DESC);

create table operation_item (
    operation_id bigint not null,
    place integer not null,
    subject bigint not null,
    case_id bigint,
    status text not null,
    reasons jsonb,
    at timestamp with time zone,
    constraint operation_item_pkey PRIMARY KEY (operation_id, place),
    constraint operation_item_operation_id_fkey FOREIGN KEY (operation_id) REFERENCES operation(id) ON DELETE CASCADE,
    constraint operation_item_status_check CHECK ((status = ANY (ARRAY['waiting'::text, 'done'::text, 'failed'::text])))
);
CREATE INDEX operation_item_failed ON public.operation_item USING btree (operation_id, place) WHERE (status = 'failed'::text);
CREATE INDEX operation_item_waiting ON public.operation_item USING btree (operation_id, place) WHERE (status = 'waiting'::text);

create table paper (
    id bigint not null generated always as identity,
    case_id bigint not null,
    template text not null,
    locale text not null,
    title text not null,
    body text not null,
    issued_at timestamp with time zone not null,
    issued_by text not null,
    signers jsonb,
    constraint paper_pkey PRIMARY KEY (id),
    constraint paper_case_id_fkey FOREIGN KEY (case_id) REFERENCES case_file(id) ON DELETE CASCADE
);
CREATE INDEX paper_case ON public.paper USING btree (case_id, id);

create table paper_signature (
    id bigint not null generated always as identity,
    case_id bigint not null,
    template text not null,
    issued_at timestamp with time zone not null,
    signer text not null,
    person_id uuid not null,
    key_id text not null,
    strokes bytea,
    signed_at timestamp with time zone not null,
    taken_by text not null,
    constraint paper_signature_pkey PRIMARY KEY (id),
    constraint paper_signature_case_id_fkey FOREIGN KEY (case_id) REFERENCES case_file(id) ON DELETE CASCADE,
    constraint paper_signature_case_id_template_issued_at_signer_key UNIQUE (case_id, template, issued_at, signer),
    constraint paper_signature_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX paper_signature_person ON public.paper_signature USING btree (person_id);

create table person (
    id uuid not null,
    key_id text not null,
    name bytea not null,
    id_number bytea not null,
    id_number_hash bytea not null,
    mobile bytea,
    mobile_hash bytea,
    address bytea,
    created_at timestamp with time zone not null,
    updated_at timestamp with time zone not null,
    name_grams integer[],
    constraint person_pkey PRIMARY KEY (id),
    constraint person_id_number_hash_key UNIQUE (id_number_hash)
);
CREATE INDEX person_mobile ON public.person USING btree (mobile_hash) WHERE (mobile_hash IS NOT NULL);
CREATE INDEX person_name_grams ON public.person USING gin (name_grams) WHERE (name_grams IS NOT NULL);
CREATE INDEX person_with_address ON public.person USING btree (id) WHERE (address IS NOT NULL);
CREATE INDEX person_without_grams ON public.person USING btree (id) WHERE (name_grams IS NULL);

create table presence (
    case_id bigint not null,
    account_id uuid not null,
    seen_at timestamp with time zone not null,
    constraint presence_pkey PRIMARY KEY (case_id, account_id),
    constraint presence_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
    constraint presence_case_id_fkey FOREIGN KEY (case_id) REFERENCES case_file(id) ON DELETE CASCADE
);
CREATE INDEX presence_account ON public.presence USING btree (account_id);

create table process_setting (
    id bigint not null generated always as identity,
    process text not null,
    name text not null,
    value jsonb not null,
    reason text not null,
    changed_at timestamp with time zone not null,
    changed_by text not null,
    constraint process_setting_pkey PRIMARY KEY (id)
);
CREATE INDEX process_setting_newest ON public.process_setting USING btree (process, name, id DESC);

create table public_query (
    id bigint not null generated always as identity,
    at timestamp with time zone not null,
    kind text not null,
    reason text not null,
    key bytea not null,
    case_id bigint,
    constraint public_query_pkey PRIMARY KEY (id),
    constraint public_query_case_id_fkey FOREIGN KEY (case_id) REFERENCES case_file(id) ON DELETE SET NULL,
    constraint public_query_kind_check CHECK ((kind = ANY (ARRAY['progress'::text, 'logistics'::text])))
);
CREATE INDEX public_query_at ON public.public_query USING btree (at);
CREATE INDEX public_query_case ON public.public_query USING btree (case_id) WHERE (case_id IS NOT NULL);

create table public_query_count (
    key bytea not null,
    since timestamp with time zone not null,
    asked integer not null,
    constraint public_query_count_pkey PRIMARY KEY (key, since)
);
CREATE INDEX public_query_count_since ON public.public_query_count USING btree (since);

create table qrtz_blob_triggers (
    sched_name text not null,
    trigger_name text not null,
    trigger_group text not null,
    blob_data bytea,
    constraint qrtz_blob_triggers_pkey PRIMARY KEY (sched_name, trigger_name, trigger_group),
    constraint qrtz_blob_triggers_sched_name_trigger_name_trigger_group_fkey FOREIGN KEY (sched_name, trigger_name, trigger_group) REFERENCES qrtz_triggers(sched_name, trigger_name, trigger_group) ON DELETE CASCADE
);

create table qrtz_calendars (
    sched_name text not null,
    calendar_name text not null,
    calendar bytea not null,
    constraint qrtz_calendars_pkey PRIMARY KEY (sched_name, calendar_name)
);

create table qrtz_cron_triggers (
    sched_name text not null,
    trigger_name text not null,
    trigger_group text not null,
    cron_expression text not null,
    time_zone_id text,
    constraint qrtz_cron_triggers_pkey PRIMARY KEY (sched_name, trigger_name, trigger_group),
    constraint qrtz_cron_triggers_sched_name_trigger_name_trigger_group_fkey FOREIGN KEY (sched_name, trigger_name, trigger_group) REFERENCES qrtz_triggers(sched_name, trigger_name, trigger_group) ON DELETE CASCADE
);

create table qrtz_execution_history (
    sched_name text not null,
    entry_id text not null,
    instance_name text not null,
    job_name text not null,
    job_group text not null,
    trigger_name text not null,
    trigger_group text not null,
    fired_time bigint not null,
    run_time bigint not null,
    succeeded boolean not null,
    error_message text,
    retry_attempt integer not null default 0,
    retry_scheduled boolean not null default false,
    execution_log text,
    result integer,
    summary text,
    metrics text,
    manual boolean,
    fire_instance_id text,
    job_input text,
    job_input_too_large boolean,
    constraint qrtz_execution_history_pkey PRIMARY KEY (sched_name, entry_id)
);
CREATE INDEX idx_qrtz_eh_fire_inst ON public.qrtz_execution_history USING btree (sched_name, fire_instance_id);
CREATE INDEX idx_qrtz_eh_fired_time ON public.qrtz_execution_history USING btree (sched_name, fired_time);
CREATE INDEX idx_qrtz_eh_inst ON public.qrtz_execution_history USING btree (sched_name, instance_name);
CREATE INDEX idx_qrtz_eh_job_time ON public.qrtz_execution_history USING btree (sched_name, job_group, job_name, fired_time);
CREATE INDEX idx_qrtz_eh_trig_time ON public.qrtz_execution_history USING btree (sched_name, trigger_group, trigger_name, fired_time);

create table qrtz_fired_triggers (
    sched_name text not null,
    entry_id text not null,
    trigger_name text not null,
    trigger_group text not null,
    instance_name text not null,
    fired_time bigint not null,
    sched_time bigint not null,
    priority integer not null,
    state text not null,
    job_name text,
    job_group text,
    is_nonconcurrent boolean not null,
    requests_recovery boolean,
    execution_group character varying(200),
    progress integer,
    progress_message character varying(250),
    interrupt_requested_time bigint,
    constraint qrtz_fired_triggers_pkey PRIMARY KEY (sched_name, entry_id)
);
CREATE INDEX idx_qrtz_ft_inst_job_req_rcvry ON public.qrtz_fired_triggers USING btree (sched_name, instance_name, requests_recovery);
CREATE INDEX idx_qrtz_ft_j_g ON public.qrtz_fired_triggers USING btree (sched_name, job_name, job_group);
CREATE INDEX idx_qrtz_ft_t_g ON public.qrtz_fired_triggers USING btree (sched_name, trigger_name, trigger_group);

create table qrtz_job_details (
    sched_name text not null,
    job_name text not null,
    job_group text not null,
    description text,
    job_class_name text not null,
    is_durable boolean not null,
    is_nonconcurrent boolean not null,
    is_update_data boolean not null,
    requests_recovery boolean not null,
    job_data bytea,
    constraint qrtz_job_details_pkey PRIMARY KEY (sched_name, job_name, job_group)
);
CREATE INDEX idx_qrtz_j_g_n ON public.qrtz_job_details USING btree (sched_name, job_group, job_name);

create table qrtz_job_status (
    sched_name text not null,
    job_group text not null,
    job_name text not null,
    first_fired_time bigint not null,
    last_fired_time bigint not null,
    last_result integer not null,
    last_run_time bigint not null,
    last_instance_name text not null,
    last_entry_id text,
    last_summary text,
    last_success_time bigint,
    last_failure_time bigint,
    last_failure_message text,
    consecutive_failures integer not null default 0,
    run_count bigint not null default 0,
    failure_count bigint not null default 0,
    constraint qrtz_job_status_pkey PRIMARY KEY (sched_name, job_group, job_name)
);

create table qrtz_locks (
    sched_name text not null,
    lock_name text not null,
    constraint qrtz_locks_pkey PRIMARY KEY (sched_name, lock_name)
);

create table qrtz_misfire_history (
    sched_name text not null,
    entry_id text not null,
    instance_name text not null,
    trigger_name text not null,
    trigger_group text not null,
    job_name text,
    job_group text,
    misfire_time bigint not null,
    sched_time bigint,
    reason integer,
    constraint qrtz_misfire_history_pkey PRIMARY KEY (sched_name, entry_id)
);
CREATE INDEX idx_qrtz_mh_inst ON public.qrtz_misfire_history USING btree (sched_name, instance_name);
CREATE INDEX idx_qrtz_mh_misfire_time ON public.qrtz_misfire_history USING btree (sched_name, misfire_time);

create table qrtz_paused_job_grps (
    sched_name text not null,
    job_group text not null,
    pause_reason character varying(250),
    paused_by character varying(200),
    paused_at bigint,
    constraint qrtz_paused_job_grps_pkey PRIMARY KEY (sched_name, job_group)
);

create table qrtz_paused_trigger_grps (
    sched_name text not null,
    trigger_group text not null,
    pause_reason character varying(250),
    paused_by character varying(200),
    paused_at bigint,
    constraint qrtz_paused_trigger_grps_pkey PRIMARY KEY (sched_name, trigger_group)
);

create table qrtz_scheduler_state (
    sched_name text not null,
    instance_name text not null,
    last_checkin_time bigint not null,
    checkin_interval bigint not null,
    quartz_version character varying(20),
    constraint qrtz_scheduler_state_pkey PRIMARY KEY (sched_name, instance_name)
);

create table qrtz_simple_triggers (
    sched_name text not null,
    trigger_name text not null,
    trigger_group text not null,
    repeat_count bigint not null,
    repeat_interval bigint not null,
    times_triggered bigint not null,
    constraint qrtz_simple_triggers_pkey PRIMARY KEY (sched_name, trigger_name, trigger_group),
    constraint qrtz_simple_triggers_sched_name_trigger_name_trigger_group_fkey FOREIGN KEY (sched_name, trigger_name, trigger_group) REFERENCES qrtz_triggers(sched_name, trigger_name, trigger_group) ON DELETE CASCADE
);

create table qrtz_simprop_triggers (
    sched_name text not null,
    trigger_name text not null,
    trigger_group text not null,
    str_prop_1 text,
    str_prop_2 text,
    str_prop_3 text,
    int_prop_1 integer,
    int_prop_2 integer,
    long_prop_1 bigint,
    long_prop_2 bigint,
    dec_prop_1 numeric,
    dec_prop_2 numeric,
    bool_prop_1 boolean,
    bool_prop_2 boolean,
    time_zone_id text,
    constraint qrtz_simprop_triggers_pkey PRIMARY KEY (sched_name, trigger_name, trigger_group),
    constraint qrtz_simprop_triggers_sched_name_trigger_name_trigger_grou_fkey FOREIGN KEY (sched_name, trigger_name, trigger_group) REFERENCES qrtz_triggers(sched_name, trigger_name, trigger_group) ON DELETE CASCADE
);

create table qrtz_triggers (
    sched_name text not null,
    trigger_name text not null,
    trigger_group text not null,
    job_name text not null,
    job_group text not null,
    description text,
    next_fire_time bigint,
    prev_fire_time bigint,
    priority integer,
    trigger_state text not null,
    trigger_type text not null,
    start_time bigint not null,
    end_time bigint,
    calendar_name text,
    misfire_instr smallint,
    misfire_orig_fire_time bigint,
    execution_group character varying(200),
    preferred_node character varying(200),
    preferred_node_auto boolean not null default false,
    retry_policy character varying(250),
    retry_attempt integer,
    continues_trigger_name text,
    continues_trigger_group text,
    continuation_condition integer,
    overlap_policy integer,
    pause_reason character varying(250),
    paused_by character varying(200),
    paused_at bigint,
    misfire_threshold bigint,
    fixed_delay boolean,
    job_data bytea,
    constraint qrtz_triggers_pkey PRIMARY KEY (sched_name, trigger_name, trigger_group),
    constraint qrtz_triggers_sched_name_job_name_job_group_fkey FOREIGN KEY (sched_name, job_name, job_group) REFERENCES qrtz_job_details(sched_name, job_name, job_group)
);
CREATE INDEX idx_qrtz_t_c ON public.qrtz_triggers USING btree (sched_name, calendar_name);
CREATE INDEX idx_qrtz_t_g_n ON public.qrtz_triggers USING btree (sched_name, trigger_group, trigger_name);
CREATE INDEX idx_qrtz_t_j ON public.qrtz_triggers USING btree (sched_name, job_name, job_group);
CREATE INDEX idx_qrtz_t_nft_st ON public.qrtz_triggers USING btree (sched_name, trigger_state, next_fire_time, priority DESC, misfire_instr);

create table recount (
    id bigint not null generated always as identity,
    calendar text not null,
    year integer not null,
    version integer not null,
    after bigint not null default 0,
    last bigint not null,
    total integer not null,
    done integer not null default 0,
    moved integer not null default 0,
    confirmed integer not null default 0,
    kept integer not null default 0,
    started_at timestamp with time zone not null,
    started_by text not null,
    ended_at timestamp with time zone,
    constraint recount_pkey PRIMARY KEY (id),
    constraint recount_calendar_fkey FOREIGN KEY (calendar) REFERENCES calendar(id)
);

create table recount_change (
    recount_id bigint not null,
    clock_id bigint not null,
    case_id bigint not null,
    before date not null,
    after date not null,
    verdict text not null,
    constraint recount_change_pkey PRIMARY KEY (recount_id, clock_id),
    constraint recount_change_case_id_fkey FOREIGN KEY (case_id) REFERENCES case_file(id) ON DELETE CASCADE,
    constraint recount_change_clock_id_fkey FOREIGN KEY (clock_id) REFERENCES clock(id) ON DELETE CASCADE,
    constraint recount_change_recount_id_fkey FOREIGN KEY (recount_id) REFERENCES recount(id) ON DELETE CASCADE
);
CREATE INDEX recount_change_case ON public.recount_change USING btree (case_id);
CREATE INDEX recount_change_clock ON public.recount_change USING btree (clock_id);

create table recurring_run (
    work text not null,
    due timestamp with time zone not null,
    started_at timestamp with time zone not null,
    constraint recurring_run_pkey PRIMARY KEY (work, due)
);

create table red_card_step (
    id bigint not null generated always as identity,
    signal_id bigint not null,
    case_id bigint not null,
    step text not null,
    cause text,
    text text not null,
    evidence text[] not null default '{}'::text[],
    expected_on date,
    level integer,
    at timestamp with time zone not null,
    by text not null,
    constraint red_card_step_pkey PRIMARY KEY (id),
    constraint red_card_step_case_id_fkey FOREIGN KEY (case_id) REFERENCES case_file(id) ON DELETE CASCADE,
    constraint red_card_step_signal_id_fkey FOREIGN KEY (signal_id) REFERENCES signal(id) ON DELETE CASCADE,
    constraint red_card_step_step_check CHECK ((step = ANY (ARRAY['escalated'::text, 'appealed'::text, 'withdrawn'::text, 'appeal-rejected'::text, 'disposed'::text])))
);
CREATE INDEX red_card_step_card ON public.red_card_step USING btree (signal_id, id);
CREATE INDEX red_card_step_case ON public.red_card_step USING btree (case_id, id);

create table rest (
    process text not null,
    clock text not null,
    stage text not null,
    day date not null,
    step smallint not null,
    count integer not null,
    constraint rest_pkey PRIMARY KEY (process, clock, stage, day, step)
);

create table retention_rule (
    process text not null,
    closed_cases_days integer,
    journal_days integer,
    journals_left timestamp with time zone,
    changed_at timestamp with time zone not null,
    changed_by text not null,
    constraint retention_rule_pkey PRIMARY KEY (process),
    constraint retention_rule_closed_cases_days_check CHECK ((closed_cases_days >= 30)),
    constraint retention_rule_journal_days_check CHECK ((journal_days >= 30))
);

create table retention_run (
    id bigint not null generated always as identity,
    started_at timestamp with time zone not null,
    ended_at timestamp with time zone,
    rules jsonb not null,
    cases integer not null default 0,
    instances integer not null default 0,
    journals integer not null default 0,
    bursts bigint not null default 0,
    persons integer not null default 0,
    partitions text[] not null default '{}'::text[],
    constraint retention_run_pkey PRIMARY KEY (id)
);

create table schema_migration (
    number integer not null,
    name text not null,
    sha256 text not null,
    applied_at timestamp with time zone not null default clock_timestamp(),
    constraint schema_migration_pkey PRIMARY KEY (number)
);

create table shipment (
    id bigint not null generated always as identity,
    case_id bigint not null,
    waybill text not null,
    created_at timestamp with time zone not null,
    constraint shipment_pkey PRIMARY KEY (id),
    constraint shipment_case_id_fkey FOREIGN KEY (case_id) REFERENCES case_file(id) ON DELETE CASCADE,
    constraint shipment_case_id_waybill_key UNIQUE (case_id, waybill)
);
CREATE INDEX shipment_waybill ON public.shipment USING btree (waybill);

create table shipment_event (
    id bigint not null generated always as identity,
    shipment_id bigint not null,
    at timestamp with time zone not null,
    code text not null,
    signer text,
    courier_confirmed boolean,
    suishen_code boolean,
    receipt_shown boolean,
    reason text,
    source text not null default 'ems'::text,
    op_time timestamp with time zone,
    note text,
    constraint shipment_event_pkey PRIMARY KEY (id),
    constraint shipment_event_shipment_id_fkey FOREIGN KEY (shipment_id) REFERENCES shipment(id) ON DELETE CASCADE
);
CREATE INDEX shipment_event_order ON public.shipment_event USING btree (shipment_id, source, op_time);
CREATE INDEX shipment_event_shipment ON public.shipment_event USING btree (shipment_id, id);

create table signal (
    id bigint not null generated always as identity,
    clock_id bigint not null,
    case_id bigint not null,
    kind text not null,
    stage text,
    due timestamp with time zone not null,
    deadline date not null,
    raised_at timestamp with time zone not null,
    office_id text,
    status text,
    level integer,
    constraint signal_pkey PRIMARY KEY (id),
    constraint signal_case_id_fkey FOREIGN KEY (case_id) REFERENCES case_file(id) ON DELETE CASCADE,
    constraint signal_clock_id_fkey FOREIGN KEY (clock_id) REFERENCES clock(id) ON DELETE CASCADE,
    constraint signal_kind_check CHECK ((kind = ANY (ARRAY['amber'::text, 'urge'::text, 'red'::text, 'stage'::text]))),
    constraint signal_office_id_fkey FOREIGN KEY (office_id) REFERENCES office(id),
    constraint signal_status_check CHECK ((status = ANY (ARRAY['open'::text, 'appealed'::text, 'disposed'::text, 'withdrawn'::text])))
);
CREATE INDEX red_card ON public.signal USING btree (office_id, status, id) WHERE (kind = 'red'::text);
CREATE INDEX signal_case ON public.signal USING btree (case_id, id);
CREATE INDEX signal_raised ON public.signal USING brin (raised_at);
CREATE UNIQUE INDEX signal_once ON public.signal USING btree (clock_id, kind, COALESCE(stage, ''::text), due);
CREATE TRIGGER red_card_of_the_version_before BEFORE INSERT ON public.signal FOR EACH ROW WHEN (((new.kind = 'red'::text) AND (new.status IS NULL))) EXECUTE FUNCTION fill_red_card();
CREATE TRIGGER red_card_stays BEFORE DELETE ON public.signal FOR EACH ROW WHEN ((old.kind = 'red'::text)) EXECUTE FUNCTION keep_red_card();

create table standing (
    office_id text not null,
    dimension text not null,
    value text not null,
    colour text not null,
    count integer not null,
    constraint standing_pkey PRIMARY KEY (office_id, dimension, value, colour),
    constraint standing_dimension_check CHECK ((dimension = ANY (ARRAY['all'::text, 'process'::text, 'state'::text, 'person'::text, 'group'::text]))),
    constraint standing_office_id_fkey FOREIGN KEY (office_id) REFERENCES office(id) ON DELETE CASCADE
);

create table statistic_run (
    work text not null,
    made_at timestamp with time zone not null,
    day date,
    constraint statistic_run_pkey PRIMARY KEY (work),
    constraint statistic_run_work_check CHECK ((work = ANY (ARRAY['standing'::text, 'days'::text, 'forecast'::text])))
);

create table stay (
    office_id text not null,
    day date not null,
    process text not null,
    stage text not null,
    step smallint not null,
    count integer not null,
    constraint stay_pkey PRIMARY KEY (office_id, day, process, stage, step),
    constraint stay_office_id_fkey FOREIGN KEY (office_id) REFERENCES office(id) ON DELETE CASCADE
);

create table substitution (
    id bigint not null generated always as identity,
    account_id uuid not null,
    deputy_id uuid not null,
    from_at timestamp with time zone not null,
    until_at timestamp with time zone,
    ended_at timestamp with time zone,
    constraint substitution_pkey PRIMARY KEY (id),
    constraint substitution_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
    constraint substitution_check CHECK ((account_id <> deputy_id)),
    constraint substitution_deputy_id_fkey FOREIGN KEY (deputy_id) REFERENCES account(id) ON DELETE CASCADE
);
CREATE INDEX substitution_deputy ON public.substitution USING btree (deputy_id) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX substitution_open ON public.substitution USING btree (account_id) WHERE (ended_at IS NULL);

create table supervision (
    id bigint not null generated always as identity,
    case_id bigint not null,
    measure text not null,
    due_on date not null,
    issued_at timestamp with time zone not null,
    issued_by text not null,
    office_id text,
    kind text not null default 'order'::text,
    signal_id bigint,
    owner text,
    status text not null default 'open'::text,
    constraint supervision_pkey PRIMARY KEY (id),
    constraint supervision_case_id_fkey FOREIGN KEY (case_id) REFERENCES case_file(id) ON DELETE CASCADE,
    constraint supervision_kind_check CHECK ((kind = ANY (ARRAY['order'::text, 'urge'::text]))),
    constraint supervision_office_id_fkey FOREIGN KEY (office_id) REFERENCES office(id),
    constraint supervision_signal_id_fkey FOREIGN KEY (signal_id) REFERENCES signal(id) ON DELETE CASCADE,
    constraint supervision_status_check CHECK ((status = ANY (ARRAY['open'::text, 'replied'::text, 'closed'::text])))
);
CREATE INDEX supervision_card ON public.supervision USING btree (signal_id) WHERE (signal_id IS NOT NULL);
CREATE INDEX supervision_case ON public.supervision USING btree (case_id, id);
CREATE INDEX supervision_open ON public.supervision USING btree (office_id, due_on, id) WHERE (status <> 'closed'::text);
CREATE INDEX supervision_owner ON public.supervision USING btree (owner, due_on, id) WHERE ((status <> 'closed'::text) AND (owner IS NOT NULL));

create table supervision_step (
    id bigint not null generated always as identity,
    supervision_id bigint not null,
    case_id bigint not null,
    step text not null,
    text text not null,
    at timestamp with time zone not null,
    by text not null,
    constraint supervision_step_pkey PRIMARY KEY (id),
    constraint supervision_step_case_id_fkey FOREIGN KEY (case_id) REFERENCES case_file(id) ON DELETE CASCADE,
    constraint supervision_step_step_check CHECK ((step = ANY (ARRAY['replied'::text, 'returned'::text, 'closed'::text]))),
    constraint supervision_step_supervision_id_fkey FOREIGN KEY (supervision_id) REFERENCES supervision(id) ON DELETE CASCADE
);
CREATE INDEX supervision_step_case ON public.supervision_step USING btree (case_id, id);
CREATE INDEX supervision_step_order ON public.supervision_step USING btree (supervision_id, id);

create table task (
    id bigint not null generated always as identity,
    case_id bigint not null,
    token bigint not null,
    office_id text not null,
    name text not null,
    title jsonb not null,
    form text,
    candidate_groups text[] not null,
    priority integer not null,
    due timestamp with time zone,
    outcomes text[] not null,
    data jsonb not null,
    status text not null,
    assignee text,
    opened_at timestamp with time zone not null,
    ended_at timestamp with time zone,
    ended_by text,
    outcome text,
    claimed_at timestamp with time zone,
    instance_id text,
    on_behalf_of text,
    constraint task_pkey PRIMARY KEY (id),
    constraint task_case_id_fkey FOREIGN KEY (case_id) REFERENCES case_file(id) ON DELETE CASCADE,
    constraint task_office_id_fkey FOREIGN KEY (office_id) REFERENCES office(id),
    constraint task_status_check CHECK ((status = ANY (ARRAY['open'::text, 'completed'::text, 'cancelled'::text])))
);
CREATE INDEX task_assignee ON public.task USING btree (assignee, priority DESC, id) WHERE ((status = 'open'::text) AND (assignee IS NOT NULL));
CREATE INDEX task_case ON public.task USING btree (case_id, id);
CREATE INDEX task_mine ON public.task USING btree (assignee, priority DESC, id) WHERE ((status = 'open'::text) AND (assignee IS NOT NULL));
CREATE INDEX task_on_behalf ON public.task USING btree (on_behalf_of) WHERE ((status = 'open'::text) AND (on_behalf_of IS NOT NULL));
CREATE INDEX task_open ON public.task USING btree (office_id, priority DESC, id) WHERE (status = 'open'::text);
CREATE UNIQUE INDEX task_visit ON public.task USING btree (case_id, token, COALESCE(instance_id, ''::text)) WHERE (status = 'open'::text);

create table task_draft (
    task_id bigint not null,
    account_id uuid not null,
    key_id text not null,
    data bytea not null,
    updated_at timestamp with time zone not null,
    constraint task_draft_pkey PRIMARY KEY (task_id, account_id),
    constraint task_draft_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
    constraint task_draft_task_id_fkey FOREIGN KEY (task_id) REFERENCES task(id) ON DELETE CASCADE
);

create table task_seen (
    account_id uuid not null,
    task_id bigint not null,
    at timestamp with time zone not null,
    constraint task_seen_pkey PRIMARY KEY (account_id, task_id),
    constraint task_seen_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
    constraint task_seen_task_id_fkey FOREIGN KEY (task_id) REFERENCES task(id) ON DELETE CASCADE
);
CREATE INDEX task_seen_task ON public.task_seen USING btree (task_id);

create table task_view (
    id bigint not null generated always as identity,
    account_id uuid not null,
    office_id text,
    name text not null,
    filter json not null,
    columns text[] not null,
    updated_at timestamp with time zone not null,
    constraint task_view_pkey PRIMARY KEY (id),
    constraint task_view_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
    constraint task_view_office_id_fkey FOREIGN KEY (office_id) REFERENCES office(id)
);
CREATE INDEX task_view_account ON public.task_view USING btree (account_id);
CREATE INDEX task_view_office ON public.task_view USING btree (office_id) WHERE (office_id IS NOT NULL);

create table temporary_card (
    id uuid not null,
    person_id uuid not null,
    case_id bigint not null,
    visit bigint not null,
    application_id bigint,
    issued_on date not null,
    valid_until date not null,
    state text not null,
    issued_at timestamp with time zone not null,
    returned_at timestamp with time zone,
    constraint temporary_card_pkey PRIMARY KEY (id),
    constraint temporary_card_application_id_fkey FOREIGN KEY (application_id) REFERENCES case_file(id) ON DELETE SET NULL,
    constraint temporary_card_case_id_fkey FOREIGN KEY (case_id) REFERENCES case_file(id) ON DELETE CASCADE,
    constraint temporary_card_case_id_visit_key UNIQUE (case_id, visit),
    constraint temporary_card_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
    constraint temporary_card_state_check CHECK ((state = ANY (ARRAY['TEMP_ISSUED'::text, 'TEMP_RETURNED'::text])))
);
CREATE INDEX temporary_card_application ON public.temporary_card USING btree (application_id) WHERE (application_id IS NOT NULL);
CREATE INDEX temporary_card_person ON public.temporary_card USING btree (person_id);
CREATE UNIQUE INDEX temporary_card_out ON public.temporary_card USING btree (application_id) WHERE (state = 'TEMP_ISSUED'::text);

create table trigger (
    definition_id text not null,
    version integer not null,
    node_id text not null,
    kind text not null,
    key text not null,
    inputs jsonb not null,
    constraint trigger_pkey PRIMARY KEY (definition_id, node_id, key),
    constraint trigger_definition_id_version_fkey FOREIGN KEY (definition_id, version) REFERENCES definition(id, version)
);
CREATE INDEX trigger_key ON public.trigger USING btree (kind, key) WHERE (key <> ''::text);

create table virtual_clock (
    only_one boolean not null default true,
    now timestamp with time zone not null,
    constraint virtual_clock_pkey PRIMARY KEY (only_one),
    constraint virtual_clock_only_one_check CHECK (only_one)
);

create table waiting_place (
    office_id text not null,
    definition_id text not null,
    version integer not null,
    activity text not null,
    count integer not null,
    late integer not null,
    constraint waiting_place_pkey PRIMARY KEY (office_id, definition_id, version, activity),
    constraint waiting_place_office_id_fkey FOREIGN KEY (office_id) REFERENCES office(id) ON DELETE CASCADE
);

create table waiting_time (
    office_id text not null,
    definition_id text not null,
    version integer not null,
    activity text not null,
    step smallint not null,
    count integer not null,
    constraint waiting_time_pkey PRIMARY KEY (office_id, definition_id, version, activity, step),
    constraint waiting_time_office_id_fkey FOREIGN KEY (office_id) REFERENCES office(id) ON DELETE CASCADE
);

create table webhook_event (
    source text not null,
    event_id text not null,
    type text not null,
    subject text not null,
    case_id bigint,
    data jsonb not null,
    outcome text not null,
    received_at timestamp with time zone not null,
    constraint webhook_event_pkey PRIMARY KEY (source, event_id),
    constraint webhook_event_case_id_fkey FOREIGN KEY (case_id) REFERENCES case_file(id) ON DELETE CASCADE,
    constraint webhook_event_outcome_check CHECK ((outcome = ANY (ARRAY['applied'::text, 'early'::text, 'kept'::text])))
);
CREATE INDEX webhook_event_case ON public.webhook_event USING btree (case_id);
CREATE INDEX webhook_event_early ON public.webhook_event USING btree (case_id, received_at) WHERE (outcome = 'early'::text);
CREATE INDEX webhook_event_kept ON public.webhook_event USING btree (received_at) WHERE (outcome = 'kept'::text);

create table workflow_instance (
    id text not null,
    case_id bigint,
    definition_id text not null,
    version integer not null,
    status text not null,
    state json not null,
    revision bigint not null,
    created_at timestamp with time zone not null,
    updated_at timestamp with time zone not null,
    root_id text,
    parent_id text,
    parent_token bigint,
    correlation_id text,
    name text,
    depth integer,
    constraint workflow_instance_pkey PRIMARY KEY (id)
);
CREATE INDEX workflow_instance_case ON public.workflow_instance USING btree (case_id);
CREATE INDEX workflow_instance_children ON public.workflow_instance USING btree (parent_id, parent_token) WHERE (parent_id IS NOT NULL);
CREATE INDEX workflow_instance_correlation ON public.workflow_instance USING btree (correlation_id) WHERE (correlation_id IS NOT NULL);
CREATE INDEX workflow_instance_running ON public.workflow_instance USING btree (definition_id, correlation_id) WHERE (status = 'Running'::text);
CREATE INDEX workflow_instance_without_case ON public.workflow_instance USING btree (id DESC) WHERE (case_id IS NULL);

create table workload (
    office_id text not null,
    kind text not null,
    value text not null,
    due date,
    count integer not null,
    constraint workload_kind_check CHECK ((kind = ANY (ARRAY['person'::text, 'group'::text]))),
    constraint workload_office_id_fkey FOREIGN KEY (office_id) REFERENCES office(id) ON DELETE CASCADE,
    constraint workload_office_id_kind_value_due_key UNIQUE NULLS NOT DISTINCT (office_id, kind, value, due)
);

create view journal as
 SELECT burst.instance_id,
    ((burst.sequence - whole.length) + one.place) AS sequence,
    burst.at,
    burst.case_id,
    burst.actor,
    (one.event ->> '$type'::text) AS type,
    one.event
   FROM ((burst
     CROSS JOIN LATERAL ( SELECT json_array_length(burst.events) AS length
         OFFSET 0) whole)
     CROSS JOIN LATERAL json_array_elements(
        CASE
            WHEN (whole.length > 0) THEN burst.events
            ELSE NULL::json
        END) WITH ORDINALITY one(event, place));

CREATE OR REPLACE FUNCTION public.burst_create_partitions(from_instant timestamp with time zone, months integer)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
declare
    first_day timestamptz;
    next_day timestamptz;
    name text;
    created integer := 0;
begin
    perform pg_advisory_xact_lock(hashtext('burst_create_partitions'));
    for i in 0 .. months loop
        first_day := (date_trunc('month', from_instant at time zone 'UTC') + make_interval(months => i)) at time zone 'UTC';
        next_day := (date_trunc('month', from_instant at time zone 'UTC') + make_interval(months => i + 1)) at time zone 'UTC';
        name := 'burst_' || to_char(first_day at time zone 'UTC', 'YYYY_MM');
        continue when to_regclass(name) is not null;
        continue when exists (select from burst_default where at >= first_day and at < next_day);
        -- Created apart and attached: the journal stays readable and writable meanwhile.
        execute format('create table %I (like burst including defaults including constraints)', name);
        execute format('alter table burst attach partition %I for values from (%L) to (%L)', name, first_day, next_day);
        created := created + 1;
    end loop;
    return created;
end $function$;

CREATE OR REPLACE FUNCTION public.count_lamp()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    if tg_op <> 'INSERT' and old.colour <> 'green' and old.office_id is not null then
        insert into lamp_count (office_id, colour, count) values (old.office_id, old.colour, -1);
        if random() < 0.0625 then
            perform gather_lamp_counts(old.office_id, old.colour);
        end if;
    end if;
    if tg_op <> 'DELETE' and new.colour <> 'green' and new.office_id is not null then
        insert into lamp_count (office_id, colour, count) values (new.office_id, new.colour, 1);
        if random() < 0.0625 then
            perform gather_lamp_counts(new.office_id, new.colour);
        end if;
    end if;
    return null;
end $function$;

CREATE OR REPLACE FUNCTION public.expect_rows(touched bigint, expected integer)
 RETURNS void
 LANGUAGE plpgsql
 IMMUTABLE
AS $function$
begin
    if touched <> expected then
        raise exception using errcode = 'CF001', message = touched::text;
    end if;
end $function$;

CREATE OR REPLACE FUNCTION public.fill_clock()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    new.office_id := coalesce(new.office_id, (select office_id from case_file where id = new.case_id));
    new.remaining_days := coalesce(new.remaining_days, 0);
    new.colour := case when new.stopped_at is null then coalesce(new.colour, 'green') end;
    return new;
end $function$;

CREATE OR REPLACE FUNCTION public.fill_red_card()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    new.office_id := coalesce(new.office_id, (select office_id from case_file where id = new.case_id));
    new.status := coalesce(new.status, 'open');
    new.level := coalesce(new.level, 1);
    return new;
end $function$;

CREATE OR REPLACE FUNCTION public.forget_person(candidate uuid)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
begin
    perform from person where id = candidate for update skip locked;
    if not found then
        return false;
    end if;
    delete from person where id = candidate;
    return true;
exception when foreign_key_violation then
    return false;
end $function$;

CREATE OR REPLACE FUNCTION public.gather_lamp_counts(of_office text, of_colour text)
 RETURNS void
 LANGUAGE sql
 SET enable_seqscan TO 'off'
AS $function$
    with gone as (
        delete from lamp_count where ctid = any (array(
            select ctid from lamp_count where office_id = of_office and colour = of_colour for update skip locked)) returning count)
    insert into lamp_count (office_id, colour, count) select of_office, of_colour, sum(count)::int from gone having sum(count) <> 0;
$function$;

CREATE OR REPLACE FUNCTION public.journal_insert()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    insert into burst (instance_id, sequence, at, case_id, actor, events) values (new.instance_id, new.sequence, new.at, new.case_id, new.actor, json_build_array(new.event));
    return new;
end $function$;

CREATE OR REPLACE FUNCTION public.keep_red_card()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    if exists (select from case_file where id = old.case_id) then
        raise exception 'A red card cannot be deleted: dispose of it or appeal.' using errcode = 'restrict_violation';
    end if;
    return old;
end $function$;
