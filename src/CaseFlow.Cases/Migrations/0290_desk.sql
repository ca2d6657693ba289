-- What the desk keeps for people: who does a task for whom, what was seen, what was typed, how somebody likes the inbox.

-- The task belongs to somebody who is away; it goes back when that ends.
alter table task add column on_behalf_of text;
create index task_on_behalf on task (on_behalf_of) where status = 'open' and on_behalf_of is not null;

-- A row says that the account has opened the task: what has none is unread.
create table task_seen (
    account_id  uuid not null references account (id) on delete cascade,
    task_id     bigint not null references task (id) on delete cascade,
    at          timestamptz not null,
    primary key (account_id, task_id)
);
create index task_seen_task on task_seen (task_id);

-- What somebody typed and has not sent. Encrypted: it may hold anything.
create table task_draft (
    task_id     bigint not null references task (id) on delete cascade,
    account_id  uuid not null references account (id) on delete cascade,
    key_id      text not null,
    data        bytea not null,
    updated_at  timestamptz not null,
    primary key (task_id, account_id)
);

-- Filters and columns under a name; shared with an office and everything below it, or private.
create table task_view (
    id          bigint generated always as identity primary key,
    account_id  uuid not null references account (id) on delete cascade,
    office_id   text references office (id),
    name        text not null,
    filter      json not null,
    columns     text[] not null,
    updated_at  timestamptz not null
);
create index task_view_account on task_view (account_id);
create index task_view_office on task_view (office_id) where office_id is not null;

create table account_setting (
    account_id  uuid not null references account (id) on delete cascade,
    name        text not null,
    value       json not null,
    primary key (account_id, name)
);

-- Out of office: what is and will be assigned to somebody goes to the deputy meanwhile.
create table substitution (
    id          bigint generated always as identity primary key,
    account_id  uuid not null references account (id) on delete cascade,
    deputy_id   uuid not null references account (id) on delete cascade,
    from_at     timestamptz not null,
    until_at    timestamptz,
    ended_at    timestamptz,
    check (account_id <> deputy_id)
);
-- One absence at a time.
create unique index substitution_open on substitution (account_id) where ended_at is null;
create index substitution_deputy on substitution (deputy_id) where ended_at is null;

-- What people tell each other about a case. Encrypted like all that may name somebody.
create table note (
    id          bigint generated always as identity primary key,
    case_id     bigint not null references case_file (id) on delete cascade,
    key_id      text not null,
    body        bytea not null,
    mentions    text[] not null default '{}',
    at          timestamptz not null,
    by          text not null
);
create index note_case on note (case_id, id);

-- A note that names somebody stays unread until that person has opened the case.
create table mention (
    note_id     bigint not null references note (id) on delete cascade,
    account_id  uuid not null references account (id) on delete cascade,
    case_id     bigint not null references case_file (id) on delete cascade,
    read_at     timestamptz,
    primary key (note_id, account_id)
);
create index mention_unread on mention (account_id, note_id) where read_at is null;
create index mention_case on mention (case_id, account_id) where read_at is null;

create table case_link (
    case_id     bigint not null references case_file (id) on delete cascade,
    other_id    bigint not null references case_file (id) on delete cascade,
    reason      text not null,
    at          timestamptz not null,
    by          text not null,
    primary key (case_id, other_id),
    -- Kept once, from the older case to the younger.
    check (case_id < other_id)
);
create index case_link_other on case_link (other_id);

-- Who looks at a case just now. Lost in a crash, and nobody misses it.
create unlogged table presence (
    case_id     bigint not null references case_file (id) on delete cascade,
    account_id  uuid not null references account (id) on delete cascade,
    seen_at     timestamptz not null,
    primary key (case_id, account_id)
);
create index presence_account on presence (account_id);

-- The inbox by what is promised first.
create index clock_due on clock (deadline, case_id) where colour is not null;
create index task_mine on task (assignee, priority desc, id) where status = 'open' and assignee is not null;
