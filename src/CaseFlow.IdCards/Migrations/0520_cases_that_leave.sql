-- When a case leaves, its card stays: it is valid for years and belongs to the person. Authorisations and shipments leave with the case.
alter table id_card drop constraint id_card_case_id_fkey, add constraint id_card_case_id_fkey foreign key (case_id) references case_file (id) on delete set null;
alter table card_authorization drop constraint card_authorization_case_id_fkey, add constraint card_authorization_case_id_fkey foreign key (case_id) references case_file (id) on delete cascade;
alter table shipment drop constraint shipment_case_id_fkey, add constraint shipment_case_id_fkey foreign key (case_id) references case_file (id) on delete cascade;
alter table shipment_event drop constraint shipment_event_shipment_id_fkey, add constraint shipment_event_shipment_id_fkey foreign key (shipment_id) references shipment (id) on delete cascade;
-- Deleting a person asks every table that refers to people.
create index card_authorization_principal on card_authorization (principal_id);
create index card_authorization_agent on card_authorization (agent_id);
