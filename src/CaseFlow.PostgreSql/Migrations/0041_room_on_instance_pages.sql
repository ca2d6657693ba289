-- A page of instances keeps little room: with 70 a third of what finished instances took was empty.
alter table workflow_instance set (fillfactor = 90);
