-- A second source of traces (an aggregator) stands beside the postal service. op_time is the courier's own time: events arrive late, out of order and more than once.
alter table shipment_event add column source text not null default 'ems', add column op_time timestamptz, add column note text;
create index shipment_event_order on shipment_event (shipment_id, source, op_time);
