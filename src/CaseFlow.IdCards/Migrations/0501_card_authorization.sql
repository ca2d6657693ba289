-- Who may collect for the applicant: a paper letter handed in at the application, or a remote authorisation (rulebook 2.3, 3.4). Drafts stay in the citizens' app.
create table card_authorization (
    id            uuid primary key,
    case_id       bigint not null references case_file (id),
    kind          text not null check (kind in ('letter', 'remote')),
    -- The number of a remote authorisation; a paper letter has none.
    number        text,
    principal_id  uuid not null references person (id),
    agent_id      uuid not null references person (id),
    valid_from    date not null,
    -- Null: until the card is handed over.
    valid_to      date,
    state         text not null check (state in ('AUTH_ACTIVE', 'AUTH_USED', 'AUTH_REVOKED')),
    granted_at    timestamptz not null,
    changed_at    timestamptz not null,
    check (valid_to is null or valid_to >= valid_from)
);
create unique index card_authorization_number on card_authorization (case_id, number) where number is not null;
create index card_authorization_case on card_authorization (case_id);
