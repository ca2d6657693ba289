-- Every opening of a case looks for its open incidents.
create index incident_open_case on incident (case_id, id) where resolved_at is null;
