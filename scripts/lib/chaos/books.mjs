// What is stored, as the accounting wants it.
import { query } from './sql.mjs';

const CASES = `
  select json_build_object('number', c.number, 'process', c.process, 'closed', c.closed_at is not null, 'status', i.status, 'reference', c.facts->'approval'->>'reference',
    'decisions', (select coalesce(json_agg(step || ' ' || decision order by id), '[]') from decision where case_id = c.id),
    'tasks', (select coalesce(json_agg(rtrim(name || ' ' || status || ' ' || coalesce(outcome, '')) order by id), '[]') from task where case_id = c.id),
    'clocks', (select count(*) from clock where case_id = c.id and stopped_at is null),
    'jobs', (select count(*) from job where case_id = c.id),
    'messages', (select count(*) from message where case_id = c.id),
    'unsent', (select count(*) from message where case_id = c.id and sent_at is null),
    'incidents', (select count(*) from incident where case_id = c.id))::text as row
  from case_file c left join workflow_instance i on i.id = c.id::text where c.process in ('w1', 'w2')`;

export async function read(database) {
  const cases = (await query(database, CASES)).map(row => JSON.parse(row.row));
  const keys = await query(database, `select key, answer->'case'->>'number' as number from command_key where command in ('StartCase', 'CompleteTask')`);
  return { cases, keys };
}

/** Jobs that are due, or will be before long, and are not given up: the two seconds that w2 waits, not the week of w1. */
export const dueJobs = async database => Number((await query(database, `select count(*) as n from job where due_at <= now() + interval '1 hour' and failed_at is null`))[0].n);

export const failedJobs = async database =>
  (await query(database, `select kind, count(*) as n, min(last_error) as error from job where failed_at is not null or case_id not in (select id from case_file) group by kind`));
