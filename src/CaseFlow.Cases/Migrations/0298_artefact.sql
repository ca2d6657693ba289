-- Values that must not outlive the day they are needed (the ticket of a face check): cases, journals and jobs hold the reference alone.
create table artefact (
    id         uuid primary key,
    key_id     text not null,
    value      bytea not null,
    leaves_at  timestamptz not null
);
create index artefact_leaves on artefact (leaves_at);
