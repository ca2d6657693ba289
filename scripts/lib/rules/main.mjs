// ./scripts/rules            says whether docs/rules.md is up to date, and which rules live nowhere or are proved by nothing
// ./scripts/rules --write    writes it anew
// ./scripts/rules --print    writes it to standard output
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readMarkers } from './markers.mjs';
import { missing, page } from './page.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..', '..');
const file = join(root, 'docs', 'rules.md');
const rules = JSON.parse(readFileSync(join(here, 'rules.json'), 'utf8'));
const [option] = process.argv.slice(2);
if (option === '--help' || option === '-h') {
  console.log(readFileSync(fileURLToPath(import.meta.url), 'utf8').split('\n').filter(line => line.startsWith('// ')).map(line => line.slice(3)).join('\n'));
  process.exit(0);
}
if (option && option !== '--write' && option !== '--print') {
  console.error(`Unknown: ${option}. See ./scripts/rules --help`);
  process.exit(2);
}

const gone = Object.entries(rules).flatMap(([rule, { lives, proof }]) => [...(lives ?? []), ...(proof ?? [])].filter(path => !existsSync(join(root, path))).map(path => `${rule}: ${path}`));
if (gone.length) {
  console.error(`rules.json names files that are not there:\n${gone.join('\n')}`);
  process.exit(1);
}
const markers = readMarkers(root);
const text = page(rules, markers);
if (option === '--print') process.stdout.write(text);
else if (option === '--write') writeFileSync(file, text);
else {
  const { nowhere, unproved } = missing(rules, markers);
  if (nowhere.length) console.log(`Live nowhere: ${nowhere.join(', ')}`);
  if (unproved.length) console.log(`Proved by nothing: ${unproved.join(', ')}`);
  let known = '';
  try {
    known = readFileSync(file, 'utf8');
  } catch {
    // There is none yet: out of date.
  }
  if (known !== text) {
    console.error('docs/rules.md is out of date: run ./scripts/rules --write');
    process.exit(1);
  }
}
