-- A card on its way by post, and the events of the postal service. Names and phones of couriers are never stored.
create table shipment (
    id          bigint generated always as identity primary key,
    case_id     bigint not null references case_file (id),
    waybill     text not null,
    created_at  timestamptz not null,
    unique (case_id, waybill)
);
create index shipment_waybill on shipment (waybill);

create table shipment_event (
    id                 bigint generated always as identity primary key,
    shipment_id        bigint not null references shipment (id),
    at                 timestamptz not null,
    code               text not null,
    signer             text,
    courier_confirmed  boolean,
    suishen_code       boolean,
    receipt_shown      boolean,
    reason             text
);
create index shipment_event_shipment on shipment_event (shipment_id, id);
