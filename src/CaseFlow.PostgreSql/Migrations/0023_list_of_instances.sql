-- The list of instances without a case, newest first; cases weigh nothing here.
create index workflow_instance_without_case on workflow_instance (id desc) where case_id is null;
