-- The length of a burst is asked once a burst and not once an event: a burst of ten thousand events would be read ten thousand times. The elements name the length
-- so that the planner cannot put them first; «offset 0» keeps it from folding the two into one.
create or replace view journal as
select burst.instance_id, burst.sequence - whole.length + one.place as sequence, burst.at, burst.case_id, burst.actor, one.event ->> '$type' as type, one.event
from burst
cross join lateral (select json_array_length(burst.events) as length offset 0) as whole
cross join lateral json_array_elements(case when whole.length > 0 then burst.events end) with ordinality as one (event, place);
