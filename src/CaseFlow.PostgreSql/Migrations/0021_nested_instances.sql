-- How deep an instance stands among those that run inside one another; null: not at all.
alter table workflow_instance add column depth integer;
-- Activation strategies ask whether anything of this correlation runs. Instances that carry none weigh nothing here.
create index workflow_instance_correlation on workflow_instance (correlation_id) where correlation_id is not null;
