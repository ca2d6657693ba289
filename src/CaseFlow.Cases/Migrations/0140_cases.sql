create sequence case_number;

-- «case» is a reserved word of SQL; everything else is called as in the product. The id is also the id of the workflow instance, whose row is the lock of the whole case.
create table case_file (
    id            bigint primary key,
    number        text not null unique,
    query_code    text not null unique,
    process       text not null,
    version       int not null,
    state         text not null,
    office_id     text not null references office (id),
    channel       text not null,
    applicant_id  uuid not null references person (id),
    facts         jsonb not null,
    opened_at     timestamptz not null,
    closed_at     timestamptz
);
create sequence case_file_id;
create index case_file_open on case_file (office_id, id desc) where closed_at is null;
create index case_file_office on case_file (office_id, id desc);
create index case_file_applicant on case_file (applicant_id, id desc);
create index case_file_process_state on case_file (process, state, id desc);

-- What a webhook may name instead of the case number: a waybill, an order.
create table case_key (
    key      text primary key,
    case_id  bigint not null references case_file (id)
);
create index case_key_case on case_key (case_id);

-- The decision log: append only.
create table decision (
    id        bigint generated always as identity primary key,
    case_id   bigint not null references case_file (id),
    step      text not null,
    decision  text not null,
    reason    text,
    rules     text[] not null,
    at        timestamptz not null,
    by        text not null
);
create index decision_case on decision (case_id, id);

create table task (
    id               bigint generated always as identity primary key,
    case_id          bigint not null references case_file (id),
    token            bigint not null,
    office_id        text not null references office (id),
    name             text not null,
    title            jsonb not null,
    form             text,
    candidate_groups text[] not null,
    priority         int not null,
    due              timestamptz,
    outcomes         text[] not null,
    data             jsonb not null,
    status           text not null check (status in ('open', 'completed', 'cancelled')),
    assignee         text,
    opened_at        timestamptz not null,
    ended_at         timestamptz,
    ended_by         text,
    outcome          text
);
-- One open task a visit; a visit that is retried after an incident opens a new one.
create unique index task_visit on task (case_id, token) where status = 'open';
-- The inbox reads open work of an office, most urgent first; closed work does not weigh on it.
create index task_open on task (office_id, priority desc, id) where status = 'open';
create index task_assignee on task (assignee, priority desc, id) where status = 'open' and assignee is not null;
create index task_case on task (case_id, id);

create table incident (
    id           bigint generated always as identity primary key,
    case_id      bigint not null references case_file (id),
    token        bigint not null,
    activity     text not null,
    code         text not null,
    message      text not null,
    raised_at    timestamptz not null,
    resolved_at  timestamptz,
    resolved_by  text,
    resolution   text,
    reason       text
);
create unique index incident_open on incident (case_id, token) where resolved_at is null;
create index incident_open_list on incident (id desc) where resolved_at is null;

create table message (
    id         bigint generated always as identity primary key,
    case_id    bigint not null references case_file (id),
    person_id  uuid not null references person (id),
    template   text not null,
    locale     text not null,
    body       text not null,
    queued_at  timestamptz not null,
    sent_at    timestamptz
);
create index message_case on message (case_id, id);

create table paper (
    id         bigint generated always as identity primary key,
    case_id    bigint not null references case_file (id),
    template   text not null,
    locale     text not null,
    title      text not null,
    body       text not null,
    issued_at  timestamptz not null,
    issued_by  text not null
);
create index paper_case on paper (case_id, id);

-- A command sent again with its key is answered from here instead of being done twice.
create table command_key (
    account_id  uuid not null,
    key         text not null,
    command     text not null,
    request     bytea not null,
    answer      jsonb,
    at          timestamptz not null,
    primary key (account_id, key)
);
create index command_key_at on command_key (at);

-- Events of outside systems by their own id: the second arrival of an id is answered and not applied.
create table webhook_event (
    source       text not null,
    event_id     text not null,
    type         text not null,
    subject      text not null,
    case_id      bigint references case_file (id),
    data         jsonb not null,
    outcome      text not null check (outcome in ('applied', 'kept')),
    received_at  timestamptz not null,
    primary key (source, event_id)
);
create index webhook_event_kept on webhook_event (received_at) where outcome = 'kept';
