-- Instances compose: one may start others. The row of the root is the lock of the whole family; for a case that is the case's own instance.
alter table workflow_instance
    -- Null: the instance is its own root.
    add column root_id         text,
    add column parent_id       text,
    -- The visit that waits for this instance's end; null: nobody does.
    add column parent_token    bigint,
    -- What the instance is about. Null also where it is the number of its case: every case would carry it, and the case has it already.
    add column correlation_id  text,
    add column name            text;

create index workflow_instance_children on workflow_instance (parent_id, parent_token) where parent_id is not null;
