import type { RJSFSchema } from '@rjsf/utils';

type Json = Record<string, unknown>;

/** A paper that was scanned is there: its code ticks the box that says so (`x-ticks`). */
export function ticked(schema: RJSFSchema, before: Json, after: Json): Json {
  let result = after;
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const box = typeof property === 'object' && (property as Json)['x-ticks'];
    if (typeof box === 'string' && after[name] !== before[name] && String(after[name] ?? '').length >= 8) result = { ...result, [box]: true };
  }
  return result;
}
