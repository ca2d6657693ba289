// The page: one row a rule. What no marker can say stands in rules.json: `lives` and `proof` name files, `cannot` says why no server holds the rule.

const LIVES = ['process', 'decision', 'form', 'code', 'text'];

const unique = list => [...new Set(list)];
const link = marker => `[${marker.name}](../${marker.path})`;

/** Rules that neither live anywhere nor say why they cannot, and rules that nothing proves. */
export function missing(rules, markers) {
  const of = (rule, kinds) => rules[rule][kinds === LIVES ? 'lives' : 'proof']?.length > 0 || markers.some(marker => kinds.includes(marker.kind) && marker.rules.has(+rule.slice(1)));
  const held = Object.keys(rules).filter(rule => !rules[rule].cannot);
  return {
    nowhere: held.filter(rule => !of(rule, LIVES)),
    unproved: held.filter(rule => !of(rule, ['scenario', 'test'])),
  };
}

export function page(rules, markers) {
  const rows = Object.entries(rules).map(([rule, named]) => {
    const { en, zh, cannot } = named;
    const mine = markers.filter(marker => marker.rules.has(+rule.slice(1)));
    const noted = paths => (paths ?? []).map(path => link({ name: path.replace(/^(src|workflows)\//, '').replace(/\.\w+$/, ''), path }));
    const lives = unique([...mine.filter(marker => LIVES.includes(marker.kind)).map(link), ...noted(named.lives)]);
    const scenarios = unique(mine.filter(marker => marker.kind === 'scenario').map(link));
    const tests = unique([...mine.filter(marker => marker.kind === 'test').map(link), ...noted(named.proof)]);
    const where = [cannot && `*${cannot}*`, lives.join(' · ')].filter(Boolean).join('<br>') || '**nowhere**';
    const proof = [scenarios.join(' '), tests.join(' · ')].filter(Boolean).join('<br>') || (cannot ? '—' : '**nothing**');
    return `| ${rule} | ${en}<br>${zh} | ${where} | ${proof} |`;
  });
  const { nowhere, unproved } = missing(rules, markers);
  return `# Rules

What the guide to the service says, rule by rule: where the product holds it, and which scenario or test proves it. Written by \`./scripts/rules --write\` from the markers in processes, decisions, forms,
code, texts, scenarios and tests; \`./scripts/check\` says when it is out of date. A rule in italics cannot be held by a server, and why.

Held: ${Object.keys(rules).filter(rule => !rules[rule].cannot).length - nowhere.length} of ${Object.keys(rules).filter(rule => !rules[rule].cannot).length} that a server can hold. Without a place: ${nowhere.join(', ') || 'none'}. Without a proof: ${unproved.join(', ') || 'none'}.

| rule | it says | where it lives | what proves it |
|---|---|---|---|
${rows.join('\n')}
`;
}
