-- Visits that wait for an HTTP request, by method and shape of the path: a request finds them by its key, without trying every instance.
create table http_wait (
    key          text   not null,
    instance_id  text   not null,
    token        bigint not null,
    case_id      bigint references case_file (id) on delete cascade,
    route        json   not null,
    primary key (key, instance_id, token)
);
create index http_wait_instance on http_wait (instance_id, token);

-- A caller who still waits for the workflow's answer after the first burst: the burst that writes one leaves it here, on whatever node.
create table http_exchange (
    id         bigint      generated always as identity primary key,
    -- The root of the instance's family: a child may write the answer.
    root_id    text        not null,
    opened_at  timestamptz not null,
    answer     json
);
create index http_exchange_open on http_exchange (root_id, id) where answer is null;
create index http_exchange_opened on http_exchange (opened_at);
