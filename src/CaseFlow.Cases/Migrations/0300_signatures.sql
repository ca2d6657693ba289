-- Whom a paper asks to sign: [{"role": "visitor", "label": "领取人签名"}]; null: nobody.
alter table paper add column signers jsonb;

-- A signature belongs to a paper in all its languages. What was drawn is personal: encrypted, and in no other place.
create table paper_signature (
    id         bigint generated always as identity primary key,
    case_id    bigint not null references case_file (id) on delete cascade,
    template   text not null,
    issued_at  timestamptz not null,
    signer     text not null,
    person_id  uuid not null references person (id),
    key_id     text not null,
    -- Null: signed on the printed paper.
    strokes    bytea,
    signed_at  timestamptz not null,
    taken_by   text not null,
    unique (case_id, template, issued_at, signer)
);
create index paper_signature_person on paper_signature (person_id);
