create table library_card (
    number     bigint generated always as identity (start with 100001) primary key,
    case_id    bigint not null unique references case_file (id) on delete cascade,
    reader_id  uuid not null references person (id),
    issued_at  timestamptz not null
);
create index library_card_reader on library_card (reader_id);
