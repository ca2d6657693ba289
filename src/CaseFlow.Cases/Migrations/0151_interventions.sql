-- What operators did to the process of a case, and why. The journal tells what followed from it.
create table intervention (
    id           bigint generated always as identity primary key,
    case_id      bigint references case_file (id),
    -- A child of the case's instance, or an instance without a case.
    instance_id  text,
    command      text not null,
    reason       text not null,
    -- What it was about: activity, port, names of variables. No values.
    detail       jsonb not null,
    at           timestamptz not null,
    by           text not null,
    check (case_id is not null or instance_id is not null)
);
create index intervention_case on intervention (case_id, id);
