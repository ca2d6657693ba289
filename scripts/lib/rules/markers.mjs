// Finds the rules that a file names. JSON says so in its `rules` (processes, scenarios, decision tests); every other text by R1 … R61, or a range: R12–R16.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

const RULE = /(?<![\w"-])R([1-9]|[1-5]\d|6[01])(?:\s*(?:–|…|\.\.)\s*R?([1-9]|[1-5]\d|6[01]))?(?![\w-])/g;
const SKIPPED = new Set(['bin', 'obj', 'node_modules', '.git', '.data', 'dist']);

/** The rules a text names, ranges written out. */
export function rulesIn(text) {
  const found = new Set();
  for (const [, first, last] of text.matchAll(RULE)) for (let rule = +first; rule <= +(last ?? first); rule++) found.add(rule);
  return found;
}

/** The rules of a JSON file: every list called `rules`, wherever it stands. */
export function rulesOfJson(value, found = new Set()) {
  if (Array.isArray(value)) value.forEach(one => rulesOfJson(one, found));
  else if (value && typeof value === 'object')
    for (const [name, member] of Object.entries(value)) {
      if (name === 'rules') for (const rule of rulesIn(JSON.stringify(member).replaceAll('"', ' '))) found.add(rule);
      rulesOfJson(member, found);
    }
  return found;
}

const KINDS = [
  { kind: 'scenario', of: /^workflows\/([^/]+)\/scenarios\/.+\.json$/ },
  { kind: 'decision', of: /^workflows\/.+\.dmn$/ },
  { kind: 'test', of: /^workflows\/.+\.tests\.json$/ },
  { kind: 'form', of: /^workflows\/[^/]+\/forms\/.+\.json$/ },
  { kind: 'process', of: /^workflows\/[^/]+\/v\d+\.json$/ },
  { kind: 'code', of: /^src\/.+(?<!\.d)\.(cs|sql|ts|tsx)$/ },
  { kind: 'text', of: /^templates\/(zh-CN|en)\/.+$/ },
  { kind: 'test', of: /^tests\/.+\.cs$/ },
];

/** → [{ kind, name, path, rules: Set }] of a repository, in the order of their paths. */
export function readMarkers(root) {
  const markers = [];
  for (const path of files(root, ['workflows', 'src', 'templates', 'tests'])) {
    const known = KINDS.find(one => one.of.test(path));
    if (!known) continue;
    const text = readFileSync(join(root, path), 'utf8');
    if (known.kind === 'scenario')
      for (const scenario of JSON.parse(text).scenarios ?? []) {
        const rules = rulesIn((scenario.rules ?? []).join(' '));
        if (rules.size) markers.push({ kind: 'scenario', name: scenario.id, title: scenario.title, path, rules });
      }
    else {
      const rules = path.endsWith('.json') ? rulesOfJson(JSON.parse(text)) : rulesIn(path.endsWith('.cs') ? comments(text) : text);
      if (rules.size) markers.push({ kind: known.kind, name: nameOf(path), path, rules });
    }
  }
  return markers;
}

// In C# a rule is cited in a comment, or handed to the decision log as one of its rules.
const comments = text => [...text.matchAll(/\/\/[^\n]*/g), ...text.matchAll(/"R\d+"(?:\s*,\s*"R\d+")*(?=\s*[\])])/g)].map(([found]) => found.replaceAll('"', ' ')).join('\n');

const nameOf = path => path.replace(/^(src|tests)\/CaseFlow\./, '').replace(/^workflows\//, '').replace(/^templates\/[^/]+\//, '').replace(/\.(cs|dmn|json|hbs|sql)$/, '').replace(/\.(sms|html)$/, '');

function files(root, folders) {
  const found = [];
  const walk = folder => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1)))
      if (entry.isDirectory()) {
        if (!SKIPPED.has(entry.name)) walk(join(folder, entry.name));
      } else found.push(relative(root, join(folder, entry.name)).split(sep).join('/'));
  };
  folders.forEach(folder => walk(join(root, folder)));
  return found;
}
