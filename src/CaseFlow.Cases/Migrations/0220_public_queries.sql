-- What the public asked and how it was answered. An answer about a case also stands in its decision log; this table holds those about nobody, too.
create table public_query (
    id       bigint generated always as identity primary key,
    at       timestamptz not null,
    kind     text not null check (kind in ('progress', 'logistics')),
    reason   text not null,
    -- Keyed hash of what was asked by: a mobile number, an ID number, a query code.
    key      bytea not null,
    case_id  bigint references case_file (id) on delete set null
);
create index public_query_at on public_query (at);
create index public_query_case on public_query (case_id) where case_id is not null;

-- How often an address or a number has asked within an hour; shared by all nodes.
create table public_query_count (
    key    bytea not null,
    since  timestamptz not null,
    asked  int not null,
    primary key (key, since)
);
create index public_query_count_since on public_query_count (since);
