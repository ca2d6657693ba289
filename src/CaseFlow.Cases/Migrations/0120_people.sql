-- Personal data stand here and nowhere else: encrypted with the key named by key_id, findable by keyed hash only.
create table person (
    id              uuid primary key,
    key_id          text not null,
    name            bytea not null,
    id_number       bytea not null,
    id_number_hash  bytea not null unique,
    mobile          bytea,
    mobile_hash     bytea,
    address         bytea,
    created_at      timestamptz not null,
    updated_at      timestamptz not null
);
create index person_mobile on person (mobile_hash) where mobile_hash is not null;

-- Every read of personal data in clear: who, whose, why.
create table access_log (
    id         bigint generated always as identity primary key,
    at         timestamptz not null,
    actor      text not null,
    person_id  uuid not null,
    purpose    text not null
);
create index access_log_person on access_log (person_id, at desc);

-- One-time codes that prove a mobile number; only a keyed hash of the code is kept, and only for minutes.
create table mobile_code (
    mobile_hash  bytea primary key,
    code_hash    bytea not null,
    expires_at   timestamptz not null,
    tries_left   int not null,
    sent_at      timestamptz not null
);
