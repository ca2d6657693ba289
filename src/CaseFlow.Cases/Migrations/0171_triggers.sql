-- What starts new instances: the triggers of the newest released version of each definition.
create table trigger (
    definition_id  text   not null,
    version        int    not null,
    node_id        text   not null,
    -- The activity type, e.g. Elsa.Event.
    kind           text   not null,
    -- What the outside names it by: the name of an event, method and path of an endpoint; empty for timers.
    key            text   not null,
    -- The activity's inputs as they were when the version was released.
    inputs         jsonb  not null,
    primary key (definition_id, node_id, key),
    foreign key (definition_id, version) references definition (id, version)
);
create index trigger_key on trigger (kind, key) where key <> '';

-- One row a running instance whose definition limits how many may run: its key is what no second one may hold. Two starts at once meet here.
create table activation (
    key          text primary key,
    instance_id  text not null
);
create index activation_instance on activation (instance_id);
