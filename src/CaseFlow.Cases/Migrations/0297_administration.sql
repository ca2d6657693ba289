-- What administrators did to accounts: append only. Never a secret.
create table account_change (
    id          bigint generated always as identity primary key,
    account_id  uuid not null references account (id) on delete cascade,
    change      text not null check (change in ('opened', 'changed', 'secret')),
    detail      jsonb not null,
    at          timestamptz not null,
    by          text not null
);
create index account_change_account on account_change (account_id, id desc);

-- Messages that have not left yet, for the log of messages.
create index message_unsent on message (id) where sent_at is null;
