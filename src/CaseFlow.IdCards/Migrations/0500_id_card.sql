-- One row a physical card. States: MADE (made, not yet in force), VALID, LOST_REPORTED, INVALID_SUPERSEDED, RETURNED, EXPIRED (rulebook 2.0).
create table id_card (
    id              uuid primary key,
    person_id       uuid not null references person (id),
    -- The person's cards in their order; a loss report of card n never concerns card n+1.
    card_no         int not null,
    state           text not null check (state in ('MADE', 'VALID', 'LOST_REPORTED', 'INVALID_SUPERSEDED', 'RETURNED', 'EXPIRED')),
    validity        text,
    -- Made for an exchange: the registry is told when it is handed over, not when it is made.
    exchange        boolean not null default false,
    -- The case and the visit that made it; null for a card that is known from the registry only. A visit that is retried finds its card again.
    case_id         bigint references case_file (id),
    visit           bigint,
    issued_at       timestamptz,
    -- Who took it: applicant, agent, guardian, proxy.
    handed_to       text,
    handed_over_at  timestamptz,
    changed_at      timestamptz not null,
    unique (person_id, card_no),
    unique (case_id, visit)
);
-- Invariant 1: a person has at most one valid card.
create unique index id_card_one_valid on id_card (person_id) where state = 'VALID';
create index id_card_case on id_card (case_id) where case_id is not null;
