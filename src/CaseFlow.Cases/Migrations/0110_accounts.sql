-- The tree of offices. `path` holds the ids from the root down (sh/sh-hp/ceshilu): «at or below» is one prefix comparison.
create table office (
    id        text primary key,
    parent_id text references office (id),
    name_zh   text not null,
    name_en   text not null,
    kind      text not null check (kind in ('bureau', 'district', 'station')),
    path      text not null unique
);

create index office_path_prefix on office (path text_pattern_ops);

-- People sign in with a password, systems with a token; only hashes are stored.
create table account (
    id              uuid primary key,
    login           text        not null unique,
    name            text        not null,
    kind            text        not null check (kind in ('person', 'system')),
    office_id       text        not null references office (id),
    roles           text[]      not null default '{}',
    groups          text[]      not null default '{}',
    password_hash   text,
    token_hash      bytea unique,
    -- Changes with the password: a session that carries an older stamp ends.
    stamp           uuid        not null default gen_random_uuid(),
    active          boolean     not null default true,
    -- Lock-out runs on wall time, also where the business clock is virtual.
    failed_attempts integer     not null default 0,
    locked_until    timestamptz,
    check (kind = 'person' and token_hash is null or kind = 'system' and password_hash is null)
);

create index account_office on account (office_id);
