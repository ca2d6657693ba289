-- What the lists of people who watch time limits read. Derived from the ledger like the columns before it and rewritten with it; the lamp also changes when a card is raised.
alter table clock
    add column office_id text references office (id),
    -- Null: cards can no longer fall due.
    add column colour text check (colour in ('green', 'amber', 'final', 'red', 'paused')),
    -- Days left as of the last entry: while a clock is paused they do not change.
    add column remaining_days int;

update clock k set office_id = c.office_id, remaining_days = 0,
    colour = case when k.stopped_at is not null or k.ledger ? 'attemptedAt' then null
                  when jsonb_path_exists(k.ledger, '$.pauses[*] ? (!exists(@.to))') then 'paused'
                  else coalesce((select case s.kind when 'urge' then 'final' else s.kind end from signal s
                                 where s.clock_id = k.id and s.deadline = k.deadline and s.kind <> 'stage' order by s.id desc limit 1), 'green') end
from case_file c where c.id = k.case_id;

-- A list walks one range an office and lamp, by the deadline: remaining working time orders alike. Paused ones stand by the days that are left.
create index clock_watched on clock (office_id, colour, deadline, id) where colour is not null;
create index clock_paused on clock (office_id, remaining_days, id) where colour = 'paused';
create index clock_provisional on clock (office_id, deadline, id) where colour is not null and provisional;
drop index clock_deadline;

-- Red cards: open → disposed, or open → appealed → withdrawn, or open again. Other signals have no state.
alter table signal
    add column office_id text references office (id),
    add column status text check (status in ('open', 'appealed', 'disposed', 'withdrawn')),
    -- How far up an open card has climbed.
    add column level int;
update signal s set office_id = c.office_id, status = case when s.kind = 'red' then 'open' end, level = case when s.kind = 'red' then 1 end from case_file c where c.id = s.case_id;
create index red_card on signal (office_id, status, id) where kind = 'red';

-- A red card leaves with its case, by the retention rule of the process, and never before.
create function keep_red_card() returns trigger language plpgsql as $$
begin
    if exists (select from case_file where id = old.case_id) then
        raise exception 'A red card cannot be deleted: dispose of it or appeal.' using errcode = 'restrict_violation';
    end if;
    return old;
end $$;
create trigger red_card_stays before delete on signal for each row when (old.kind = 'red') execute function keep_red_card();

-- What people did about a red card, and how it climbed: append only.
create table red_card_step (
    id           bigint generated always as identity primary key,
    signal_id    bigint not null references signal (id) on delete cascade,
    case_id      bigint not null references case_file (id) on delete cascade,
    step         text not null check (step in ('escalated', 'appealed', 'withdrawn', 'appeal-rejected', 'disposed')),
    cause        text,
    text         text not null,
    evidence     text[] not null default '{}',
    expected_on  date,
    level        int,
    at           timestamptz not null,
    by           text not null
);
create index red_card_step_card on red_card_step (signal_id, id);
create index red_card_step_case on red_card_step (case_id, id);

-- Orders (督办单) and urges (催办).
alter table supervision
    add column office_id text references office (id),
    add column kind text not null default 'order' check (kind in ('order', 'urge')),
    add column signal_id bigint references signal (id) on delete cascade,
    -- The login of who must do it; null: the office.
    add column owner text,
    add column status text not null default 'open' check (status in ('open', 'replied', 'closed'));
update supervision s set office_id = c.office_id from case_file c where c.id = s.case_id;
create index supervision_open on supervision (office_id, due_on, id) where status <> 'closed';
create index supervision_owner on supervision (owner, due_on, id) where status <> 'closed' and owner is not null;
create index supervision_card on supervision (signal_id) where signal_id is not null;

create table supervision_step (
    id              bigint generated always as identity primary key,
    supervision_id  bigint not null references supervision (id) on delete cascade,
    case_id         bigint not null references case_file (id) on delete cascade,
    step            text not null check (step in ('replied', 'returned', 'closed')),
    text            text not null,
    at              timestamptz not null,
    by              text not null
);
create index supervision_step_order on supervision_step (supervision_id, id);
create index supervision_step_case on supervision_step (case_id, id);
