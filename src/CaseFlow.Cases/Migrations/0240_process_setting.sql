-- What an administrator or designer has set for a process, in place of the default that stands beside its definition (<process>.settings.json).
-- Rows are only added: the newest of a name counts, the ones before it are its history. A case keeps the values it started with.
create table process_setting (
    id          bigint generated always as identity primary key,
    process     text not null,
    name        text not null,
    value       jsonb not null,
    reason      text not null,
    changed_at  timestamptz not null,
    changed_by  text not null
);
create index process_setting_newest on process_setting (process, name, id desc);
