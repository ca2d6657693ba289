-- When closed cases and their journals leave. One rule a process, not one a version: when the law changes, it changes for old cases too.
create table retention_rule (
    process            text primary key,
    -- Days after the end of a case; null: kept for ever.
    closed_cases_days  int check (closed_cases_days >= 30),
    -- The journal may leave earlier than its case; null: with the case.
    journal_days       int check (journal_days >= 30),
    -- Journals of cases closed before this have left.
    journals_left      timestamptz,
    changed_at         timestamptz not null,
    changed_by         text not null
);

-- Stops the deletion of a case, whatever the rule says: a lawsuit, a complaint.
create table legal_hold (
    case_id    bigint primary key references case_file (id),
    reason     text not null,
    placed_at  timestamptz not null,
    placed_by  text not null
);

-- One night's deletion. It goes on after a crash where it stood.
create table retention_run (
    id          bigint generated always as identity primary key,
    started_at  timestamptz not null,
    ended_at    timestamptz,
    rules       jsonb not null,
    cases       int not null default 0,
    instances   int not null default 0,
    journals    int not null default 0,
    bursts      bigint not null default 0,
    persons     int not null default 0,
    partitions  text[] not null default '{}'
);

-- Proof that a case was deleted, when and by which rule. Only who has the case number can find its row: it keeps a keyed hash.
create table deletion (
    number_hash  bytea primary key,
    run_id       bigint not null references retention_run (id),
    process      text not null,
    closed_on    date not null,
    rule_days    int not null,
    deleted_at   timestamptz not null
);

-- People of a case besides its applicant: who may leave when the last case that knows them leaves.
create table case_party (
    case_id    bigint not null references case_file (id) on delete cascade,
    person_id  uuid not null references person (id),
    role       text not null,
    primary key (case_id, person_id, role)
);
create index case_party_person on case_party (person_id);

-- Each table says itself what happens to its rows when their case leaves: they leave with it.
alter table case_key drop constraint case_key_case_id_fkey, add constraint case_key_case_id_fkey foreign key (case_id) references case_file (id) on delete cascade;
alter table decision drop constraint decision_case_id_fkey, add constraint decision_case_id_fkey foreign key (case_id) references case_file (id) on delete cascade;
alter table task drop constraint task_case_id_fkey, add constraint task_case_id_fkey foreign key (case_id) references case_file (id) on delete cascade;
alter table incident drop constraint incident_case_id_fkey, add constraint incident_case_id_fkey foreign key (case_id) references case_file (id) on delete cascade;
alter table message drop constraint message_case_id_fkey, add constraint message_case_id_fkey foreign key (case_id) references case_file (id) on delete cascade;
alter table paper drop constraint paper_case_id_fkey, add constraint paper_case_id_fkey foreign key (case_id) references case_file (id) on delete cascade;
alter table webhook_event drop constraint webhook_event_case_id_fkey, add constraint webhook_event_case_id_fkey foreign key (case_id) references case_file (id) on delete cascade;
alter table clock drop constraint clock_case_id_fkey, add constraint clock_case_id_fkey foreign key (case_id) references case_file (id) on delete cascade;
alter table signal drop constraint signal_case_id_fkey, add constraint signal_case_id_fkey foreign key (case_id) references case_file (id) on delete cascade;
alter table signal drop constraint signal_clock_id_fkey, add constraint signal_clock_id_fkey foreign key (clock_id) references clock (id) on delete cascade;
alter table supervision drop constraint supervision_case_id_fkey, add constraint supervision_case_id_fkey foreign key (case_id) references case_file (id) on delete cascade;
alter table intervention drop constraint intervention_case_id_fkey, add constraint intervention_case_id_fkey foreign key (case_id) references case_file (id) on delete cascade;

-- What the cascades look for and had no index yet.
create index incident_case on incident (case_id);
create index webhook_event_case on webhook_event (case_id);
create index message_person on message (person_id);
-- Tiny, and free at every write: rows lie in the order in which cases were opened, and close in nearly the same.
create index case_file_closed on case_file using brin (closed_at);

-- Deletes a person whom nothing refers to any more. Whatever table refers to people, of any room, keeps them by its foreign key.
create function forget_person(candidate uuid) returns boolean language plpgsql as $$
begin
    perform from person where id = candidate for update skip locked;
    if not found then
        return false;
    end if;
    delete from person where id = candidate;
    return true;
exception when foreign_key_violation then
    return false;
end $$;
