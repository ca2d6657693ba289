-- Temporary identity cards (rulebook 2.2): one may be out for an application at a time; it is handed back when the real card is collected.
create table temporary_card (
    id              uuid primary key,
    person_id       uuid not null references person (id),
    -- The case that issued it, and the visit: a visit that is run again finds its card.
    case_id         bigint not null references case_file (id) on delete cascade,
    visit           bigint not null,
    -- The application, exchange or reissue during which it is used.
    application_id  bigint references case_file (id) on delete set null,
    issued_on       date not null,
    valid_until     date not null,
    state           text not null check (state in ('TEMP_ISSUED', 'TEMP_RETURNED')),
    issued_at       timestamptz not null,
    returned_at     timestamptz,
    unique (case_id, visit)
);
create unique index temporary_card_out on temporary_card (application_id) where state = 'TEMP_ISSUED';
create index temporary_card_application on temporary_card (application_id) where application_id is not null;
create index temporary_card_person on temporary_card (person_id);
