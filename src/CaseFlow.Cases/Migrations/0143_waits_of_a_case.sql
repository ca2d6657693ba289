-- What the deletion of a case looks for.
create index http_wait_case on http_wait (case_id) where case_id is not null;
