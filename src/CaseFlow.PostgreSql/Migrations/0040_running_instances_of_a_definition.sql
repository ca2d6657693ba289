-- Asked only of instances that run (activation strategies): finished ones, which are nearly all, need not stand in it.
drop index workflow_instance_definition;
create index workflow_instance_running on workflow_instance (definition_id, correlation_id) where status = 'Running';
