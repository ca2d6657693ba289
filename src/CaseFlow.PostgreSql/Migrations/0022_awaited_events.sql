-- Awaited events by name: whoever publishes one finds who waits for it without reading instances. Written with the instance, by the one switch of consequences.
create table bookmark (
    instance_id     text    not null,
    token           bigint  not null,
    name            text    not null,
    case_id         bigint,
    correlation_id  text,
    -- Who may send it; empty: other instances too.
    senders         text[]  not null,
    form            text,
    primary key (instance_id, token, name)
);
create index bookmark_name on bookmark (name, correlation_id);
create index bookmark_case on bookmark (case_id) where case_id is not null;

-- Events that nobody awaited when they were published. The first instance that waits for one within its time gets it.
create table early_event (
    id              bigint      generated always as identity primary key,
    name            text        not null,
    correlation_id  text,
    -- Only this instance may have it; null: any.
    instance_id     text,
    payload         json        not null,
    expires_at      timestamptz not null
);
create index early_event_name on early_event (name, id);
create index early_event_expiry on early_event (expires_at);
